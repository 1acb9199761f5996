package io.mastiff.edge.policy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.mastiff.edge.limit.Limits;
import io.mastiff.edge.route.Route;
import io.mastiff.edge.route.RouteClass;
import io.mastiff.event.Mode;
import io.mastiff.event.PageType;
import io.mastiff.event.Sight;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Reads {@code mastiff.yaml} and reports all its mistakes at once. */
public final class PolicyReader {
  private static final long LARGEST_FILE = 1024 * 1024;
  private static final int MOST_ROUTES = 1000;
  private static final Set<String> SECTIONS =
      Set.of("mode", "percent", "shop", "trust", "routes", "limits", "cookie", "front");

  private PolicyReader() {}

  /** The policy in a file. */
  public static Policy read(Path file) throws PolicyException {
    try {
      if (Files.size(file) > LARGEST_FILE) {
        throw refused(file, "a policy has at most " + LARGEST_FILE + " bytes");
      }
      return parse(file.toString(), Files.readString(file));
    } catch (IOException e) {
      throw refused(file, "no such file, or it cannot be read as text");
    }
  }

  /** The policy in this text; {@code name} stands for it in messages. */
  public static Policy parse(String name, String yaml) throws PolicyException {
    JsonNode root;
    try {
      root = new YAMLMapper().readTree(yaml);
    } catch (JsonProcessingException e) {
      int line = e.getLocation() == null ? 0 : e.getLocation().getLineNr();
      String first = e.getOriginalMessage().lines().findFirst().orElse("");
      throw new PolicyException(
          name, List.of(new PolicyProblem("line " + line, "", "not YAML: " + first)));
    }
    Fields fields = new Fields(root);
    Policy policy = fields.isEmpty() ? Policy.DEFAULT : policy(fields);
    if (!fields.problems().isEmpty()) {
      throw new PolicyException(name, fields.problems());
    }
    return policy;
  }

  private static Policy policy(Fields f) {
    f.allowOnly("", SECTIONS);
    Policy d = Policy.DEFAULT;
    return new Policy(
        f.choice("mode", Mode.class, d.mode()),
        f.integer("percent", 0, 100, d.percent()),
        f.text("shop", "[a-z0-9-]{1,32}", d.shop()),
        trust(f),
        routes(f),
        limits(f),
        cookie(f),
        sight(f));
  }

  private static Trust trust(Fields f) {
    f.allowOnly("trust", Set.of("proxies", "source", "header"));
    Trust.Source otherwise =
        f.has("trust.proxies") ? Trust.Source.X_FORWARDED_FOR : Trust.NOBODY.source();
    Trust.Source source = f.choice("trust.source", Trust.Source.class, otherwise);
    String header = f.text("trust.header", "[A-Za-z0-9-]{1,64}", "").toLowerCase(Locale.ROOT);
    if (source == Trust.Source.HEADER && header.isEmpty()) {
      f.problem("trust.header", "", "name the header that holds the address");
    }
    return new Trust(f.networks("trust.proxies"), source, header);
  }

  private static List<Route> routes(Fields f) {
    List<Route> routes = new ArrayList<>();
    int n = f.length("routes", MOST_ROUTES);
    for (int i = 0; i < n; i++) {
      String at = "routes[" + i + "]";
      f.allowOnly(at, Set.of("path", "type", "class", "cost"));
      String path = f.text(at + ".path", "/[^?#\\s]{0,200}", "");
      if (path.isEmpty()) {
        f.problem(at + ".path", "", "give a path template such as /p/{product}");
        continue;
      }
      PageType type = f.choice(at + ".type", PageType.class, PageType.OTHER);
      RouteClass routeClass = f.choice(at + ".class", RouteClass.class, Route.classOf(type));
      routes.add(
          new Route(
              path, type, routeClass, f.integer(at + ".cost", 0, 10_000, Route.ORDINARY_COST)));
    }
    return routes;
  }

  private static Limits limits(Fields f) {
    f.allowOnly("limits", Set.of("session", "aggregate", "network", "throttled"));
    Limits d = Limits.DEFAULT;
    return new Limits(
        rate(f, "limits.session", d.session()),
        rate(f, "limits.aggregate", d.aggregate()),
        rate(f, "limits.network", d.network()),
        rate(f, "limits.throttled", d.throttled()));
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

  private static CookiePolicy cookie(Fields f) {
    f.allowOnly("cookie", Set.of("enabled", "whileObserving", "days"));
    CookiePolicy d = CookiePolicy.DEFAULT;
    return new CookiePolicy(
        f.flag("cookie.enabled", d.enabled()),
        f.flag("cookie.whileObserving", d.whileObserving()),
        Duration.ofDays(f.integer("cookie.days", 1, 400, (int) d.lifetime().toDays())));
  }

  private static int sight(Fields f) {
    f.allowOnly("front", Set.of("sees"));
    if (!f.has("front.sees")) {
      return Policy.DEFAULT.sight();
    }
    EnumSet<Sight> seen = f.choices("front.sees", Sight.class);
    return seen.stream().mapToInt(Sight::bit).reduce(0, (a, b) -> a | b);
  }

  private static PolicyException refused(Path file, String why) {
    return new PolicyException(file.toString(), List.of(new PolicyProblem("file", "", why)));
  }
}
