package io.mastiff.standalone.replay;

import static org.assertj.core.api.Assertions.assertThat;

import io.mastiff.classifier.ModelReader;
import io.mastiff.edge.policy.Policy;
import io.mastiff.event.Reason;
import io.mastiff.event.Verdict;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The short forms of {@code check campaign}: real door, real topology, simulated time. */
class CampaignTest {
  @TempDir Path folder;

  private CampaignResult play(Scenario scenario, int sessions) {
    return Campaign.run(
        scenario,
        sessions,
        Policy.DEFAULT,
        ModelReader.defaultModel(),
        folder,
        3,
        (played, all) -> {});
  }

  @Test
  void aFloodOfOneRequestPerAddressIsStoppedWithinSecondsAndNoShopperIsMet() {
    CampaignResult result = play(Scenario.FLOOD, 2_000);

    assertThat(result.failures()).isEmpty();
    assertThat(result.msToConviction()).isBetween(0.0, 10_000.0);
    assertThat(result.servedAfter()).isLessThan(0.25);
    Verdict fleet =
        result.verdicts().stream()
            .filter(verdict -> !verdict.getEntryKey().isEmpty())
            .findFirst()
            .orElseThrow();
    assertThat(fleet.getReasonsList())
        .extracting(Reason::getText)
        .anyMatch(text -> text.matches(".*pages without a cookie from about .* networks.*"))
        .anyMatch(text -> text.startsWith("for example GET /c/"));
  }

  @Test
  void aCopyOfTheCommonestBrowserCannotGetThatBrowserBlocked() {
    CampaignResult result = play(Scenario.FLOOD_FRAMED, 2_000);

    assertThat(result.failures()).isEmpty();
    assertThat(result.passShare()).isGreaterThanOrEqualTo(0.99);
  }

  @Test
  void aFleetOfTwelveShapesIsAnnouncedByItsRouteOrItsWayIn() {
    CampaignResult result = play(Scenario.FLOOD_MIXED, 2_000);

    assertThat(result.failures()).isEmpty();
    assertThat(result.verdicts()).anyMatch(verdict -> verdict.getVerdict().equals("campaign"));
  }

  /** What a cache does not have looks like a walk over the catalogue, most of all after a purge. */
  @Test
  void behindACacheNobodyIsTakenForAFleet() {
    CampaignResult result = play(Scenario.CDN, 6_000);

    assertThat(result.hitShare()).isGreaterThan(0.5);
    assertThat(result.failures()).isEmpty();
  }
}
