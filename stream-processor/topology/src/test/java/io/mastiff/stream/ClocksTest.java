package io.mastiff.stream;

import static org.assertj.core.api.Assertions.assertThat;

import io.mastiff.event.AssetKind;
import io.mastiff.event.BlocklistEntry;
import io.mastiff.event.PageType;
import io.mastiff.event.Sight;
import io.mastiff.event.Source;
import io.mastiff.event.Verdict;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A broker whose clock was a day ahead for a moment. */
class ClocksTest extends StreamTest {
  private static final long DAY_MS = 86_400_000;
  private static final long FLEET = 0xf1ee7L;
  private static final long BROWSER = 0xb0L;

  private static String net(int i) {
    return "198." + i / 250 % 250 + "." + i % 250 + ".0/24";
  }

  private void newcomer(int i, long shape, long atMs) {
    send(page(net(i), shape, atMs).setCookieIssued("c" + i).setSight(Sight.everything()));
  }

  private void person(int i, long atMs) {
    newcomer(i, BROWSER, atMs);
    send(
        returned(page(net(i), BROWSER, atMs + 1), "c" + i, atMs)
            .setPageType(PageType.ASSET)
            .setAssetKind(AssetKind.IMAGE));
  }

  /** Every partition sees the jump; with one shop's pages the site's sums go everywhere. */
  @BeforeEach
  void jumpADayAndBack() {
    person(0, T - 10_000);
    newcomer(1, FLEET, T + DAY_MS);
    tick();
    tick();
  }

  @Test
  void aSessionGoesOnWhenTheClockIsRightAgain() {
    for (int i = 0; i < 60; i++) {
      send(returned(page(net(7), 7, T + i * 10_000L), "one", T));
      for (int ticks = 0; ticks < 50; ticks++) {
        tick();
      }
    }

    assertThat(verdicts().stream().mapToLong(Verdict::getPages).max()).hasValue(55);
  }

  @Test
  void aFleetIsFoundAndPeopleAreNotWhenTheClockIsRightAgain() {
    for (int i = 2; i < 402; i++) {
      person(10_000 + i, T + i * 100L);
      newcomer(i, FLEET, T + i * 100L);
      tick();
    }

    List<BlocklistEntry> listed =
        entries().stream().filter(entry -> entry.getSource() == Source.COHORT).toList();
    assertThat(listed).extracting(BlocklistEntry::getKey).allMatch(key -> key.contains("f1ee7"));
    assertThat(listed).isNotEmpty();
    assertThat(listed.get(0).getExpiresAtMs()).isLessThan(T + DAY_MS);
    assertThat(counters.late()).as("but for cookies of the moment").isLessThan(20);
  }
}
