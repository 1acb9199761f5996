package io.mastiff.stream;

import static org.assertj.core.api.Assertions.assertThat;

import io.mastiff.data.simulate.Catalogue;
import io.mastiff.data.simulate.Scraper;
import io.mastiff.data.simulate.SessionSimulator;
import io.mastiff.event.Action;
import io.mastiff.event.AssetKind;
import io.mastiff.event.BlocklistEntry;
import io.mastiff.event.Listing;
import io.mastiff.event.PageType;
import io.mastiff.event.RequestEvent;
import io.mastiff.event.Source;
import io.mastiff.event.Verdict;
import io.mastiff.feature.SessionAccumulator;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class SessionsTest extends StreamTest {
  private static final String NET = "203.0.113.0/24";

  /** What the trainer measured is what the stream measures: the same doubles, bit for bit. */
  @Test
  void theStreamMeasuresWhatTheTrainerMeasured() {
    SessionSimulator simulator = new SessionSimulator(77, new Catalogue(500, 12, 0.9));
    List<RequestEvent> all = new ArrayList<>();
    Map<String, double[]> expected = new HashMap<>();
    for (int i = 0; i < 60; i++) {
      Optional<Scraper.Family> family =
          i % 3 == 0 ? Optional.of(Scraper.Family.values()[i % 9 / 3]) : Optional.empty();
      SessionAccumulator batch = new SessionAccumulator();
      for (RequestEvent event : simulator.session(i, family)) {
        all.add(event);
        if (batch.add(event)) {
          expected.put(event.getClient() + "/" + batch.pages(), batch.vector());
        }
      }
    }
    all.sort(Comparator.comparingLong(RequestEvent::getDecidedAtMs));
    all.forEach(event -> send(event.toBuilder()));

    List<Verdict> seen = verdicts();
    assertThat(seen).hasSizeGreaterThan(150);
    for (Verdict verdict : seen) {
      double[] vector =
          verdict.getFeaturesList().stream().mapToDouble(Double::doubleValue).toArray();
      assertThat(vector)
          .as(verdict.getSubject() + "/" + verdict.getPages())
          .containsExactly(expected.get(verdict.getSubject() + "/" + verdict.getPages()));
    }
  }

  private void loop(int pages) {
    for (int i = 0; i < pages; i++) {
      send(page(NET, 7, T + i * 100L).setCookieIssued("cookie" + i));
    }
  }

  @Test
  void anAggregateThatNoCookieWasIssuedToIsOnlyThrottled() {
    for (int i = 0; i < 60; i++) {
      send(page(NET, 7, T + i * 100L));
    }

    assertThat(entries()).isNotEmpty().allMatch(e -> e.getAction() == Action.THROTTLE);
  }

  @Test
  void aHashedNetworkIsListedByItsHash() {
    String hashed = "h:0123456789abcdef01234567/24";
    for (int i = 0; i < 40; i++) {
      send(page(hashed, 7, T + i * 100L).setCookieIssued("cookie" + i));
    }

    assertThat(entries())
        .isNotEmpty()
        .allMatch(e -> e.getKey().startsWith("cohort:network=" + hashed + ",client-shape="));
  }

  @Test
  void whatTheDoorCallsUnlistableIsNotListed() {
    for (int i = 0; i < 40; i++) {
      send(
          page("h:0123456789abcdef01234567/24", 7, T + i * 100L)
              .setCookieIssued("cookie" + i)
              .setNetworkUnlistable(true));
    }

    assertThat(verdicts()).isNotEmpty();
    assertThat(entries()).isEmpty();
  }

  @Test
  void aLoopWithoutCookiesIsListedAsItsNetworkShapeAndNoCookie() {
    loop(40);

    List<BlocklistEntry> listed = entries();
    assertThat(listed).extracting(BlocklistEntry::getKey).containsOnly(listed.get(0).getKey());
    BlocklistEntry entry = listed.get(listed.size() - 1);
    assertThat(entry.getKey())
        .isEqualTo("cohort:network=203.0.113.0/24,client-shape=0000000000000007,cookie=none");
    assertThat(entry.getAction()).isEqualTo(Action.BLOCK);
    assertThat(entry.getSource()).isEqualTo(Source.CLASSIFIER);
    assertThat(entry.getReasonsList()).isNotEmpty();
    assertThat(entry.getModel()).isEqualTo(models.champion().hash());
    assertThat(entry.getExpiresAtMs() - entry.getCreatedAtMs()).isEqualTo(Listing.LASTS.toMillis());
    assertThat(entry.getTriggerAtMs()).isBetween(T, T + 4_000);
  }

  @Test
  void anAggregateBehindWhichCookiesReturnIsOnlyThrottled() {
    for (int i = 0; i < SessionJudge.FEW_RETURNED; i++) {
      send(page(NET, 7, T - 300 + i * 100).setCookieIssued("id" + i));
      send(returned(page(NET, 7, T - 300 + i * 100), "id" + i, T - 300));
    }
    loop(150);

    assertThat(entries()).isNotEmpty().allMatch(entry -> entry.getAction() == Action.THROTTLE);
  }

  @Test
  void anAggregateBehindWhichSomebodyBoughtIsOnlyThrottled() {
    send(
        returned(page(NET, 7, T - 60_000), "buyer", T - 90_000)
            .setPageType(PageType.ORDER_CONFIRMED));
    loop(150);

    assertThat(entries()).isNotEmpty().allMatch(e -> e.getAction() == Action.THROTTLE);
  }

  @Test
  void anUnknownAddressIsNeverListed() {
    for (int i = 0; i < 60; i++) {
      send(page(NET, 7, T + i * 100L).setAddressUnknown(true));
    }

    assertThat(entries()).isEmpty();
    assertThat(verdicts()).isNotEmpty();
  }

  @Test
  void aMimicThatKeepsItsCookieIsListedByItsSession() {
    for (int i = 0; i < 40; i++) {
      send(returned(page(NET, 7, T + i * 300L + i % 7 * 20), "mimic", T - 1_000));
    }

    List<BlocklistEntry> listed = entries();
    assertThat(listed).extracting(BlocklistEntry::getKey).containsOnly("session:mimic");
    assertThat(listed.get(listed.size() - 1).getAction()).isEqualTo(Action.BLOCK);
  }

  /** Whoever is listed already and judged alike once more costs no explanation. */
  @Test
  void reasonsAreWorkedOutOnlyForANewVerdictOrEntry() {
    for (int i = 0; i < 400; i++) {
      send(returned(page(NET, 7, T + i * 300L + i % 7 * 20), "mimic", T - 1_000));
    }

    List<Verdict> judged = verdicts();
    List<BlocklistEntry> listed = entries();
    List<Long> written = listed.stream().map(BlocklistEntry::getTriggerAtMs).toList();
    int silent = 0;
    Action before = Action.ALLOW;
    for (Verdict verdict : judged) {
      Action action = action(verdict);
      boolean due = action != before || written.contains(verdict.getAtMs());
      assertThat(verdict.getReasonsCount() > 0).isEqualTo(action != Action.ALLOW && due);
      silent += action != Action.ALLOW && !due ? 1 : 0;
      before = action;
    }

    assertThat(silent).isPositive();
    assertThat(listed).isNotEmpty().noneMatch(entry -> entry.getReasonsList().isEmpty());
  }

  private Action action(Verdict verdict) {
    if (verdict.getScore() >= models.champion().blockThreshold()) {
      return Action.BLOCK;
    }
    boolean slowed = verdict.getScore() >= models.champion().throttleThreshold();
    return slowed ? Action.THROTTLE : Action.ALLOW;
  }

  @Test
  void aPersonWhoReadsAndLoadsAssetsIsNotListed() {
    long at = T;
    long[] pauses = {9_000, 31_000, 4_000, 77_000, 12_500, 5_800, 22_000, 41_000};
    for (int i = 0; i < 24; i++) {
      at += pauses[i % pauses.length];
      send(returned(page(NET, 7, at), "person", T - 1_000));
      for (int asset = 0; asset < 6; asset++) {
        send(
            returned(page(NET, 7, at + 50 + asset * 20), "person", T - 1_000)
                .setPageType(PageType.ASSET)
                .setAssetKind(AssetKind.forNumber(1 + asset % 5)));
      }
    }

    assertThat(entries()).isEmpty();
  }

  @Test
  void theNewcomersFirstPageBelongsToTheSessionThatItsCookieCarriesOn() {
    send(page(NET, 7, T).setCookieIssued("new"));
    send(returned(page(NET, 7, T + 9_000), "new", T));

    List<Verdict> seen = verdicts();
    Verdict second = seen.get(seen.size() - 1);
    assertThat(second.getSubject()).isEqualTo("s:new");
    assertThat(second.getPages()).isEqualTo(2);
  }

  @Test
  void deniedRequestsAreNotMeasured() {
    for (int i = 0; i < 40; i++) {
      send(page(NET, 7, T + i * 100L).setAction(Action.BLOCK).setEnforced(true));
    }

    assertThat(verdicts()).isEmpty();
  }

  @Test
  void aThrottledClientIsJudgedAtEveryPageUntilItIsBlocked() {
    loop(40);

    List<Action> actions = entries().stream().map(BlocklistEntry::getAction).toList();
    assertThat(actions).isSorted().doesNotHaveDuplicates();
  }

  @Test
  void nobodyIsBlockedForOnePage() {
    loop(40);

    double bound = models.champion().blockThreshold();
    long first =
        verdicts().stream()
            .filter(verdict -> verdict.getScore() >= bound)
            .mapToLong(Verdict::getAtMs)
            .min()
            .orElseThrow();
    assertThat(entries())
        .filteredOn(entry -> entry.getAction() == Action.BLOCK)
        .isNotEmpty()
        .allMatch(entry -> entry.getCreatedAtMs() > first);
  }

  @Test
  void anEntryThatExpiredIsRenewedWhenTheClientGoesOn() {
    loop(40);
    assertThat(entries()).isNotEmpty();
    long later = T + Listing.LASTS.toMillis() + 10_000;
    send(page(NET, 7, later - 100).setAction(Action.BLOCK).setEnforced(true));
    for (int i = 0; i < 12; i++) {
      send(page(NET, 7, later + i * 100L));
    }

    assertThat(entries()).as("no prefix lies between page 40 and 52").isNotEmpty();
  }

  @Test
  void aSessionEndsAfterHalfAnHour() {
    send(returned(page(NET, 7, T), "one", T));
    send(returned(page(NET, 7, T + StreamSettings.SESSION_GAP.toMillis() + 1), "one", T));

    assertThat(verdicts()).extracting(Verdict::getPages).containsExactly(1, 1);
  }

  @Test
  void aDuplicateOfDoorAndSequenceIsAbsorbed() {
    RequestEvent event = page(NET, 7, T).setDoor("d").setSequence(5).build();
    send(event, T);
    send(event, T);
    send(event.toBuilder().setSequence(6).build(), T);

    assertThat(counters.events()).isEqualTo(2);
    assertThat(counters.duplicates()).isEqualTo(1);
  }

  @Test
  void whatCannotBeReadGoesToTheDeadLettersAndStopsNothing() {
    requests.pipeInput("x", new byte[0]);
    requests.pipeInput("x", "garbage \u0000".getBytes(java.nio.charset.StandardCharsets.UTF_8));
    requests.pipeInput("x", page(NET, 7, T).setFormat(9).build().toByteArray());
    requests.pipeInput("x", page(NET, 7, T).clearClient().build().toByteArray());
    requests.pipeInput("x", new byte[5_000_000]);
    send(page(NET, 7, T));

    assertThat(deadLetters.getQueueSize()).isEqualTo(5);
    assertThat(deadLetters.readRecord().headers().lastHeader("error")).isNotNull();
    assertThat(counters.deadLetters()).isEqualTo(5);
    assertThat(verdicts()).hasSize(1);
  }

  @Test
  void aDoorsWrongClockIsNotBelieved() {
    send(page(NET, 7, T).build(), T);
    RequestEvent fromTomorrow =
        page(NET, 7, T + 86_400_000).setDoor("wrong").setSequence(1).build();
    send(fromTomorrow, T + 1_000);
    send(page(NET, 7, T + 2_000).build(), T + 2_000);

    List<Verdict> seen = verdicts();
    assertThat(seen).extracting(Verdict::getPages).containsExactly(1, 2, 3);
    assertThat(seen.get(1).getAtMs()).isEqualTo(T + 1_000);
  }
}
