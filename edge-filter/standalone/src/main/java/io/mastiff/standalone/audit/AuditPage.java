package io.mastiff.standalone.audit;

import io.mastiff.standalone.audit.page.BarPlot;
import io.mastiff.standalone.audit.page.Html;
import io.mastiff.standalone.audit.page.StackPlot;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** An audit as one page for who runs the shop: opens offline, needs no script, prints. */
final class AuditPage {
  private final AuditReport report;
  private final boolean wholeAddresses;
  private final Findings findings;
  private final AuditTotals totals;
  private final Summary summary;

  /**
   * @param wholeAddresses whether clients are told by their addresses instead of their networks
   */
  AuditPage(AuditReport report, boolean wholeAddresses) {
    this.report = report;
    this.wholeAddresses = wholeAddresses;
    this.findings = report.findings();
    this.totals = findings.totals();
    this.summary = new Summary(findings);
  }

  String html() {
    CampaignCards cards = new CampaignCards(findings, wholeAddresses);
    return Html.page(
        "Who came to the shop",
        header()
            + tiles()
            + Html.section("Who came, over time", traffic())
            + Html.section("Who took most", cards.all())
            + Html.section("What it would save, and whom it would hurt", harm())
            + Html.section("If the line were drawn elsewhere", levels())
            + Html.section("Look at these yourself", doubts())
            + Html.section("Automated and steady: are they yours?", steady())
            + Html.section("How it was measured", notes()));
  }

  private String header() {
    StringBuilder out = new StringBuilder("<header><p class=\"kind\">real log</p>\n");
    out.append("<h1>Who came to the shop, and what they took</h1>\n<div class=\"lead\">\n");
    summary.sentences().forEach(sentence -> out.append(Html.paragraph(sentence)));
    return out.append("</div></header>\n").toString();
  }

  private String tiles() {
    long scraped = findings.share(Kind.SCRAPER).requests() + findings.share(Kind.FLEET).requests();
    return "<div class=\"tiles\">\n"
        + Html.tile(
            "requests by scrapers",
            Words.percent(scraped, totals.requests),
            Words.count(scraped) + " of " + Words.count(totals.requests))
        + Html.tile(
            "would have been stopped",
            Words.count(totals.deniedRequests),
            "and " + Words.count(findings.fleetRequests()) + " of distributed ones")
        + Html.tile(
            "bandwidth saved",
            Words.bytes(totals.deniedBytes),
            Words.percent(totals.deniedBytes, totals.bytes) + " of all bytes sent")
        + (findings.hasTimes()
            ? Html.tile(
                "load saved",
                Words.time(totals.deniedMicros),
                Words.percent(totals.deniedMicros, totals.tookMicros) + " of the store's time")
            : Html.tile("load saved", "not known", "the log has no response times"))
        + Html.tile(
            "orders touched",
            Words.count(totals.ordersTouched),
            totals.orders == 0 ? "the log shows no orders" : "of " + Words.count(totals.orders))
        + Html.tile(
            "returning visitors touched",
            totals.returning == 0
                ? "not known"
                : Words.percent(totals.returningTouched, totals.returning),
            totals.returning == 0
                ? "nobody is seen to come back"
                : "of " + Words.count(totals.returning, "visit", "visits"))
        + "</div>\n";
  }

  private String traffic() {
    StackPlot plot =
        new StackPlot(
            findings.span().fromMs(),
            findings.span().stepMs(),
            findings.span().steps(),
            "requests in " + step());
    List<List<String>> rows = new ArrayList<>();
    for (Kind kind : Kind.values()) {
      plot.add(kind.ordinal() + 1, kind.title(), findings.at(kind));
      Findings.Share share = findings.share(kind);
      if (share.sessions() > 0) {
        rows.add(row(kind, share));
      }
    }
    List<String> heads = new ArrayList<>(List.of("kind", "visits", "requests", "share", "bytes"));
    if (findings.hasTimes()) {
      heads.add("store's time");
    }
    return plot.figure(
            "Requests by kind",
            "Each bar is "
                + step()
                + "; the taller a colour, the more requests came from that kind in it.")
        + Html.table(1, heads, rows);
  }

  private List<String> row(Kind kind, Findings.Share share) {
    List<String> cells =
        new ArrayList<>(
            List.of(
                Html.cell(kind.title(), kind.meaning()),
                Words.count(share.sessions()),
                Words.count(share.requests()),
                Words.percent(share.requests(), totals.requests),
                Words.bytes(share.bytes())));
    if (findings.hasTimes()) {
      cells.add(Words.time(share.tookMicros()));
    }
    return cells;
  }

  private String step() {
    long minutes = findings.span().stepMs() / 60_000;
    if (minutes < 60) {
      return minutes == 1 ? "one minute" : minutes + " minutes";
    }
    long hours = minutes / 60;
    if (hours < 24) {
      return hours == 1 ? "one hour" : hours + " hours";
    }
    return hours == 24 ? "one day" : hours / 24 + " days";
  }

  private String harm() {
    return Html.paragraph(
            "Acting on the scores of single clients "
                + summary.harm()
                + ". A returning visitor is a browser on a network that was there at least half"
                + " an hour before, and that behaves as browsers do.")
        + (summary.fleetEffect().isEmpty() ? "" : Html.paragraph(summary.fleetEffect()))
        + Html.paragraph(
            "Mastiff does not act on a log: this is what it would have done. Declared crawlers are"
                + " not in it; they have a budget of their own at the door.");
  }

  private String levels() {
    List<WhatIf.Level> levels = totals.whatIf.levels();
    long most = levels.stream().mapToLong(level -> level.requests).max().orElse(0);
    BarPlot stopped = new BarPlot("requests stopped", most, Words.count(most));
    List<List<String>> rows = new ArrayList<>();
    for (WhatIf.Level level : levels) {
      String score = String.format(Locale.ROOT, "%.4f", level.score);
      stopped.add(3, "from " + score, level.requests, Words.count(level.requests));
      rows.add(
          List.of(
              Html.cell("from " + score, totals.whatIf.name(level)),
              Words.count(level.sessions),
              Words.count(level.requests),
              Words.percent(level.requests, totals.requests),
              Words.count(level.orders),
              Words.count(level.returning),
              Words.percent(level.returning, totals.returning)));
    }
    return Html.paragraph(
            "A score of 0.9 means: nine in ten such visits are a scraper's. The lower the line, the"
                + " more is stopped, and the more people are among them.")
        + stopped.figure(
            "What would be stopped",
            "Requests after the moment at which a visit's score reached the level.")
        + Html.table(
            1,
            List.of(
                "stopped",
                "visits",
                "requests",
                "share of all",
                "orders touched",
                "returning visits touched",
                "share of these"),
            rows);
  }

  private String doubts() {
    List<List<String>> rows = new ArrayList<>();
    for (Doubts.Doubt doubt : totals.doubts.found()) {
      rows.add(
          List.of(
              Html.cell(wholeAddresses ? doubt.client() : doubt.network(), doubt.agent()),
              Html.cell(doubt.path(), String.join("; ", doubt.reasons())),
              Words.count(doubt.pages()),
              Words.count(doubt.requests()),
              Words.count(doubt.orders()),
              Words.format("%.4f", doubt.score())));
    }
    return rows.isEmpty()
        ? Html.paragraph("No visit is in doubt.")
        : Html.paragraph(
                "Visits that bought though they are suspected, then those nearest to the line."
                    + " The command “data review” writes more of them into a file to be filled,"
                    + " which training takes.")
            + Html.table(
                2,
                List.of(
                    "client",
                    "first page; what speaks against it",
                    "pages",
                    "requests",
                    "orders",
                    "score"),
                rows);
  }

  private String steady() {
    List<List<String>> rows = new ArrayList<>();
    StringBuilder lines = new StringBuilder();
    for (Steady robot : findings.steady()) {
      rows.add(
          List.of(
              Html.cell(robot.name(), robot.agent()),
              Html.cell(robot.standing().text(), robot.note()),
              Html.cell(String.join(" ", robot.networks()), ""),
              Words.count(robot.requests()),
              Words.percent(Math.round(100 * robot.busyShare()), 100),
              robot.line().isEmpty() ? "" : Html.escaped(robot.section())));
    }
    Steady.sections(findings.steady())
        .forEach(
            (section, of) -> {
              lines.append(section).append(":\n");
              of.forEach(line -> lines.append("  ").append(line).append('\n'));
            });
    if (rows.isEmpty()) {
      return Html.paragraph("No automated client came steadily.");
    }
    String yaml = lines.isEmpty() ? "" : "<pre>" + preformatted(lines) + "</pre>\n";
    return Html.paragraph(
            "They came in at least a quarter of the time. Answer for each before you enforce: is it"
                + " yours, a partner's, or nobody's you know? A line welcomes it; put it into the"
                + " policy only when you know whose it is.")
        + Html.table(
            3, List.of("client", "known?", "networks", "requests", "present", "line in"), rows)
        + yaml;
  }

  private static String preformatted(StringBuilder lines) {
    StringBuilder out = new StringBuilder();
    lines.toString().lines().forEach(line -> out.append(Html.escaped(line)).append('\n'));
    return out.toString();
  }

  private String notes() {
    return "<ul>"
        + item(
            Words.format(
                "%s lines were read, %s could not be; format: %s.",
                Words.count(totals.lines),
                Words.count(report.bad().count()),
                String.join(", ", report.formats())))
        + (totals.closedEarly == 0
            ? ""
            : item(
                Words.format(
                    "%s ended early, since more than %s were open at a time.",
                    Words.count(totals.closedEarly, "visit", "visits"),
                    Words.count(SessionBook.MOST_OPEN))))
        + item(
            "A visit is network and user agent with gaps under 30 minutes. It is judged at pages 1,"
                + " 3, 8 and 21 and at its end. A log shows no cookie and no order of headers.")
        + item(
            "The catalogue is what the log shows of it. Over 32,768 products, and over 128 products"
                + " of a campaign, are estimated (standard error 1.2%).")
        + item(
            "Distributed scrapers are groups of at least 50 visits of one to three pages from at"
                + " least 30 networks or user agents, several times as many as people would give.")
        + "</ul>\n";
  }

  private static String item(String text) {
    return "<li>" + Html.escaped(text) + "</li>\n";
  }
}
