package io.mastiff.standalone.demo;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.mastiff.standalone.actor.Tally;
import io.mastiff.standalone.store.StoreCatalogue;
import java.util.List;
import org.HdrHistogram.Histogram;

/** The demo's figures as JSON; names and shapes are stable. */
public final class DemoJson {
  private final DemoResult r;
  private final ObjectMapper mapper;

  public DemoJson(DemoResult result, ObjectMapper mapper) {
    this.r = result;
    this.mapper = mapper;
  }

  /**
   * {@code {scenario, baseline, phases[], door, stream, recovery, generator, holds, failures[]}}.
   */
  public ObjectNode node() {
    ObjectNode root = mapper.createObjectNode();
    root.put("scenario", r.play().word());
    shoppers(root.putObject("baseline").putObject("shoppers"), r.baseline().shoppers());
    ArrayNode phases = root.putArray("phases");
    phase(phases.addObject(), r.observe(), false);
    phase(phases.addObject(), r.enforce(), true);
    door(root.putObject("door"));
    stream(root.putObject("stream"));
    recovery(root);
    ObjectNode generator = root.putObject("generator");
    for (PhaseResult phase : List.of(r.baseline(), r.observe(), r.enforce())) {
      generator.put(phase.name() + "LagP99Ms", round(phase.lagP99Ms()));
    }
    List<String> failures = r.failures();
    root.put("holds", failures.isEmpty());
    ArrayNode list = root.putArray("failures");
    failures.forEach(list::add);
    return root;
  }

  private void phase(ObjectNode node, PhaseResult phase, boolean enforced) {
    node.put("name", phase.name());
    shoppers(node.putObject("shoppers"), phase.shoppers());
    ArrayNode scrapers = node.putArray("scrapers");
    for (String family : r.play().scrapers()) {
      Tally tally = phase.of(family);
      ObjectNode scraper = scrapers.addObject();
      scraper.put("family", family);
      scraper.put("requests", tally.requests());
      scraper.put("served", tally.ok());
      scraper.put("denied", tally.denied());
      scraper.put("errors", tally.errors());
      scraper.put(
          "catalogueShare", round(PhaseResult.share(tally.products(), StoreCatalogue.PRODUCTS)));
      scraper.put("firstDeniedMs", tally.firstDeniedMs());
      scraper.put("toFirstDenialMs", round(tally.toFirstDenialMs()));
      scraper.put("servedInMinuteAfter", round(tally.servedAfter()));
      if (enforced) {
        ObjectNode by = scraper.putObject("deniedBy");
        for (String cause : List.of("limit", "classifier", "cohort", "operator")) {
          by.put(cause, r.denials().of(family).getOrDefault(cause, 0L));
        }
      }
    }
  }

  private static void shoppers(ObjectNode node, Tally tally) {
    node.put("sessions", tally.sessions());
    node.put("firstVisits", tally.firstVisits());
    node.put("requests", tally.requests());
    node.put("ok", tally.ok());
    node.put("denied", tally.denied());
    node.put("errors", tally.errors());
    node.put("p50Ms", round(tally.latencyMs(50)));
    node.put("p99Ms", round(tally.latencyMs(99)));
    node.put("orders", tally.orders());
  }

  private void door(ObjectNode node) {
    Histogram nanos = r.door().decisionNanos();
    node.put("decisions", r.door().decisions());
    node.put("p50Micros", round(nanos.getValueAtPercentile(50) / 1000.0));
    node.put("p99Micros", round(nanos.getValueAtPercentile(99) / 1000.0));
    node.put("published", r.door().published());
    node.put("dropped", r.door().dropped());
    node.put("failOpen", r.door().failOpen());
  }

  private void stream(ObjectNode node) {
    node.put("events", r.topics().processed());
    node.put("entries", r.latency().entries());
    node.put("p99EventToEntryMs", round(r.latency().p99Ms()));
    node.put("duplicates", r.topics().duplicates());
    node.put("lost", Math.max(0, r.door().published() - r.topics().distinct()));
  }

  private void recovery(ObjectNode root) {
    Recovery recovery = r.recovery();
    if (recovery != null) {
      ObjectNode node = root.putObject("recovery");
      node.put("killed", recovery.part());
      node.put("downMs", recovery.downMs());
      node.put("entriesAgainMs", recovery.entriesAgainMs());
      node.put("stallMs", recovery.stallMs());
    }
  }

  private static double round(double value) {
    return Math.round(value * 1000) / 1000.0;
  }
}
