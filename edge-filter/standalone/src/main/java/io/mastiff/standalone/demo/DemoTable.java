package io.mastiff.standalone.demo;

import io.mastiff.standalone.actor.Play;
import io.mastiff.standalone.actor.Tally;
import io.mastiff.standalone.store.StoreCatalogue;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The demo's figures for a person, at most 80 columns wide. */
public final class DemoTable {
  private final DemoResult r;
  private final StringBuilder out = new StringBuilder();

  public DemoTable(DemoResult result) {
    this.r = result;
  }

  /** The whole text. */
  public String text() {
    headlines();
    shoppers();
    scrapers();
    machinery();
    conclusion();
    return out.toString();
  }

  private void headlines() {
    Tally observed = r.observe().shoppers();
    Tally enforced = r.enforce().shoppers();
    line("");
    line(
        "Orders kept     %d alone, %d observed, %d enforced",
        r.baseline().shoppers().orders(), observed.orders(), enforced.orders());
    line(
        "Catalogue taken %.1f%% of %d products observed, %.1f%% enforced",
        100 * taken(r.observe()), StoreCatalogue.PRODUCTS, 100 * taken(r.enforce()));
    line(
        "Shoppers' p99   %.0f ms alone, %.0f ms observed, %.0f ms enforced",
        r.baseline().shoppers().latencyMs(99), observed.latencyMs(99), enforced.latencyMs(99));
    line(
        "Whom it hurt    %d of %d shoppers' requests denied",
        enforced.denied(), enforced.requests());
  }

  private double taken(PhaseResult phase) {
    return r.play().scrapers().stream()
        .mapToDouble(f -> PhaseResult.share(phase.of(f).products(), StoreCatalogue.PRODUCTS))
        .max()
        .orElse(0);
  }

  private void shoppers() {
    line("");
    line(
        "%-10s %9s %9s %7s %7s %9s %9s %7s",
        "shoppers", "sessions", "requests", "denied", "errors", "p50 ms", "p99 ms", "orders");
    for (PhaseResult phase : List.of(r.baseline(), r.observe(), r.enforce())) {
      Tally t = phase.shoppers();
      line(
          "%-10s %9d %9d %7d %7d %9.1f %9.1f %7d",
          phase.name(),
          t.sessions(),
          t.requests(),
          t.denied(),
          t.errors(),
          t.latencyMs(50),
          t.latencyMs(99),
          t.orders());
    }
  }

  private void scrapers() {
    if (r.play().scrapers().isEmpty()) {
      return;
    }
    line("");
    line(
        "%-22s %9s %8s %8s %10s %s",
        "scrapers, enforced", "requests", "served", "denied", "first, ms", "stopped by");
    for (String family : r.play().scrapers()) {
      Tally t = r.enforce().of(family);
      line(
          "%-22s %9d %7.1f%% %8d %10d %s",
          family,
          t.requests(),
          100 * PhaseResult.share(t.ok(), t.requests()),
          t.denied(),
          t.firstDeniedMs(),
          causes(family));
      if (r.play() != Play.DEFAULT) {
        line(
            "  denied %.1f s after its first request; served in the minute after: %.1f%%",
            t.toFirstDenialMs() / 1000, 100 * t.servedAfter());
      }
    }
  }

  private String causes(String family) {
    return r.denials().of(family).entrySet().stream()
        .max(Map.Entry.comparingByValue())
        .map(
            e ->
                String.format(
                    Locale.ROOT,
                    "%s %.0f%%",
                    e.getKey(),
                    100 * r.denials().share(family, e.getKey())))
        .orElse("nothing");
  }

  private void machinery() {
    line("");
    line(
        "Door    %d decisions, p50 %.0f µs, p99 %.0f µs; %d published, %d dropped",
        r.door().decisions(),
        r.door().decisionNanos().getValueAtPercentile(50) / 1000.0,
        r.door().decisionNanos().getValueAtPercentile(99) / 1000.0,
        r.door().published(),
        r.door().dropped());
    line(
        "Stream  %d events, %d entries, event to entry p99 %.0f ms",
        r.topics().processed(), r.latency().entries(), r.latency().p99Ms());
    Recovery recovery = r.recovery();
    if (recovery != null) {
      line(
          "Killed  %s, down %d ms; entries again %d ms after its return; %d lost, %d twice",
          recovery.part(),
          recovery.downMs(),
          recovery.entriesAgainMs(),
          Math.max(0, r.door().published() - r.topics().distinct()),
          r.topics().duplicates());
    }
  }

  private void conclusion() {
    List<String> failures = r.failures();
    line("");
    line(failures.isEmpty() ? "Every promise holds." : "Not every promise holds:");
    failures.forEach(failure -> line("  - %s", failure));
  }

  private void line(String format, Object... values) {
    out.append(String.format(Locale.ROOT, format, values)).append('\n');
  }
}
