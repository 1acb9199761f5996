package io.mastiff.standalone.audit;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.mastiff.event.Reason;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** An audit's figures, for people (80 columns) and as JSON. */
final class AuditReport {
  private static final int SHOWN_TOP = 8;
  private static final int FEWEST_NETWORKS = 3;
  private static final int MOST_CAMPAIGNS = 20;

  private final List<LogSource> sources;
  private final AuditTotals totals;
  private final BadLines bad;
  private final double seconds;

  AuditReport(List<LogSource> sources, AuditTotals totals, BadLines bad, double seconds) {
    this.sources = sources;
    this.totals = totals;
    this.bad = bad;
    this.seconds = seconds;
  }

  ObjectNode json(ObjectMapper mapper) {
    ObjectNode root = mapper.createObjectNode();
    root.put("lines", totals.lines);
    root.put("parsed", totals.parsed);
    root.put("bad", bad.count());
    root.put("lenient", totals.lenient);
    ArrayNode badLines = root.putArray("badLines");
    for (BadLines.Bad line : bad.first()) {
      badLines
          .addObject()
          .put("file", line.file())
          .put("line", line.line())
          .put("text", line.text());
    }
    ObjectNode kinds = root.putObject("badKinds");
    bad.kinds().forEach(kinds::put);
    bad.damages().forEach(root.putArray("damaged")::add);
    formats().forEach(root.putArray("formats")::add);
    root.put("sessions", totals.sessions);
    root.put("from", instant(totals.firstMs));
    root.put("to", instant(totals.lastMs));
    ObjectNode verdicts = root.putObject("verdicts");
    totals.verdicts.forEach(verdicts::put);
    root.putObject("orders").put("all", totals.orders).put("touched", totals.ordersTouched);
    root.putObject("catalogue")
        .put("products", totals.products.size())
        .put("taken", totals.productsTaken.size());
    root.putObject("wouldDeny")
        .put("requests", totals.deniedRequests)
        .put("share", share(totals.deniedRequests, totals.requests))
        .put("bytes", totals.deniedBytes);
    ArrayNode campaigns = root.putArray("campaigns");
    campaigns().forEach(c -> campaign(campaigns.addObject(), c));
    ArrayNode top = root.putArray("top");
    totals.top().forEach(named -> named(top.addObject(), named));
    root.put("seconds", Math.round(seconds * 1000) / 1000.0);
    root.put("linesPerSecond", Math.round(totals.lines / Math.max(1e-6, seconds)));
    return root;
  }

  private static void campaign(ObjectNode node, Map.Entry<String, AuditTotals.Campaign> campaign) {
    node.put("agent", campaign.getKey());
    node.put("sessions", campaign.getValue().sessions);
    node.put("networks", campaign.getValue().networks.size());
    node.put("requests", campaign.getValue().requests);
  }

  private static void named(ObjectNode node, AuditTotals.Named named) {
    node.put("client", named.client());
    node.put("agent", named.agent());
    node.put("score", named.score());
    node.put("verdict", named.verdict());
    ArrayNode reasons = node.putArray("reasons");
    named.reasons().forEach(reason -> reasons.add(reason.getText()));
    node.put("requests", named.requests());
  }

  /** Convicted sessions of one user agent from several networks, largest first. */
  private List<Map.Entry<String, AuditTotals.Campaign>> campaigns() {
    List<Map.Entry<String, AuditTotals.Campaign>> all = new ArrayList<>();
    for (Map.Entry<String, AuditTotals.Campaign> campaign : totals.campaigns.entrySet()) {
      if (campaign.getValue().networks.size() >= FEWEST_NETWORKS) {
        all.add(campaign);
      }
    }
    all.sort(
        Comparator.comparingLong(
                (Map.Entry<String, AuditTotals.Campaign> c) -> c.getValue().requests)
            .reversed()
            .thenComparing(Map.Entry::getKey));
    return all.subList(0, Math.min(MOST_CAMPAIGNS, all.size()));
  }

  String text() {
    StringBuilder out = new StringBuilder();
    line(
        out,
        "Orders          %d in the log, %d of them would have been touched",
        totals.orders,
        totals.ordersTouched);
    line(
        out,
        "Catalogue taken %d of %d products seen went to scrapers",
        totals.productsTaken.size(),
        totals.products.size());
    line(
        out,
        "Would deny      %d of %d requests (%.1f%%), %.1f MB saved",
        totals.deniedRequests,
        totals.requests,
        100 * share(totals.deniedRequests, totals.requests),
        totals.deniedBytes / 1e6);
    line(
        out,
        "Sessions        %d from %s to %s",
        totals.sessions,
        instant(totals.firstMs),
        instant(totals.lastMs));
    totals.verdicts.forEach((name, n) -> line(out, "  %-13s %d", name, n));
    topText(out);
    line(
        out,
        "%d lines read, %d bad, %d read leniently; %.1f s, %.0f lines/s",
        totals.lines,
        bad.count(),
        totals.lenient,
        seconds,
        totals.lines / Math.max(1e-6, seconds));
    line(out, "Format          %s", String.join(", ", formats()));
    bad.damages().forEach(damage -> line(out, "  damaged: %s", damage));
    bad.kinds().forEach((kind, n) -> line(out, "  bad: %d %s", n, kind));
    for (BadLines.Bad b : bad.first()) {
      line(out, "  bad: %s line %d: %s", b.file(), b.line(), b.text());
    }
    return out.toString();
  }

  private List<String> formats() {
    return sources.stream().map(source -> source.format().name()).distinct().toList();
  }

  private void topText(StringBuilder out) {
    List<AuditTotals.Named> top = totals.top();
    if (!top.isEmpty()) {
      line(out, "");
      line(out, "%-18s %8s %8s  %s", "client", "requests", "score", "user agent; reasons");
    }
    for (AuditTotals.Named named : top.subList(0, Math.min(SHOWN_TOP, top.size()))) {
      line(
          out,
          "%-18s %8d %8.4f  %s",
          named.client(),
          named.requests(),
          named.score(),
          cut(printable(named.agent()), 41));
      for (Reason reason : named.reasons().subList(0, Math.min(2, named.reasons().size()))) {
        line(out, "%37s %s", "", cut(reason.getText(), 41));
      }
    }
    line(out, "");
  }

  private static String cut(String text, int length) {
    return text.length() <= length ? text : text.substring(0, length - 1) + "…";
  }

  private static String printable(String text) {
    return text.replaceAll("\\p{Cntrl}", "?");
  }

  private static String instant(long atMs) {
    return atMs == Long.MAX_VALUE || atMs == Long.MIN_VALUE
        ? ""
        : Instant.ofEpochMilli(atMs).toString();
  }

  private static double share(long part, long whole) {
    return whole == 0 ? 0 : (double) part / whole;
  }

  private static void line(StringBuilder out, String format, Object... values) {
    out.append(String.format(Locale.ROOT, format, values).stripTrailing()).append('\n');
  }
}
