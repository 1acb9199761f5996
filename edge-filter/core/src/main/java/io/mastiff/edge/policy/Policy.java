package io.mastiff.edge.policy;

import io.mastiff.edge.limit.Limits;
import io.mastiff.edge.route.Route;
import io.mastiff.event.Mode;
import io.mastiff.event.Sight;
import java.util.List;

/**
 * What the operator wants of a door; an immutable value, with defaults that need no file.
 *
 * @param percent share of clients that {@link Mode#ENFORCE} acts on, 0 to 100
 * @param routes the operator's rows; the default table follows them
 * @param sight bits of {@link Sight}
 * @param shop id of the one shop that this door serves
 */
public record Policy(
    Mode mode,
    int percent,
    String shop,
    Trust trust,
    List<Route> routes,
    Limits limits,
    CookiePolicy cookie,
    int sight) {
  /** No file: observe, no cookie, no changed response. */
  public static final Policy DEFAULT =
      new Policy(
          Mode.OBSERVE,
          100,
          "default",
          Trust.NOBODY,
          List.of(),
          Limits.DEFAULT,
          CookiePolicy.DEFAULT,
          Sight.everything());

  public Policy {
    routes = List.copyOf(routes);
    if (percent < 0 || percent > 100) {
      throw new IllegalArgumentException("percent is 0 to 100, not " + percent);
    }
  }

  public Policy withMode(Mode newMode, int newPercent) {
    return new Policy(newMode, newPercent, shop, trust, routes, limits, cookie, sight);
  }

  public Policy withTrust(Trust newTrust) {
    return new Policy(mode, percent, shop, newTrust, routes, limits, cookie, sight);
  }
}
