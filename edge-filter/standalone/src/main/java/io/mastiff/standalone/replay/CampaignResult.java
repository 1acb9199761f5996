package io.mastiff.standalone.replay;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.mastiff.event.Reason;
import io.mastiff.event.Verdict;
import io.mastiff.standalone.proof.Proof;
import io.mastiff.standalone.replay.Campaign.CampaignFigures;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * What came of a campaign's replay.
 *
 * @param hitShare share of the pages that a cache in front answered
 * @param verdicts on cohorts, in the order of time
 */
public record CampaignResult(
    Scenario scenario,
    int sessions,
    long events,
    double hitShare,
    CampaignFigures figures,
    List<Verdict> verdicts,
    Map<String, Share> shares)
    implements Proof {
  private static final double MOST_SERVED = 0.25;
  private static final double FEWEST_PASS = 0.99;
  private static final int MOST_VIEWS = 300;
  private static final int SHOWN = 4;

  public CampaignResult {
    verdicts = List.copyOf(verdicts);
  }

  /** From the campaign's first request to the first verdict, in ms; negative for none. */
  public double msToConviction() {
    return figures.convictedAtMs < 0 ? -1 : figures.convictedAtMs - figures.firstMs;
  }

  /** Share of the campaign's requests that were served in the minute after it was listed. */
  double servedAfter() {
    return figures.afterRequests == 0 ? 1 : (double) figures.afterServed / figures.afterRequests;
  }

  double challengedShare() {
    return figures.shopperRequests == 0
        ? 0
        : (double) figures.shopperChallenged / figures.shopperRequests;
  }

  /** Share of shoppers' answers to challenges that were taken. */
  double passShare() {
    int answered = shares.values().stream().mapToInt(s -> s.challenged).sum();
    int passed = shares.values().stream().mapToInt(s -> s.passed).sum();
    return answered == 0 ? 1 : (double) passed / answered;
  }

  private List<Verdict> entries() {
    return verdicts.stream().filter(verdict -> !verdict.getEntryKey().isEmpty()).toList();
  }

  @Override
  public List<String> failures() {
    List<String> failures = new ArrayList<>();
    if (scenario.isCampaign()) {
      conviction(failures);
      if (passShare() < FEWEST_PASS) {
        failures.add(words("only %.1f%% of answered challenges passed", passShare() * 100));
      }
    } else if (!verdicts.isEmpty()) {
      failures.add(words("%d verdicts on cohorts, and nobody scraped", verdicts.size()));
    }
    people(failures);
    return failures;
  }

  private void conviction(List<String> failures) {
    double took = msToConviction();
    double most = scenario.mostMsToConviction();
    boolean byViews =
        scenario == Scenario.FLOOD_MIXED && figures.viewsToConviction <= MOST_VIEWS && took >= 0;
    if (most < Double.POSITIVE_INFINITY && (took < 0 || took > most) && !byViews) {
      failures.add(words("convicted after %.1f s, not within %.0f", took / 1000, most / 1000));
    }
    if (scenario == Scenario.FLOOD && servedAfter() >= MOST_SERVED) {
      failures.add(words("%.1f%% served in the minute after it was listed", servedAfter() * 100));
    }
    if (scenario == Scenario.FLOOD_FRAMED) {
      entries().stream()
          .filter(entry -> !entry.getEntryKey().endsWith("cookie=none"))
          .forEach(entry -> failures.add("a shape is listed: " + entry.getEntryKey()));
    }
  }

  private void people(List<String> failures) {
    double most =
        switch (scenario) {
          case FLOOD_MIXED -> 1e-4;
          default -> 0;
        };
    if (figures.shopperDenied > most * figures.shopperRequests) {
      failures.add(
          words("%d of %d shoppers' pages denied", figures.shopperDenied, figures.shopperRequests));
    }
    double mostChallenged =
        switch (scenario) {
          case FLOOD -> 0.01;
          case FLOOD_MIXED -> 0.02;
          case FLOOD_FRAMED, WATCHERS -> 1;
          default -> 0;
        };
    if (challengedShare() > mostChallenged) {
      failures.add(words("%.2f%% of shoppers' pages challenged", challengedShare() * 100));
    }
  }

  private static String words(String text, Object... figures) {
    return String.format(Locale.ROOT, text, figures);
  }

  @Override
  public String text() {
    StringBuilder text = new StringBuilder();
    text.append(
        words("%s: %,d shoppers' sessions, %,d events%n%n", scenario.word(), sessions, events));
    if (scenario == Scenario.CDN) {
      text.append(words("the cache answered %.0f%% of all pages%n", hitShare * 100));
    }
    if (scenario.isCampaign()) {
      text.append(
          words(
              "campaign   %,d requests, %,d served; convicted after %.1f s and %,d requests%n",
              figures.campaignRequests,
              figures.campaignServed,
              msToConviction() / 1000,
              figures.viewsToConviction));
      text.append(
          words(
              "           served in the minute after it was listed: %.1f%%%n",
              servedAfter() * 100));
    }
    text.append(
        words(
            "shoppers   %,d pages: %,d denied, %,d challenged (%.2f%%), %.1f%% of answers taken%n",
            figures.shopperRequests,
            figures.shopperDenied,
            figures.shopperChallenged,
            challengedShare() * 100,
            passShare() * 100));
    shares.forEach(
        (family, share) -> {
          if (!family.equals(Guest.CAMPAIGN) && !share.deniedBy.isEmpty()) {
            text.append(words("           %s denied by %s%n", family, share.deniedBy));
          }
        });
    text.append(
        words("verdicts   %,d on cohorts, %,d of them list%n", verdicts.size(), entries().size()));
    verdicts.stream().limit(SHOWN).forEach(verdict -> verdict(text, verdict));
    List<String> failures = failures();
    text.append(failures.isEmpty() ? "\nholds\n" : "\n");
    failures.forEach(failure -> text.append("does not hold: ").append(failure).append('\n'));
    return text.toString();
  }

  private static void verdict(StringBuilder text, Verdict verdict) {
    String what = verdict.getEntryKey().isEmpty() ? verdict.getSubject() : verdict.getEntryKey();
    text.append(words("%n  %s %s%n", verdict.getVerdict(), what));
    for (Reason reason : verdict.getReasonsList()) {
      text.append("    ").append(reason.getText()).append('\n');
    }
  }

  @Override
  public ObjectNode json(ObjectMapper mapper) {
    ObjectNode root = mapper.createObjectNode();
    root.put("check", "campaign").put("scenario", scenario.word()).put("sessions", sessions);
    root.put("events", events).put("cacheHitShare", hitShare);
    ObjectNode campaign = root.putObject("campaign");
    campaign.put("requests", figures.campaignRequests).put("served", figures.campaignServed);
    campaign.put("msToConviction", msToConviction());
    campaign.put("requestsToConviction", figures.viewsToConviction);
    campaign.put("servedShareInMinuteAfter", servedAfter());
    ObjectNode shoppers = root.putObject("shoppers");
    shoppers.put("pages", figures.shopperRequests).put("denied", figures.shopperDenied);
    shoppers.put("challenged", figures.shopperChallenged).put("passShare", passShare());
    ArrayNode list = root.putArray("verdicts");
    for (Verdict verdict : verdicts) {
      ObjectNode node = list.addObject();
      node.put("subject", verdict.getSubject()).put("verdict", verdict.getVerdict());
      node.put("entry", verdict.getEntryKey()).put("atMs", verdict.getAtMs());
      ArrayNode reasons = node.putArray("reasons");
      verdict.getReasonsList().forEach(reason -> reasons.add(reason.getText()));
    }
    ArrayNode failures = root.putArray("failures");
    failures().forEach(failures::add);
    return root.put("holds", failures.isEmpty());
  }
}
