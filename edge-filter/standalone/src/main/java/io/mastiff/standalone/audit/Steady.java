package io.mastiff.standalone.audit;

import io.mastiff.edge.crawler.Crawler;
import io.mastiff.edge.crawler.Partner;
import io.mastiff.event.IpNetwork;
import io.mastiff.standalone.audit.SteadyBook.Robot;
import io.mastiff.standalone.audit.tally.Timeline;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * A steady automated client, whether somebody knows it, and the line that would welcome it.
 *
 * @param note how it is known, or what is odd about it
 * @param line for the policy; empty where the policy needs none or no line can be made
 * @param section of the policy that the line stands in
 */
record Steady(
    String name,
    String agent,
    Standing standing,
    String note,
    List<String> networks,
    long sessions,
    long requests,
    double busyShare,
    String section,
    String line) {
  private static final int MOST = 20;
  private static final int FEWEST_REQUESTS = 20;
  private static final int FEWEST_STEPS = 3;
  private static final double BUSY = 0.25;
  private static final int FEW_NETWORKS = 2;
  private static final int LONGEST_NAME = 40;
  private static final String BUDGETS = "budgets: {";

  /** Whether somebody knows it. */
  enum Standing {
    KNOWN("known"),
    YOURS("yours?"),
    UNKNOWN("unknown");

    private final String text;

    Standing(String text) {
      this.text = text;
    }

    String text() {
      return text;
    }
  }

  /** Those that came in at least a quarter of the log's steps of time; at most 20. */
  static List<Steady> of(List<Robot> robots, Timeline log, List<Partner> partners) {
    List<Steady> steady = new ArrayList<>();
    for (Robot robot : robots) {
      double busy = busyShare(robot, log);
      if (robot.requests >= FEWEST_REQUESTS && busy >= BUSY && steady.size() < MOST) {
        steady.add(of(robot, busy, partners));
      }
    }
    return steady;
  }

  /** The lines by the section of the policy that they stand in; budgets are one line. */
  static Map<String, List<String>> sections(List<Steady> steady) {
    Map<String, List<String>> sections = new TreeMap<>();
    List<String> budgets = new ArrayList<>();
    for (Steady robot : steady) {
      if (robot.line().startsWith(BUDGETS)) {
        budgets.add(robot.line().substring(BUDGETS.length(), robot.line().length() - 1));
      } else if (!robot.line().isEmpty()) {
        sections.computeIfAbsent(robot.section(), s -> new ArrayList<>()).add(robot.line());
      }
    }
    if (!budgets.isEmpty()) {
      sections.put("crawlers", List.of(BUDGETS + String.join(", ", budgets) + "}"));
    }
    return sections;
  }

  private static double busyShare(Robot robot, Timeline log) {
    double steps =
        Math.max(log.stepMs(), 1) * (double) log.steps() / Math.max(1, robot.times.stepMs());
    return robot.times.busy() < FEWEST_STEPS ? 0 : Math.min(1, robot.times.busy() / steps);
  }

  private static Steady of(Robot robot, double busy, List<Partner> partners) {
    Crawler crawler = robot.crawler;
    if (crawler != null) {
      return crawler(robot, crawler, busy);
    }
    Optional<Partner> partner = partner(robot, partners);
    boolean inside =
        !robot.networks.isEmpty() && robot.networks.stream().allMatch(Steady::isInside);
    boolean few = robot.networks.size() <= FEW_NETWORKS && robot.convicted == 0;
    Standing standing =
        partner.isPresent() ? Standing.KNOWN : inside || few ? Standing.YOURS : Standing.UNKNOWN;
    String note =
        partner
            .map(known -> "your partner " + known.name())
            .orElse(inside ? "from inside" : few ? "always from the same place" : "");
    if (standing == Standing.KNOWN) {
      return steady(robot, name(robot), standing, note, busy, "", "");
    }
    String line = partnerLine(robot);
    return line.isEmpty()
        ? steady(robot, name(robot), standing, note, busy, "rules", ruleLine(robot))
        : steady(robot, name(robot), standing, note, busy, "partners", line);
  }

  private static Steady crawler(Robot robot, Crawler crawler, double busy) {
    boolean foreign = robot.foreign > 0;
    String note =
        foreign
            ? robot.foreign + " of its sessions come from networks that are not this crawler's"
            : robot.genuine == robot.sessions
                ? "from its operator's networks"
                : "by its name only; the door checks it";
    int perSecond = (int) Math.max(1, Math.ceil(2 * robot.peakPerSecond));
    String line =
        perSecond > crawler.perSecond()
            ? BUDGETS + "\"" + crawler.name() + "\": " + perSecond + "}"
            : "";
    Standing standing = foreign ? Standing.UNKNOWN : Standing.KNOWN;
    return steady(robot, crawler.name(), standing, note, busy, "crawlers", foreign ? "" : line);
  }

  private static Steady steady(
      Robot robot,
      String name,
      Standing standing,
      String note,
      double busy,
      String section,
      String line) {
    return new Steady(
        name,
        robot.agent,
        standing,
        note,
        List.copyOf(robot.networks),
        robot.sessions,
        robot.requests,
        busy,
        line.isEmpty() ? "" : section,
        line);
  }

  private static Optional<Partner> partner(Robot robot, List<Partner> partners) {
    return partners.stream()
        .filter(partner -> !partner.networks().isEmpty())
        .filter(
            partner ->
                robot.networks.stream()
                    .allMatch(
                        text ->
                            IpNetwork.parse(text).map(partner.networks()::touches).orElse(false)))
        .findFirst();
  }

  private static boolean isInside(String network) {
    return IpNetwork.parse(network).map(n -> n.first().isInside()).orElse(false);
  }

  /** A row of {@code partners}; only networks that can be told make one. */
  private static String partnerLine(Robot robot) {
    boolean told = robot.networks.stream().allMatch(text -> IpNetwork.parse(text).isPresent());
    if (!told || robot.networks.isEmpty() || robot.networks.size() > SteadyBook.MOST_NETWORKS) {
      return "";
    }
    int perSecond = (int) Math.max(1, Math.ceil(2 * robot.peakPerSecond));
    boolean fewRoutes =
        !robot.routes.isEmpty()
            && robot.routes.size() <= SteadyBook.MOST_ROUTES
            && robot.routes.stream().allMatch(route -> route.startsWith("/"));
    String routes = fewRoutes ? ", routes: [\"" + String.join("\", \"", robot.routes) + "\"]" : "";
    return String.format(
        Locale.ROOT,
        "- {name: \"%s\", networks: [\"%s\"]%s, perSecond: %d, burst: %d}",
        name(robot),
        String.join("\", \"", robot.networks),
        routes,
        perSecond,
        4 * perSecond);
  }

  /**
   * A row of {@code rules} for who comes from too many networks; its name is all there is to tell
   * it by, so that it needs a letter.
   */
  private static String ruleLine(Robot robot) {
    String token = SteadyBook.software(robot.agent).toLowerCase(Locale.ROOT);
    boolean tells =
        token.matches("[a-z0-9._+ -]{3,60}") && hasLetter(token) && !token.startsWith("mozilla");
    return tells
        ? "- {name: \"" + cut(word(robot)) + "\", if: {agent: [\"" + token + "\"]}, then: allow}"
        : "";
  }

  /** A name as the policy allows it, from the user agent and the first network. */
  private static String name(Robot robot) {
    String network = robot.networks.isEmpty() ? "" : slug(robot.networks.iterator().next());
    return cut(word(robot) + (network.isEmpty() ? "" : "-" + network));
  }

  private static String cut(String name) {
    return name.substring(0, Math.min(LONGEST_NAME, name.length())).replaceFirst("-+$", "");
  }

  private static boolean hasLetter(String text) {
    return text.chars().anyMatch(c -> c >= 'a' && c <= 'z');
  }

  private static String word(Robot robot) {
    String software = SteadyBook.software(robot.agent);
    String word = slug(software.startsWith("Mozilla") ? "browser" : software);
    return hasLetter(word) ? word : "client";
  }

  private static String slug(String text) {
    return text.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "-").replaceAll("^-+|-+$", "");
  }
}
