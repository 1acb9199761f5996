package io.mastiff.edge.policy;

import io.mastiff.edge.capacity.CapacityPolicy;
import io.mastiff.edge.capacity.CapacityPolicy.Signal;
import io.mastiff.edge.client.AddressKey;
import io.mastiff.edge.client.NetworkSet;
import io.mastiff.edge.crawler.Partner;
import io.mastiff.edge.limit.Limits;
import io.mastiff.edge.route.Route;
import io.mastiff.edge.route.RouteClass;
import io.mastiff.event.Action;
import io.mastiff.event.PageType;
import io.mastiff.event.Sight;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** The sections of a policy file, one method each. */
final class PolicySections {
  private static final int MOST_ROUTES = 1000;
  private static final int MOST_PARTNERS = 200;
  private static final String HOST = "[a-z0-9.-]{1,100}";
  private static final String SHA256 = "[0-9a-f]{64}";
  private static final String FILE = ".{1,500}";
  private static final String TEMPLATE = "/[^?#\\s]{0,200}";

  private PolicySections() {}

  static Trust trust(Fields f) {
    f.allowOnly("trust", Set.of("proxies", "source", "header", "renderers", "rendererKeyHash"));
    Trust.Source otherwise =
        f.has("trust.proxies") || f.has("trust.renderers") || f.has("trust.rendererKeyHash")
            ? Trust.Source.X_FORWARDED_FOR
            : Trust.NOBODY.source();
    Trust.Source source = f.choice("trust.source", Trust.Source.class, otherwise);
    String header = f.text("trust.header", "[A-Za-z0-9-]{1,64}", "").toLowerCase(Locale.ROOT);
    if (source == Trust.Source.HEADER && header.isEmpty()) {
      f.problem("trust.header", "", "name the header that holds the address");
    }
    return new Trust(
        NetworkSet.of(f.networks("trust.proxies")),
        source,
        header,
        NetworkSet.of(f.networks("trust.renderers")),
        f.text("trust.rendererKeyHash", SHA256, ""));
  }

  static Front front(Fields f) {
    f.allowOnly("front", Set.of("sees", "scheme", "cached", "ja4Header"));
    Front d = Front.DEFAULT;
    EnumSet<Sight> seen =
        f.has("front.sees") ? f.choices("front.sees", Sight.class) : EnumSet.allOf(Sight.class);
    return new Front(
        seen.stream().mapToInt(Sight::bit).reduce(0, (a, b) -> a | b),
        f.has("front.sees"),
        f.choice("front.scheme", Front.Scheme.class, d.scheme()),
        f.texts("front.cached", TEMPLATE, MOST_ROUTES),
        f.text("front.ja4Header", "[a-z0-9-]{1,64}", d.ja4Header()));
  }

  static List<Route> routes(Fields f) {
    List<Route> routes = new ArrayList<>();
    int n = f.length("routes", MOST_ROUTES);
    for (int i = 0; i < n; i++) {
      String at = "routes[" + i + "]";
      f.allowOnly(at, Set.of("path", "type", "class", "cost", "timed"));
      String path = f.text(at + ".path", TEMPLATE, "");
      if (path.isEmpty()) {
        f.problem(at + ".path", "", "give a path template such as /p/{product}");
        continue;
      }
      PageType type = f.choice(at + ".type", PageType.class, PageType.OTHER);
      RouteClass routeClass = f.choice(at + ".class", RouteClass.class, Route.classOf(type));
      int cost = f.integer(at + ".cost", 0, 10_000, Route.ORDINARY_COST);
      boolean timed = f.flag(at + ".timed", Route.isTimed(routeClass));
      routes.add(new Route(path, type, routeClass, cost).withTimed(timed));
    }
    return routes;
  }

  static Limits limits(Fields f) {
    f.allowOnly(
        "limits",
        Set.of("session", "aggregate", "network", "throttled", "shape", "route", "slots", "scope"));
    Limits d = Limits.DEFAULT;
    int slots = f.integer("limits.slots", 1024, 1 << 26, d.slots());
    if (Integer.bitCount(slots) != 1) {
      f.problem("limits.slots", "" + slots, "a power of two, such as 1048576");
      slots = d.slots();
    }
    return new Limits(
        rate(f, "limits.session", d.session()),
        rate(f, "limits.aggregate", d.aggregate()),
        rate(f, "limits.network", d.network()),
        rate(f, "limits.throttled", d.throttled()),
        f.has("limits.shape") ? rate(f, "limits.shape", d.network()) : null,
        f.has("limits.route") ? rate(f, "limits.route", d.network()) : null,
        slots,
        f.choice("limits.scope", Limits.Scope.class, d.scope()));
  }

  private static Limits.Rate rate(Fields f, String at, Limits.Rate otherwise) {
    f.allowOnly(at, Set.of("perSecond", "burst"));
    int perSecond = f.integer(at + ".perSecond", 1, 1_000_000, otherwise.perSecond());
    int burst = f.integer(at + ".burst", 1, 10_000_000, Math.max(perSecond, otherwise.burst()));
    if (burst < perSecond) {
      f.problem(at + ".burst", Integer.toString(burst), "at least perSecond, " + perSecond);
      return otherwise;
    }
    return new Limits.Rate(perSecond, burst);
  }

  static CookiePolicy cookie(Fields f) {
    f.allowOnly("cookie", Set.of("when", "enabled", "whileObserving", "days", "domain", "consent"));
    CookiePolicy d = CookiePolicy.DEFAULT;
    String consent = f.text("cookie.consent", "[A-Za-z0-9_.-]{1,64}", d.consent());
    boolean enabled = f.flag("cookie.enabled", d.enabled());
    CookiePolicy.When when =
        f.choice("cookie.when", CookiePolicy.When.class, CookiePolicy.when(enabled, consent));
    if (when == CookiePolicy.When.AFTER_CONSENT && consent.isEmpty()) {
      f.problem("cookie.consent", "", "give the name of the cookie that says a visitor agreed");
    }
    if (when == CookiePolicy.When.ALWAYS && !consent.isEmpty()) {
      f.problem("cookie.consent", consent, "only with when: after-consent");
    }
    if (when != CookiePolicy.When.NEVER && !enabled) {
      f.problem("cookie.enabled", "false", "says when: never; leave one of them out");
    }
    return new CookiePolicy(
        when != CookiePolicy.When.NEVER,
        f.flag("cookie.whileObserving", d.whileObserving()),
        Duration.ofDays(f.integer("cookie.days", 1, 400, (int) d.lifetime().toDays())),
        f.text("cookie.domain", HOST, d.domain()),
        consent);
  }

  static CrawlerPolicy crawlers(Fields f) {
    f.allowOnly(
        "crawlers", Set.of("folder", "dns", "nameServers", "signatureHosts", "fake", "budgets"));
    CrawlerPolicy d = CrawlerPolicy.DEFAULT;
    String fake =
        f.oneOf("crawlers.fake", Set.of("allow", "tag", "throttle", "challenge", "deny"), "deny");
    return new CrawlerPolicy(
        f.text("crawlers.folder", FILE, d.folder()),
        f.flag("crawlers.dns", d.dns()),
        f.texts("crawlers.nameServers", "[0-9a-fA-F.:\\[\\]]{3,60}", 8),
        f.texts("crawlers.signatureHosts", HOST, 100),
        fake.equals("deny") ? Action.BLOCK : Action.valueOf(fake.toUpperCase(Locale.ROOT)),
        f.integers("crawlers.budgets", "[a-z0-9-]{1,40}", 1, 100_000));
  }

  static List<Partner> partners(Fields f) {
    List<Partner> partners = new ArrayList<>();
    int n = f.length("partners", MOST_PARTNERS);
    for (int i = 0; i < n; i++) {
      String at = "partners[" + i + "]";
      f.allowOnly(
          at,
          Set.of("name", "keyHash", "networks", "signatureAgent", "routes", "perSecond", "burst"));
      Partner partner =
          new Partner(
              f.text(at + ".name", "[a-z0-9][a-z0-9-]{0,39}", ""),
              f.text(at + ".keyHash", SHA256, ""),
              NetworkSet.of(f.networks(at + ".networks")),
              f.text(at + ".signatureAgent", HOST, ""),
              f.texts(at + ".routes", TEMPLATE, MOST_ROUTES),
              quota(f, at));
      if (partner.name().isEmpty()) {
        f.problem(at + ".name", "", "give the partner a name; its report uses it");
      }
      if (partner.keyHash().isEmpty()
          && partner.networks().isEmpty()
          && partner.signatureAgent().isEmpty()) {
        f.problem(at, "", "give keyHash, networks or signatureAgent, or anybody is this partner");
      }
      partners.add(partner);
    }
    return partners;
  }

  private static Limits.Rate quota(Fields f, String at) {
    int perSecond = f.integer(at + ".perSecond", 1, 1_000_000, 5);
    int burst = f.integer(at + ".burst", 1, 10_000_000, perSecond * 4);
    if (burst < perSecond) {
      f.problem(at + ".burst", "" + burst, "at least perSecond, " + perSecond);
    }
    return new Limits.Rate(perSecond, Math.max(perSecond, burst));
  }

  static Thresholds thresholds(Fields f) {
    f.allowOnly("thresholds", Set.of("tag", "throttle", "challenge", "deny"));
    Thresholds d = Thresholds.DEFAULT;
    return new Thresholds(
        f.number("thresholds.tag", 0, 100, d.tag()),
        f.number("thresholds.throttle", 0, 100, d.throttle()),
        f.number("thresholds.challenge", 0, 100, d.challenge()),
        f.number("thresholds.deny", 0, 100, d.block()));
  }

  static CapacityPolicy capacity(Fields f) {
    f.allowOnly("capacity", Set.of("signal", "floor", "ceiling", "tolerance", "log"));
    CapacityPolicy d = CapacityPolicy.DEFAULT;
    int floor = f.integer("capacity.floor", 1, 100_000, d.floor());
    int ceiling = f.integer("capacity.ceiling", 1, 100_000, Math.max(floor, d.ceiling()));
    if (ceiling < floor) {
      f.problem("capacity.ceiling", "" + ceiling, "at least capacity.floor, " + floor);
      ceiling = floor;
    }
    Signal signal = f.choice("capacity.signal", Signal.class, d.signal());
    String log = f.text("capacity.log", FILE, d.log());
    if (signal == Signal.LOG && !f.has("capacity.log")) {
      f.problem("capacity.log", "", "name the file of the front's access log");
    }
    return new CapacityPolicy(
        signal, floor, ceiling, f.number("capacity.tolerance", 1.1, 10, d.tolerance()), log);
  }

  static ChallengePolicy challenge(Fields f) {
    f.allowOnly("challenge", Set.of("when", "waitSeconds", "passMinutes"));
    ChallengePolicy d = ChallengePolicy.DEFAULT;
    return new ChallengePolicy(
        f.choice("challenge.when", ChallengePolicy.When.class, d.when()),
        Duration.ofSeconds(f.integer("challenge.waitSeconds", 1, 60, (int) d.delay().toSeconds())),
        Duration.ofMinutes(
            f.integer("challenge.passMinutes", 1, 1440, (int) d.pass().toMinutes())));
  }

  static NetworkFiles network(Fields f) {
    f.allowOnly("network", Set.of("asn", "country", "anonymous", "hosting"));
    List<Integer> hosting =
        f.texts("network.hosting", "[0-9]{1,9}", 10_000).stream().map(Integer::valueOf).toList();
    return new NetworkFiles(
        f.text("network.asn", FILE, ""),
        f.text("network.country", FILE, ""),
        f.text("network.anonymous", FILE, ""),
        hosting);
  }

  static LogPolicy log(Fields f) {
    f.allowOnly("log", Set.of("decisions", "perSecond"));
    LogPolicy d = LogPolicy.DEFAULT;
    return new LogPolicy(
        f.choice("log.decisions", LogPolicy.Decisions.class, d.decisions()),
        f.integer("log.perSecond", 1, 100_000, d.perSecond()));
  }

  static Privacy privacy(Fields f) {
    f.allowOnly("privacy", Set.of("addresses", "hashKey", "hashKeyFile", "language", "country"));
    Privacy d = Privacy.DEFAULT;
    Privacy.Addresses how = f.choice("privacy.addresses", Privacy.Addresses.class, d.addresses());
    return new Privacy(
        how,
        AddressKeys.of(f, how == Privacy.Addresses.HASHED, AddressKey.fromEnvironment()),
        f.flag("privacy.language", d.language()),
        f.flag("privacy.country", d.country()));
  }
}
