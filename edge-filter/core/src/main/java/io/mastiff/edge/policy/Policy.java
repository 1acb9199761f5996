package io.mastiff.edge.policy;

import io.mastiff.edge.capacity.CapacityPolicy;
import io.mastiff.edge.crawler.Partner;
import io.mastiff.edge.limit.Limits;
import io.mastiff.edge.route.Route;
import io.mastiff.edge.rule.PolicyRule;
import io.mastiff.event.Mode;
import java.time.Duration;
import java.util.List;

/**
 * What the operator wants of a door; an immutable value, with defaults that need no file.
 *
 * @param percent share of clients that {@link Mode#ENFORCE} acts on, 0 to 100
 * @param holdOut share of clients, in percent, that learned actions never touch, so that what they
 *     do can be measured
 * @param shop id of the one shop that this door serves
 * @param routes the operator's rows; the default table follows them
 * @param staleAfter how long learned entries are trusted without news
 * @param template page for people with {@code {{title}}}, {@code {{text}}} and the like; empty for
 *     the built-in one
 */
public record Policy(
    Mode mode,
    int percent,
    double holdOut,
    String shop,
    Trust trust,
    Front front,
    List<Route> routes,
    Limits limits,
    CookiePolicy cookie,
    CrawlerPolicy crawlers,
    List<Partner> partners,
    List<PolicyRule> rules,
    Thresholds thresholds,
    CapacityPolicy capacity,
    ChallengePolicy challenge,
    NetworkFiles network,
    Privacy privacy,
    LogPolicy log,
    Duration staleAfter,
    String template) {
  /** No file: observe, no cookie, no changed response. */
  public static final Policy DEFAULT = new PolicyBuilder().build();

  public Policy {
    routes = List.copyOf(routes);
    partners = List.copyOf(partners);
    rules = List.copyOf(rules);
    if (percent < 0 || percent > 100) {
      throw new IllegalArgumentException("percent is 0 to 100, not " + percent);
    }
  }

  /** A builder that starts with this policy's values. */
  public PolicyBuilder toBuilder() {
    return new PolicyBuilder(this);
  }

  public Policy withMode(Mode newMode, int newPercent) {
    return toBuilder().mode(newMode, newPercent).build();
  }

  public Policy withTrust(Trust newTrust) {
    return toBuilder().trust(newTrust).build();
  }

  /** Bits of {@link io.mastiff.event.Sight}. */
  public int sight() {
    return front.sight();
  }
}
