package io.mastiff.standalone.demo;

import io.mastiff.standalone.actor.Play;
import io.mastiff.standalone.actor.Tally;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** What the demo promises, each with its bound; a broken one is named with its figure. */
final class Promises {
  private static final double MOST_LAG_MS = 20;

  private final DemoResult r;
  private final List<String> broken = new ArrayList<>();

  private Promises(DemoResult result) {
    this.r = result;
  }

  static List<String> broken(DemoResult result) {
    Promises promises = new Promises(result);
    promises.runIsValid();
    promises.shoppersAreSpared();
    switch (result.play()) {
      case DEFAULT -> {
        promises.storeSuffersWhenObserved();
        promises.scrapersAreStopped();
        promises.entriesAreQuick();
      }
      case FLOOD -> promises.campaignIsStopped(10_000);
      case FLOOD_MIXED -> promises.campaignIsStopped(60_000);
      case FLASH_SALE -> promises.nobodyIsListed();
    }
    promises.nothingIsLost();
    return promises.broken;
  }

  private void runIsValid() {
    for (PhaseResult phase : List.of(r.baseline(), r.observe(), r.enforce())) {
      require(
          phase.lagP99Ms() <= MOST_LAG_MS,
          "run void: generator lag p99 %.1f ms in %s is over 20 ms",
          phase.lagP99Ms(),
          phase.name());
    }
    Tally shoppers = r.enforce().shoppers();
    require(
        shoppers.requests() >= 3_000, "shoppers made %d requests, under 3000", shoppers.requests());
    double first = PhaseResult.share(shoppers.firstVisits(), shoppers.sessions());
    require(first >= 0.3, "share of first visits %.2f is under 0.30", first);
  }

  private void storeSuffersWhenObserved() {
    Tally shoppers = r.observe().shoppers();
    double errors = PhaseResult.share(shoppers.errors(), shoppers.requests());
    double slower = shoppers.latencyMs(99) / Math.max(0.001, r.baseline().shoppers().latencyMs(99));
    require(
        errors >= 0.01 || slower >= 5,
        "the store did not suffer when observed: errors %.3f, p99 %.1f times",
        errors,
        slower);
  }

  private void shoppersAreSpared() {
    Tally shoppers = r.enforce().shoppers();
    require(shoppers.denied() == 0, "shoppers denied %d", shoppers.denied());
    double errors = PhaseResult.share(shoppers.errors(), shoppers.requests());
    require(
        r.play() == Play.FLASH_SALE || errors < 0.001,
        "shoppers' errors %.4f are not under 0.001",
        errors);
    double slower = shoppers.latencyMs(99) / Math.max(0.001, r.baseline().shoppers().latencyMs(99));
    boolean sale = r.play() == Play.FLASH_SALE;
    require(sale || slower <= 2, "shoppers' p99 is %.2f times the baseline's, over 2", slower);
  }

  private void scrapersAreStopped() {
    for (String family : r.play().scrapers()) {
      Tally tally = r.enforce().of(family);
      double served = PhaseResult.share(tally.ok(), tally.requests());
      boolean fleet = family.startsWith("fleet");
      double most = fleet ? 0.35 : 0.20;
      require(
          tally.requests() > 0 && served < most,
          "%s: served share %.3f is not under %.2f",
          family,
          served,
          most);
      if (!fleet) {
        require(
            tally.firstDeniedMs() >= 0 && tally.firstDeniedMs() < 5_000,
            "%s: first denial after %d ms, not under 5000",
            family,
            tally.firstDeniedMs());
        double learned = r.denials().share(family, "classifier");
        require(
            learned >= 0.8,
            "%s: share of denials by the classifier %.2f is under 0.80",
            family,
            learned);
      }
    }
  }

  private void campaignIsStopped(double mostMs) {
    Tally flood = r.enforce().of("flood");
    double took = flood.toFirstDenialMs();
    require(
        took >= 0 && took <= mostMs,
        "the flood was first denied after %.0f ms, not within %.0f",
        took,
        mostMs);
    require(
        flood.servedAfter() < 0.25,
        "%.3f of the flood was served in the minute after, not under 0.25",
        flood.servedAfter());
    double learned = r.denials().share("flood", "cohort");
    require(learned >= 0.8, "share of denials as a cohort %.2f is under 0.80", learned);
  }

  private void nobodyIsListed() {
    require(r.latency().entries() == 0, "%d entries, and nobody scraped", r.latency().entries());
  }

  private void entriesAreQuick() {
    double p99 = r.latency().p99Ms();
    boolean quick = p99 >= 0 && p99 < 1_000;
    require(r.recovery() != null || quick, "event to entry p99 %.0f ms is not under 1000", p99);
    Recovery recovery = r.recovery();
    if (recovery != null) {
      require(
          recovery.entriesAgainMs() >= 0 && recovery.entriesAgainMs() <= 30_000,
          "after the kill of the %s entries flowed again in %d ms, not within 30000",
          recovery.part(),
          recovery.entriesAgainMs());
    }
  }

  private void nothingIsLost() {
    long lost = r.door().published() - r.topics().distinct();
    require(lost <= 0, "%d acknowledged events are not on the topic", lost);
    require(
        r.topics().processed() >= r.topics().records(),
        "the stream processed %d of %d records",
        r.topics().processed(),
        r.topics().records());
    require(r.door().failOpen() == 0, "the door failed open %d times", r.door().failOpen());
  }

  private void require(boolean holds, String sentence, Object... figures) {
    if (!holds) {
      broken.add(String.format(Locale.ROOT, sentence, figures));
    }
  }
}
