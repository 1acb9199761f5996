package io.mastiff.edge.rule;

import io.mastiff.edge.Sighting;
import io.mastiff.edge.client.NetworkSet;
import io.mastiff.edge.crawler.Crawler;
import io.mastiff.edge.crawler.CrawlerState;
import io.mastiff.edge.network.NetworkFacts;
import io.mastiff.edge.policy.Fields;
import io.mastiff.edge.route.Route;
import io.mastiff.edge.route.RouteClass;
import io.mastiff.edge.rule.Condition.Test;
import io.mastiff.edge.shape.Claim.Family;
import io.mastiff.edge.shape.Claim.Platform;
import io.mastiff.event.Action;
import io.mastiff.event.CookieState;
import io.mastiff.event.IpNetwork;
import io.mastiff.event.PageType;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Reads the rules of a policy file. */
public final class RuleReader {
  private static final int MOST_RULES = 500;
  private static final long MOST_ASN = 0xffff_ffffL;
  private static final int MOST_VALUES = 1000;
  private static final Set<String> ACTIONS =
      Set.of("allow", "tag", "throttle", "challenge", "queue", "deny");
  private static final Set<String> CONDITIONS =
      new TreeSet<>(
          Set.of(
              "network",
              "asn",
              "country",
              "hosting",
              "anonymous",
              "cookie",
              "aged",
              "signedIn",
              "shape",
              "family",
              "platform",
              "incoherent",
              "missing",
              "present",
              "agent",
              "crawler",
              "crawlerState",
              "purpose",
              "partner",
              "route",
              "type",
              "class",
              "path",
              "method",
              "host",
              "score",
              "pressure"));

  private final Fields f;
  private final List<Condition> conditions = new ArrayList<>();

  private RuleReader(Fields f) {
    this.f = f;
  }

  /** All rules of the file, in order. */
  public static List<PolicyRule> read(Fields f) {
    List<PolicyRule> rules = new ArrayList<>();
    Set<String> names = new HashSet<>();
    int n = f.length("rules", MOST_RULES);
    for (int i = 0; i < n; i++) {
      String at = "rules[" + i + "]";
      PolicyRule rule = new RuleReader(f).rule(at);
      if (!names.add(rule.name())) {
        f.problem(at + ".name", rule.name(), "another rule has this name");
      }
      rules.add(rule);
    }
    return rules;
  }

  private PolicyRule rule(String at) {
    f.allowOnly(at, Set.of("name", "if", "then", "weigh", "enforce"));
    if (!f.has(at + ".name")) {
      f.problem(at + ".name", "", "give the rule a name; logs and metrics use it");
    }
    String name = f.text(at + ".name", "[a-z0-9][a-z0-9-]{0,47}", "unnamed");
    if (f.has(at + ".then") == f.has(at + ".weigh")) {
      f.problem(at, "", "give either then (an action) or weigh (a number)");
    }
    f.allowOnly(at + ".if", CONDITIONS);
    conditions(at + ".if");
    if (conditions.isEmpty()) {
      f.problem(at + ".if", "", "give at least one condition");
    }
    return new PolicyRule(
        name,
        conditions,
        action(at + ".then"),
        f.number(at + ".weigh", -10, 10, 0),
        f.integer(at + ".enforce", 0, 100, 100));
  }

  private Action action(String path) {
    String text = f.oneOf(path, ACTIONS, "");
    return text.isEmpty()
        ? Action.ACTION_UNKNOWN
        : text.equals("deny") ? Action.BLOCK : Action.valueOf(text.toUpperCase(Locale.ROOT));
  }

  private void conditions(String at) {
    if (f.has(at + ".network")) {
      List<IpNetwork> networks = f.networks(at + ".network");
      NetworkSet set = NetworkSet.of(networks);
      add(
          "network",
          networks.stream().map(IpNetwork::toString).toList(),
          (s, score, pressure) -> s.addressKnown() && set.contains(s.address()));
    }
    asn(at);
    country(at);
    flag(at, "hosting", s -> s.network().hosting());
    flag(at, "anonymous", s -> s.network().anonymous());
    cookie(at);
    flag(at, "aged", Sighting::isAged);
    flag(at, "signedIn", s -> s.standing().signedIn());
    shape(at);
    choices(at, "family", Family.class, Facts.FAMILY);
    platform(at);
    atLeast(at, "incoherent", 9, (s, least) -> Integer.bitCount(s.incoherence()) >= least);
    headers(at);
    crawlers(at);
    requests(at);
    if (f.has(at + ".score")) {
      double least = f.number(at + ".score", -100, 100, 0);
      add("score", List.of("" + least), (s, score, pressure) -> score >= least);
    }
    if (f.has(at + ".pressure")) {
      double least = f.number(at + ".pressure", 0, 10, 0);
      add("pressure", List.of("" + least), (s, score, pressure) -> pressure >= least);
    }
  }

  /** Cookie states without their prefix. */
  private void cookie(String at) {
    if (!f.has(at + ".cookie")) {
      return;
    }
    Set<String> known = new TreeSet<>();
    for (CookieState state : CookieState.values()) {
      known.add(state.name().replace("COOKIE_", "").toLowerCase(Locale.ROOT).replace('_', '-'));
    }
    known.removeAll(Set.of("state-unknown", "unrecognized"));
    List<String> wanted = f.textsOf(at + ".cookie", known);
    EnumSet<CookieState> states = EnumSet.noneOf(CookieState.class);
    wanted.forEach(
        w ->
            states.add(
                CookieState.valueOf("COOKIE_" + w.toUpperCase(Locale.ROOT).replace('-', '_'))));
    add("cookie", wanted, Facts.COOKIE.others(states), null);
  }

  private void headers(String at) {
    String name = "[a-z0-9-]{1,64}";
    for (String field : List.of("missing", "present")) {
      if (f.has(at + "." + field)) {
        List<String> names = f.texts(at + "." + field, name, 20);
        boolean wanted = field.equals("present");
        add(field, names, (s, score, pressure) -> hasAll(s, names, wanted));
      }
    }
    if (f.has(at + ".agent")) {
      List<String> parts = f.texts(at + ".agent", "[ -~&&[^A-Z]]{2,100}", MOST_VALUES);
      add("agent", parts, (s, score, pressure) -> contains(s.claim().lowerAgent(), parts));
    }
  }

  private static boolean hasAll(Sighting s, List<String> names, boolean wanted) {
    for (String name : names) {
      if ((s.request().headers().first(name) != null) != wanted) {
        return false;
      }
    }
    return true;
  }

  private static boolean contains(String agent, List<String> parts) {
    for (String part : parts) {
      if (agent.contains(part)) {
        return true;
      }
    }
    return false;
  }

  private void crawlers(String at) {
    words(at, "crawler", "[a-z0-9-]{1,40}", s -> name(s.claim().crawler()));
    choices(at, "crawlerState", CrawlerState.class, Facts.CRAWLER);
    if (f.has(at + ".purpose")) {
      EnumSet<Crawler.Purpose> wanted = f.choices(at + ".purpose", Crawler.Purpose.class);
      add(
          "purpose",
          names(wanted),
          (s, score, pressure) ->
              s.claim().crawler() != null && wanted.contains(s.claim().crawler().purpose()));
    }
    words(at, "partner", "[a-z0-9-]{1,40}", s -> s.partner() == null ? "" : s.partner().name());
  }

  private static String name(@Nullable Crawler crawler) {
    return crawler == null ? "" : crawler.name();
  }

  private void requests(String at) {
    route(at);
    choices(at, "type", PageType.class, Facts.TYPE);
    choices(at, "class", RouteClass.class, Facts.CLASS);
    words(at, "method", "[A-Z]{1,20}", s -> s.request().method());
    words(at, "host", "[a-z0-9.:-]{1,100}", s -> s.request().host());
    if (f.has(at + ".path")) {
      List<String> starts = f.texts(at + ".path", "/\\S{0,200}", MOST_VALUES);
      add("path", starts, (s, score, pressure) -> startsWithAny(s, starts));
    }
  }

  private static boolean startsWithAny(Sighting s, List<String> starts) {
    for (String start : starts) {
      if (s.route().startsWith(start)) {
        return true;
      }
    }
    return false;
  }

  private void asn(String at) {
    if (f.has(at + ".asn")) {
      List<String> texts = f.texts(at + ".asn", "[0-9]{1,10}", MOST_VALUES);
      texts.stream()
          .filter(text -> Long.parseLong(text) > MOST_ASN)
          .forEach(text -> f.problem(at + ".asn", text, "numbers go up to " + MOST_ASN));
      int[] wanted =
          texts.stream().mapToLong(Long::parseLong).mapToInt(n -> (int) n).sorted().toArray();
      add("asn", texts, (s, score, pressure) -> Arrays.binarySearch(wanted, s.asn()) >= 0);
    }
  }

  private void country(String at) {
    if (f.has(at + ".country")) {
      List<String> texts = f.texts(at + ".country", "[A-Z]{2}", MOST_VALUES);
      int[] wanted = texts.stream().mapToInt(NetworkFacts::countryNumber).sorted().toArray();
      add(
          "country",
          texts,
          (s, score, pressure) -> Arrays.binarySearch(wanted, s.countryNumber()) >= 0);
    }
  }

  private void route(String at) {
    if (f.has(at + ".route")) {
      List<String> texts = f.texts(at + ".route", "/\\S{0,200}", MOST_VALUES);
      long[] wanted = texts.stream().mapToLong(Route::hash).sorted().toArray();
      add(
          "route",
          texts,
          (s, score, pressure) ->
              Arrays.binarySearch(wanted, s.route().route().templateHash()) >= 0);
    }
  }

  private void shape(String at) {
    if (f.has(at + ".shape")) {
      List<String> texts = f.texts(at + ".shape", "[0-9a-f]{16}", MOST_VALUES);
      long[] wanted =
          texts.stream().mapToLong(text -> Long.parseUnsignedLong(text, 16)).sorted().toArray();
      add("shape", texts, (s, score, pressure) -> Arrays.binarySearch(wanted, s.shape()) >= 0);
    }
  }

  private void words(String at, String field, String pattern, Function<Sighting, String> of) {
    if (f.has(at + "." + field)) {
      List<String> texts = f.texts(at + "." + field, pattern, MOST_VALUES);
      Set<String> wanted = new HashSet<>(texts);
      add(field, texts, (s, score, pressure) -> wanted.contains(of.apply(s)));
    }
  }

  private void flag(String at, String field, Predicate<Sighting> of) {
    if (f.has(at + "." + field)) {
      boolean wanted = f.flag(at + "." + field, true);
      add(field, List.of("" + wanted), (s, score, pressure) -> of.test(s) == wanted);
    }
  }

  private <E extends Enum<E>> void choices(
      String at, String field, Class<E> type, Facts.Kind<E> kind) {
    if (f.has(at + "." + field)) {
      EnumSet<E> wanted = f.choices(at + "." + field, type);
      add(field, names(wanted), kind.others(wanted), null);
    }
  }

  private void platform(String at) {
    if (f.has(at + ".platform")) {
      EnumSet<Platform> wanted = f.choices(at + ".platform", Platform.class);
      add("platform", names(wanted), (s, score, pressure) -> wanted.contains(s.claim().platform()));
    }
  }

  private static <E extends Enum<E>> List<String> names(EnumSet<E> set) {
    return set.stream().map(e -> e.name().toLowerCase(Locale.ROOT)).toList();
  }

  /** A test of a number that must be reached. */
  private interface Reached {
    boolean by(Sighting s, int least);
  }

  private void atLeast(String at, String field, int most, Reached reached) {
    if (f.has(at + "." + field)) {
      int least = f.integer(at + "." + field, 1, most, 1);
      add(field, List.of("" + least), (s, score, pressure) -> reached.by(s, least));
    }
  }

  private void add(String field, List<String> wanted, Test test) {
    add(field, wanted, 0, test);
  }

  private void add(String field, List<String> wanted, long excluded, @Nullable Test test) {
    conditions.add(new Condition(field, wanted, excluded, test));
  }
}
