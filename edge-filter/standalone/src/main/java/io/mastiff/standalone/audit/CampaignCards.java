package io.mastiff.standalone.audit;

import io.mastiff.standalone.audit.Campaigns.Campaign;
import io.mastiff.standalone.audit.fleet.Fleet;
import io.mastiff.standalone.audit.page.BarPlot;
import io.mastiff.standalone.audit.page.Html;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** The campaigns of an audit on its page: a plot, a table, and a card for each distributed one. */
final class CampaignCards {
  private static final int PLOTTED = 8;
  private static final int LONGEST_NAME = 22;

  /** A campaign of either kind. */
  private record Row(
      int colour,
      String name,
      String small,
      long networks,
      long visits,
      long pages,
      long products,
      long bytes,
      long tookMicros,
      long requests) {}

  private final Findings findings;
  private final boolean wholeAddresses;
  private final long catalogue;

  /**
   * @param wholeAddresses whether clients are told by their addresses instead of their networks
   */
  CampaignCards(Findings findings, boolean wholeAddresses) {
    this.findings = findings;
    this.wholeAddresses = wholeAddresses;
    this.catalogue = findings.totals().products.count();
  }

  String all() {
    List<Row> rows = rows();
    if (rows.isEmpty()) {
      return Html.paragraph("Nobody was taken for a scraper.");
    }
    return plot(rows)
        + table(rows)
        + findings.fleets().stream().map(CampaignCards::card).collect(Collectors.joining());
  }

  private List<Row> rows() {
    List<Row> rows = new ArrayList<>();
    for (Campaign c : findings.campaignsByAgent()) {
      String active = wholeAddresses ? c.client : c.network;
      String small = "most active: " + active + "; " + String.join("; ", c.reasons());
      rows.add(
          new Row(
              Kind.SCRAPER.ordinal() + 1,
              c.agent,
              small,
              c.networks.count(),
              c.taken.sessions,
              c.taken.pages,
              c.taken.products.count(),
              c.taken.bytes,
              c.taken.tookMicros,
              c.taken.requests));
    }
    for (Fleet f : findings.fleets()) {
      rows.add(
          new Row(
              Kind.FLEET.ordinal() + 1,
              "distributed: " + f.route(),
              "its clients share " + f.what(),
              f.networks(),
              f.sessions(),
              f.pages(),
              f.products(),
              f.bytes(),
              f.tookMicros(),
              f.requests()));
    }
    rows.sort((a, b) -> Long.compare(b.requests(), a.requests()));
    return rows;
  }

  private static String plot(List<Row> rows) {
    long most = rows.get(0).requests();
    BarPlot plot = new BarPlot("requests", most, Words.count(most));
    for (Row row : rows.subList(0, Math.min(PLOTTED, rows.size()))) {
      plot.add(
          row.colour(),
          Words.cut(Words.printable(row.name()), LONGEST_NAME),
          row.requests(),
          Words.count(row.requests()));
    }
    return plot.figure(
        "The largest campaigns", "How many requests each made; the table says what they took.");
  }

  private String table(List<Row> rows) {
    List<String> heads =
        new ArrayList<>(
            List.of(
                "campaign", "networks", "visits", "pages", "products", "of catalogue", "bytes"));
    if (findings.hasTimes()) {
      heads.add("store's time");
    }
    return Html.table(1, heads, rows.stream().map(this::cells).toList());
  }

  private List<String> cells(Row row) {
    List<String> cells =
        new ArrayList<>(
            List.of(
                Html.cell(row.name(), row.small()),
                Words.count(row.networks()),
                Words.count(row.visits()),
                Words.count(row.pages()),
                Words.count(row.products()),
                Words.percent(Math.min(row.products(), catalogue), catalogue),
                Words.bytes(row.bytes())));
    if (findings.hasTimes()) {
      cells.add(Words.time(row.tookMicros()));
    }
    return cells;
  }

  private static String card(Fleet fleet) {
    StringBuilder out = new StringBuilder("<div class=\"card\"><h3>Distributed: ");
    out.append(Html.escaped(fleet.route())).append("</h3>\n");
    out.append(
        Html.paragraph(
            Words.format(
                "From %s to %s (UTC) %s of few pages came from %s. They share %s. %s that came"
                    + " in the same way went on as people do and are not part of it; up to %s of"
                    + " those that are may be people's.",
                Words.moment(fleet.firstMs()),
                Words.moment(fleet.lastMs()),
                Words.count(fleet.sessions(), "visit", "visits"),
                Words.count(fleet.networks(), "network", "networks"),
                fleet.what(),
                Words.count(fleet.spared(), "visit", "visits"),
                Words.count(fleet.expectedPeople()))));
    out.append("<ul>");
    fleet
        .reasons()
        .forEach(reason -> out.append("<li>").append(Html.escaped(reason)).append("</li>"));
    fleet
        .shared()
        .forEach(
            s ->
                out.append("<li>")
                    .append(Html.escaped(Words.count(s.sessions()) + " × " + s.name()))
                    .append("</li>"));
    return out.append("</ul></div>\n").toString();
  }
}
