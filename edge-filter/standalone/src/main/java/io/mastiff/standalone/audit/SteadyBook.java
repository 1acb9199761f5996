package io.mastiff.standalone.audit;

import io.mastiff.edge.crawler.Crawler;
import io.mastiff.edge.shape.Claim;
import io.mastiff.edge.shape.Claim.Family;
import io.mastiff.standalone.audit.tally.Timeline;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Automated clients and when they came: declared crawlers by name, programs by their name or, where
 * that is a common library's or none, by that and the network, convicted browsers by network and
 * user agent.
 *
 * <p>At most {@value #MOST}, about 2 kB each; at the bound the half with the fewest requests is
 * forgotten.
 */
final class SteadyBook {
  static final int MOST_NETWORKS = 8;
  static final int MOST_ROUTES = 8;
  private static final int MOST = 4_096;
  private static final int MOST_STEPS = 48;
  private static final String COMPATIBLE = "Mozilla/5.0 (compatible; ";

  /** One automated client. */
  static final class Robot {
    final @Nullable Crawler crawler;
    String agent;
    final Set<String> networks = new TreeSet<>();
    final Set<String> routes = new TreeSet<>();
    final Timeline times = new Timeline(MOST_STEPS);
    long sessions;
    long requests;
    long genuine;
    long foreign;
    long convicted;
    double peakPerSecond;

    Robot(@Nullable Crawler crawler, String agent) {
      this.crawler = crawler;
      this.agent = agent;
    }

    private void add(LogSession session) {
      sessions++;
      requests += session.requests;
      agent = agent.compareTo(session.agent) <= 0 ? agent : session.agent;
      convicted += session.isConvicted() ? 1 : 0;
      if (crawler != null) {
        genuine += Teller.isGenuine(crawler, session) ? 1 : 0;
        foreign += Teller.isForeign(crawler, session) ? 1 : 0;
      }
      keep(networks, session.network, MOST_NETWORKS);
      session.visit.routes().forEach(route -> keep(routes, route, MOST_ROUTES));
      session.visit.addTo(times);
      double seconds = Math.max(60, (session.lastMs - session.firstMs) / 1000.0);
      peakPerSecond = Math.max(peakPerSecond, session.requests / seconds);
    }

    private void add(Robot other) {
      sessions += other.sessions;
      agent = agent.compareTo(other.agent) <= 0 ? agent : other.agent;
      requests += other.requests;
      convicted += other.convicted;
      genuine += other.genuine;
      foreign += other.foreign;
      other.networks.forEach(network -> keep(networks, network, MOST_NETWORKS));
      other.routes.forEach(route -> keep(routes, route, MOST_ROUTES));
      times.add(other.times, 1);
      peakPerSecond = Math.max(peakPerSecond, other.peakPerSecond);
    }

    /** One more than the bound says that there are more. */
    private static void keep(Set<String> names, String name, int most) {
      if (names.size() <= most) {
        names.add(name);
      }
    }
  }

  private final Map<String, Robot> robots = new HashMap<>();

  void add(LogSession session, Claim claim) {
    Crawler crawler = claim.crawler();
    if (crawler != null) {
      robot("c:" + crawler.name(), crawler, session.agent).add(session);
    } else if (!claim.family().isBrowser()) {
      robot(program(session, claim), null, session.agent).add(session);
    } else if (session.isConvicted()) {
      robot(session.key, null, session.agent).add(session);
    }
  }

  private static String program(LogSession session, Claim claim) {
    boolean common = claim.family() == Family.LIBRARY || claim.family() == Family.NONE;
    return "p:" + software(session.agent) + (common ? "|" + session.network : "");
  }

  /** The name that a program's user agent begins with. */
  static String software(String agent) {
    String bare = agent.startsWith(COMPATIBLE) ? agent.substring(COMPATIBLE.length()) : agent;
    int end = 0;
    while (end < bare.length() && "/ ;(),".indexOf(bare.charAt(end)) < 0) {
      end++;
    }
    return end == 0 || bare.startsWith("Mozilla") ? agent : bare.substring(0, end);
  }

  void add(SteadyBook other) {
    other.robots.forEach((key, robot) -> robot(key, robot.crawler, robot.agent).add(robot));
  }

  private Robot robot(String key, @Nullable Crawler crawler, String agent) {
    if (robots.size() >= MOST && !robots.containsKey(key)) {
      long[] sizes = robots.values().stream().mapToLong(robot -> robot.requests).toArray();
      Arrays.sort(sizes);
      robots.values().removeIf(robot -> robot.requests <= sizes[sizes.length / 2]);
    }
    return robots.computeIfAbsent(key, k -> new Robot(crawler, agent));
  }

  /** All of them, most requests first. */
  List<Robot> largest() {
    List<Robot> all = new ArrayList<>(robots.values());
    all.sort(
        Comparator.comparingLong((Robot robot) -> robot.requests)
            .reversed()
            .thenComparing(robot -> robot.agent));
    return all;
  }
}
