package io.mastiff.standalone.audit;

import io.mastiff.event.Reason;
import io.mastiff.standalone.audit.Campaigns.Campaign;
import io.mastiff.standalone.audit.fleet.Fleet;
import java.util.Comparator;
import java.util.List;

/** An audit in short, for a terminal of 80 columns. */
final class AuditText {
  private static final int WIDTH = 80;
  private static final int SHOWN_TOP = 8;
  private static final int SHOWN_CAMPAIGNS = 5;
  private static final int SHOWN_DOUBTS = 5;
  private static final int SHOWN_LINES = 6;

  private final AuditReport report;
  private final boolean wholeAddresses;
  private final Findings findings;
  private final AuditTotals totals;
  private final StringBuilder out = new StringBuilder();

  /**
   * @param wholeAddresses whether clients are told by their addresses instead of their networks
   */
  AuditText(AuditReport report, boolean wholeAddresses) {
    this.report = report;
    this.wholeAddresses = wholeAddresses;
    this.findings = report.findings();
    this.totals = findings.totals();
  }

  String text() {
    Summary summary = new Summary(findings);
    summary.sentences().forEach(sentence -> wrapped(sentence, "", ""));
    wrapped(summary.fleetEffect(), "", "");
    kinds();
    campaigns();
    levels();
    doubts();
    steady();
    top();
    read();
    return out.toString();
  }

  private void kinds() {
    line("");
    line("%-22s %10s %10s %7s %12s", "real log", "sessions", "requests", "share", "bytes");
    for (Kind kind : Kind.values()) {
      Findings.Share share = findings.share(kind);
      if (share.sessions() > 0) {
        line(
            "%-22s %10d %10d %7s %12s",
            kind.title(),
            share.sessions(),
            share.requests(),
            Words.percent(share.requests(), totals.requests),
            Words.bytes(share.bytes()));
      }
    }
    line(
        "Orders          %d in the log, %d of them would have been touched",
        totals.orders, totals.ordersTouched);
    line(
        "Catalogue taken %d of %d products seen went to scrapers",
        totals.productsTaken.count(), totals.products.count());
  }

  private void campaigns() {
    List<Campaign> campaigns = findings.campaignsByAgent();
    if (!campaigns.isEmpty() || !findings.fleets().isEmpty()) {
      line("");
      line(
          "%-32s %8s %8s %8s %9s %10s",
          "campaign", "networks", "sessions", "pages", "products", "bytes");
    }
    for (Campaign c : campaigns.subList(0, Math.min(SHOWN_CAMPAIGNS, campaigns.size()))) {
      campaign(
          c.agent,
          c.networks.count(),
          c.taken.sessions,
          c.taken.pages,
          c.taken.products.count(),
          c.taken.bytes);
    }
    for (Fleet f :
        findings.fleets().subList(0, Math.min(SHOWN_CAMPAIGNS, findings.fleets().size()))) {
      campaign(
          "distributed: " + f.route(),
          f.networks(),
          f.sessions(),
          f.pages(),
          f.products(),
          f.bytes());
      wrapped("they share " + f.what(), "    ", "    ");
      f.shared().stream()
          .limit(2)
          .forEach(s -> line("    %7d × %s", s.sessions(), cut(s.name(), 64)));
      wrapped(f.reasons().get(0), "    ", "    ");
    }
  }

  private void campaign(
      String name, long networks, long sessions, long pages, long products, long bytes) {
    line(
        "%-32s %8d %8d %8d %9d %10s",
        cut(name, 32), networks, sessions, pages, products, Words.bytes(bytes));
  }

  private void levels() {
    line("");
    line(
        "%-22s %10s %10s %10s %10s",
        "if stopped from score", "sessions", "requests", "orders", "returning");
    for (WhatIf.Level level : totals.whatIf.levels()) {
      line(
          "%-22s %10d %10d %10d %10d",
          Words.format("%.4f", level.score),
          level.sessions,
          level.requests,
          level.orders,
          level.returning);
    }
  }

  private void doubts() {
    List<Doubts.Doubt> doubts = totals.doubts.found();
    if (!doubts.isEmpty()) {
      line("");
      line("%-22s %8s %8s  %s", "most doubtful", "pages", "score", "first page; user agent");
    }
    for (Doubts.Doubt doubt : doubts.subList(0, Math.min(SHOWN_DOUBTS, doubts.size()))) {
      line(
          "%-22s %8d %8.4f  %s",
          cut(wholeAddresses ? doubt.client() : doubt.network(), 22),
          doubt.pages(),
          doubt.score(),
          cut(doubt.path(), 37));
      line("%41s %s", "", cut(doubt.agent(), 37));
    }
  }

  private void steady() {
    if (!findings.steady().isEmpty()) {
      line("");
      line("%-40s %8s %-8s %s", "automated and steady", "requests", "", "policy");
    }
    for (Steady robot : findings.steady()) {
      line(
          "%-40s %8d %-8s %s",
          cut(robot.name(), 40), robot.requests(), robot.standing().text(), robot.section());
    }
    Steady.sections(withLines())
        .forEach(
            (section, lines) -> {
              line("%s:   # for the policy, once you know whose it is", section);
              lines.forEach(line -> wrapped(line, "  ", "      "));
            });
  }

  private List<Steady> withLines() {
    return findings.steady().stream()
        .filter(robot -> !robot.line().isEmpty())
        .sorted(Comparator.comparing(Steady::section))
        .limit(SHOWN_LINES)
        .toList();
  }

  private void top() {
    List<AuditTotals.Named> top = totals.top();
    if (!top.isEmpty()) {
      line("");
      line("%-18s %8s %8s  %s", "client", "requests", "score", "user agent; reasons");
    }
    for (AuditTotals.Named named : top.subList(0, Math.min(SHOWN_TOP, top.size()))) {
      line(
          "%-18s %8d %8.4f  %s",
          cut(wholeAddresses ? named.client() : named.network(), 24),
          named.requests(),
          named.score(),
          cut(named.agent(), 41));
      for (Reason reason : named.reasons().subList(0, Math.min(2, named.reasons().size()))) {
        line("%37s %s", "", cut(reason.getText(), 41));
      }
    }
  }

  private void read() {
    line("");
    line(
        "%d lines read, %d bad, %d read leniently; %.1f s, %.0f lines/s",
        totals.lines,
        report.bad().count(),
        totals.lenient,
        report.seconds(),
        totals.lines / Math.max(1e-6, report.seconds()));
    line("Format          %s", String.join(", ", report.formats()));
    if (totals.closedEarly > 0) {
      line(
          "%d sessions were ended early: more than %d were open at a time",
          totals.closedEarly, SessionBook.MOST_OPEN);
    }
    report.bad().damages().forEach(damage -> line("  damaged: %s", damage));
    report.bad().kinds().forEach((kind, n) -> line("  bad: %d %s", n, kind));
    for (BadLines.Bad b : report.bad().first()) {
      line("  bad: %s line %d: %s", b.file(), b.line(), b.text());
    }
  }

  private static String cut(String text, int most) {
    return Words.cut(Words.printable(text), most);
  }

  private void wrapped(String text, String first, String others) {
    StringBuilder row = new StringBuilder(first);
    for (String word : text.split(" ")) {
      if (row.length() + word.length() >= WIDTH && row.length() > others.length()) {
        line("%s", row);
        row.setLength(0);
        row.append(others);
      }
      row.append(word).append(' ');
    }
    if (!text.isEmpty()) {
      line("%s", row);
    }
  }

  private void line(String format, Object... values) {
    out.append(Words.format(format, values).stripTrailing()).append('\n');
  }
}
