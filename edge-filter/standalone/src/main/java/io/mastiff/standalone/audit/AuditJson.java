package io.mastiff.standalone.audit;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.mastiff.standalone.audit.Campaigns.Campaign;
import io.mastiff.standalone.audit.fleet.Fleet;
import java.time.Instant;
import java.util.Locale;

/** An audit's figures as JSON. */
final class AuditJson {
  private final AuditReport report;
  private final Findings findings;
  private final AuditTotals totals;

  AuditJson(AuditReport report) {
    this.report = report;
    this.findings = report.findings();
    this.totals = findings.totals();
  }

  ObjectNode root(ObjectMapper mapper) {
    ObjectNode root = mapper.createObjectNode();
    root.put("data", "real log");
    Summary summary = new Summary(findings);
    ArrayNode sentences = root.putArray("summary");
    summary.sentences().forEach(sentences::add);
    lines(root);
    root.put("sessions", totals.sessions).put("closedEarly", totals.closedEarly);
    root.put("from", instant(totals.firstMs));
    root.put("to", instant(totals.lastMs));
    totals.verdicts.forEach(root.putObject("verdicts")::put);
    root.putObject("orders").put("all", totals.orders).put("touched", totals.ordersTouched);
    root.putObject("returning")
        .put("visits", totals.returning)
        .put("touched", totals.returningTouched);
    root.put("harm", summary.harm());
    root.putObject("catalogue")
        .put("products", totals.products.count())
        .put("taken", totals.productsTaken.count())
        .put("exact", totals.products.isExact());
    wouldDeny(root.putObject("wouldDeny"));
    if (findings.hasTimes()) {
      origin(root.putObject("originTime"));
    }
    traffic(root.putObject("traffic"));
    campaigns(root.putArray("campaigns"));
    ArrayNode top = root.putArray("top");
    totals.top().forEach(named -> named(top.addObject(), named));
    ArrayNode levels = root.putArray("whatIf");
    totals.whatIf.levels().forEach(level -> level(levels.addObject(), level));
    ArrayNode doubtful = root.putArray("doubtful");
    totals.doubts.found().forEach(doubt -> doubt(doubtful.addObject(), doubt));
    ArrayNode steady = root.putArray("automated");
    findings.steady().forEach(robot -> steady(steady.addObject(), robot));
    root.put("seconds", Math.round(report.seconds() * 1000) / 1000.0);
    root.put("linesPerSecond", Math.round(totals.lines / Math.max(1e-6, report.seconds())));
    return root;
  }

  private void lines(ObjectNode root) {
    BadLines bad = report.bad();
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
    bad.kinds().forEach(root.putObject("badKinds")::put);
    bad.damages().forEach(root.putArray("damaged")::add);
    report.formats().forEach(root.putArray("formats")::add);
  }

  private void wouldDeny(ObjectNode node) {
    node.put("requests", totals.deniedRequests)
        .put("share", Words.share(totals.deniedRequests, totals.requests))
        .put("bytes", totals.deniedBytes)
        .put("byFleets", findings.fleetRequests())
        .put("peopleInFleets", findings.fleetHarm());
  }

  private void origin(ObjectNode node) {
    node.put("seconds", totals.tookMicros / 1e6)
        .put("savedSeconds", totals.deniedMicros / 1e6)
        .put("savedShare", Words.share(totals.deniedMicros, totals.tookMicros));
  }

  private void traffic(ObjectNode node) {
    node.put("stepSeconds", findings.span().stepMs() / 1000);
    node.put("from", instant(findings.span().fromMs()));
    ObjectNode kinds = node.putObject("kinds");
    for (Kind kind : Kind.values()) {
      Findings.Share share = findings.share(kind);
      ObjectNode one = kinds.putObject(kind.name().toLowerCase(Locale.ROOT));
      one.put("sessions", share.sessions())
          .put("requests", share.requests())
          .put("bytes", share.bytes());
      if (findings.hasTimes()) {
        one.put("originSeconds", share.tookMicros() / 1e6);
      }
      ArrayNode requests = one.putArray("requestsByStep");
      for (long n : findings.at(kind)) {
        requests.add(n);
      }
    }
  }

  /** Those of one user agent first, then the distributed ones; each by requests. */
  private void campaigns(ArrayNode all) {
    for (Campaign campaign : findings.campaignsByAgent()) {
      ObjectNode node = all.addObject();
      node.put("kind", "agent").put("agent", campaign.agent);
      took(
          node,
          campaign.taken.sessions,
          campaign.networks.count(),
          campaign.taken.requests,
          campaign.taken.pages,
          campaign.taken.products.count(),
          campaign.taken.bytes,
          campaign.taken.tookMicros);
      node.put("wouldDeny", campaign.denied);
      node.put("from", instant(campaign.taken.firstMs)).put("to", instant(campaign.taken.lastMs));
      campaign.reasons().forEach(node.putArray("reasons")::add);
    }
    findings.fleets().forEach(fleet -> fleet(all.addObject(), fleet));
  }

  private void fleet(ObjectNode node, Fleet fleet) {
    node.put("kind", "distributed")
        .put("shares", fleet.what())
        .put("sharing", fleet.sharing().name().toLowerCase(Locale.ROOT))
        .put("entry", fleet.entry())
        .put("route", fleet.route());
    ArrayNode shared = node.putArray("shared");
    fleet
        .shared()
        .forEach(s -> shared.addObject().put("name", s.name()).put("sessions", s.sessions()));
    took(
        node,
        fleet.sessions(),
        fleet.networks(),
        fleet.requests(),
        fleet.pages(),
        fleet.products(),
        fleet.bytes(),
        fleet.tookMicros());
    node.put("agents", fleet.agents())
        .put("wouldDeny", fleet.denied())
        .put("spared", fleet.spared())
        .put("expectedPeople", fleet.expectedPeople());
    node.put("from", instant(fleet.firstMs())).put("to", instant(fleet.lastMs()));
    fleet.reasons().forEach(node.putArray("reasons")::add);
  }

  private void took(
      ObjectNode node,
      long sessions,
      long networks,
      long requests,
      long pages,
      long products,
      long bytes,
      long micros) {
    node.put("sessions", sessions)
        .put("networks", networks)
        .put("requests", requests)
        .put("pages", pages)
        .put("products", products)
        .put("catalogueShare", Words.share(products, totals.products.count()))
        .put("bytes", bytes);
    if (findings.hasTimes()) {
      node.put("originSeconds", micros / 1e6);
    }
  }

  private static void named(ObjectNode node, AuditTotals.Named named) {
    node.put("client", named.client())
        .put("agent", named.agent())
        .put("score", named.score())
        .put("verdict", named.verdict());
    ArrayNode reasons = node.putArray("reasons");
    named.reasons().forEach(reason -> reasons.add(reason.getText()));
    node.put("requests", named.requests());
  }

  private void level(ObjectNode node, WhatIf.Level level) {
    node.put("score", level.score)
        .put("sessions", level.sessions)
        .put("requests", level.requests)
        .put("share", Words.share(level.requests, totals.requests))
        .put("orders", level.orders)
        .put("returning", level.returning)
        .put("returningShare", Words.share(level.returning, totals.returning));
  }

  private static void doubt(ObjectNode node, Doubts.Doubt doubt) {
    node.put("client", doubt.client())
        .put("agent", doubt.agent())
        .put("firstPage", doubt.path())
        .put("score", doubt.score())
        .put("verdict", doubt.verdict())
        .put("requests", doubt.requests())
        .put("pages", doubt.pages())
        .put("orders", doubt.orders());
    doubt.reasons().forEach(node.putArray("reasons")::add);
  }

  private static void steady(ObjectNode node, Steady robot) {
    node.put("name", robot.name())
        .put("agent", robot.agent())
        .put("standing", robot.standing().text())
        .put("note", robot.note())
        .put("sessions", robot.sessions())
        .put("requests", robot.requests())
        .put("busyShare", robot.busyShare());
    robot.networks().forEach(node.putArray("networks")::add);
    node.put("section", robot.section()).put("line", robot.line());
  }

  private static String instant(long atMs) {
    return atMs == Long.MAX_VALUE || atMs == Long.MIN_VALUE
        ? ""
        : Instant.ofEpochMilli(atMs).toString();
  }
}
