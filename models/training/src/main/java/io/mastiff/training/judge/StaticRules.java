package io.mastiff.training.judge;

import io.mastiff.feature.SessionFeature;

/**
 * How many of the rules match that AWS WAF Bot Control describes and a dataset's row can show.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/waf/latest/developerguide/aws-managed-rule-groups-bot.html">
 *     the rule group</a>
 */
final class StaticRules {
  static final String WHAT =
      "AWS WAF Bot Control as far as rows show it: SignalKnownBotDataCenter (any hosting network),"
          + " TGT_SignalBrowserInconsistency (header fields), a rate rule (10 pages in two"
          + " seconds); not the user agent's rules (Category*, SignalNonBrowserUserAgent, none at"
          + " all), SignalAutomatedBrowser, tokens";

  private static final double BURST = 10;

  private StaticRules() {}

  /** Rules that match, 0 to 3; what is missing matches none. */
  static double score(double[] x) {
    boolean hosted = at(x, SessionFeature.HOSTING_SHARE) == 1;
    boolean contradicts =
        at(x, SessionFeature.HINT_CONFLICT) > 0
            || at(x, SessionFeature.FETCH_CONFLICT) > 0
            || at(x, SessionFeature.BARE_HEADERS) > 0;
    boolean fast = at(x, SessionFeature.MAX_BARRAGE) >= BURST;
    return (hosted ? 1 : 0) + (contradicts ? 1 : 0) + (fast ? 1 : 0);
  }

  private static double at(double[] x, SessionFeature feature) {
    return x[feature.ordinal()];
  }
}
