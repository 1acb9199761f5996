package io.mastiff.standalone.audit;

import io.mastiff.standalone.audit.Campaigns.Campaign;
import io.mastiff.standalone.audit.fleet.Fleet;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** What happened, in three sentences; and the harm, in words. */
final class Summary {
  private final Findings findings;
  private final AuditTotals totals;

  Summary(Findings findings) {
    this.findings = findings;
    this.totals = findings.totals();
  }

  List<String> sentences() {
    return List.of(who(), what(), effect());
  }

  private String who() {
    List<Kind> kinds = new ArrayList<>(List.of(Kind.values()));
    kinds.removeIf(kind -> findings.share(kind).requests() == 0);
    kinds.sort(Comparator.comparingLong((Kind k) -> findings.share(k).requests()).reversed());
    List<String> parts =
        kinds.stream()
            .map(
                kind ->
                    Words.percent(findings.share(kind).requests(), totals.requests)
                        + " from "
                        + kind.title())
            .toList();
    return Words.format(
        "Between %s and %s (UTC) %s came: %s.",
        Words.moment(totals.firstMs),
        Words.moment(totals.lastMs),
        Words.count(totals.requests, "request", "requests"),
        String.join(", ", parts));
  }

  private String what() {
    List<Campaign> campaigns = findings.campaignsByAgent();
    List<Fleet> fleets = findings.fleets();
    if (campaigns.isEmpty() && fleets.isEmpty()) {
      return "Nobody was taken for a scraper, neither a client nor a group of clients.";
    }
    boolean fleetFirst =
        !fleets.isEmpty()
            && (campaigns.isEmpty() || fleets.get(0).requests() > campaigns.get(0).taken.requests);
    return fleetFirst ? fleet(fleets.get(0)) : campaign(campaigns.get(0));
  }

  private String fleet(Fleet fleet) {
    return Words.format(
        "The largest campaign came from %s with %s of one to three pages each, and took %s; its"
            + " clients share %s.",
        Words.count(fleet.networks(), "network", "networks"),
        Words.count(fleet.sessions(), "visit", "visits"),
        took(fleet.pages(), fleet.products()),
        fleet.what());
  }

  private String campaign(Campaign campaign) {
    return Words.format(
        "The largest campaign, “%s” from %s, took %s.",
        Words.cut(Words.printable(campaign.agent), 60),
        Words.count(campaign.networks.count(), "network", "networks"),
        took(campaign.taken.pages, campaign.taken.products.count()));
  }

  private String took(long pages, long products) {
    String pageCount = Words.count(pages, "page", "pages");
    return products == 0
        ? pageCount
        : Words.format(
            "%s with %s (%s of the catalogue that the log shows)",
            pageCount,
            Words.count(products, "product", "different products"),
            Words.percent(products, totals.products.count()));
  }

  private String effect() {
    if (totals.deniedRequests == 0) {
      return "By their scores alone Mastiff would have stopped nobody: it " + harm() + ".";
    }
    String time =
        findings.hasTimes()
            ? " and " + Words.time(totals.deniedMicros) + " of the store's time"
            : "";
    return Words.format(
        "Mastiff would have stopped %s (%s) and saved %s%s; it %s.",
        Words.count(totals.deniedRequests, "request", "requests"),
        Words.percent(totals.deniedRequests, totals.requests),
        Words.bytes(totals.deniedBytes),
        time,
        harm());
  }

  /** Whom it would have hurt: what follows on "it". */
  String harm() {
    String orders =
        totals.orders == 0
            ? "no order (the log shows none)"
            : Words.format(
                "%s of %s",
                Words.count(totals.ordersTouched), Words.count(totals.orders, "order", "orders"));
    String returning =
        totals.returning == 0
            ? "no returning visitor (nobody is seen to come back)"
            : Words.format(
                "%s of returning visitors (%s of %s visits)",
                Words.percent(totals.returningTouched, totals.returning),
                Words.count(totals.returningTouched),
                Words.count(totals.returning));
    return "would have touched " + orders + " and " + returning;
  }

  /** What entries against distributed scrapers would do besides; empty without any. */
  String fleetEffect() {
    return findings.fleets().isEmpty()
        ? ""
        : Words.format(
            "Entries against the distributed campaigns would stop %s more (%s); up to %s among"
                + " them may be people's.",
            Words.count(findings.fleetRequests(), "request", "requests"),
            Words.percent(findings.fleetRequests(), totals.requests),
            Words.count(findings.fleetHarm(), "visit", "visits"));
  }
}
