package io.mastiff.standalone.demo;

import io.mastiff.standalone.actor.Tally;
import java.util.Map;

/** What one phase measured: the shoppers, each family of scrapers, and the generator's lateness. */
record PhaseResult(String name, Map<String, Tally> tallies, double lagP99Ms) {
  Tally shoppers() {
    return of("shopper");
  }

  Tally of(String family) {
    return tallies.getOrDefault(family, new Tally());
  }

  static double share(long part, long whole) {
    return whole == 0 ? 0 : (double) part / whole;
  }
}
