package io.mastiff.stream;

import static org.assertj.core.api.Assertions.assertThat;

import io.mastiff.classifier.Classifier;
import io.mastiff.classifier.ModelReader;
import io.mastiff.classifier.file.ModelFile;
import io.mastiff.event.PageType;
import io.mastiff.event.ShadowCounts;
import io.mastiff.event.ShadowSlice;
import java.time.Duration;
import java.util.List;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.streams.TestOutputTopic;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Two models on the same sessions: one acts, the other is counted. */
class ShadowTest extends StreamTest {
  private static final int SESSIONS = 6;
  private static final int PAGES = 3;
  private TestOutputTopic<String, byte[]> counts;

  @BeforeEach
  void openCounts() {
    counts =
        driver.createOutputTopic(
            topics.shadow().name(), new StringDeserializer(), new ByteArrayDeserializer());
  }

  /** The model that ships, but for the log-odds that are added: it acts on all, or on nobody. */
  private static Classifier with(double offset) throws Exception {
    return ModelReader.read(
        ModelFile.parseFrom(ModelReader.defaultFile()).toBuilder()
            .setOffset(offset)
            .build()
            .toByteArray());
  }

  private void follow(Classifier champion, Classifier challenger, long sinceMs) {
    models.follow(champion, new Shadow(champion.hash(), challenger, sinceMs));
  }

  private void visits(int from) {
    for (int i = from; i < from + SESSIONS; i++) {
      for (int page = 0; page < PAGES; page++) {
        send(
            returned(
                page("10.0." + i + ".0/24", 7, T + i * 60_000L + page * 5_000L), "id" + i, T - 1));
      }
    }
  }

  private void order(int i) {
    send(
        returned(page("10.0." + i + ".0/24", 7, T + i * 60_000L + 20_000), "id" + i, T - 1)
            .setPageType(PageType.ORDER_CONFIRMED));
  }

  private ShadowCounts last() {
    driver.advanceWallClockTime(Duration.ofSeconds(2));
    List<byte[]> all = counts.readValuesToList();
    return topics.shadow().value().decode(all.get(all.size() - 1));
  }

  private static ShadowSlice slice(ShadowCounts counts, String name) {
    return counts.getSlicesList().stream().filter(s -> s.getName().equals(name)).findFirst().get();
  }

  @Test
  void theChallengerIsCountedAndActsOnNobody() throws Exception {
    follow(with(-900), with(900), T);
    visits(0);
    order(2);
    order(2);

    assertThat(entries()).isEmpty();
    ShadowCounts told = last();
    ShadowSlice cookie = slice(told, ShadowSlices.COOKIE);
    assertThat(cookie.getOnlyChallenger()).isEqualTo(SESSIONS);
    assertThat(cookie.getBoth() + cookie.getOnlyChampion() + cookie.getNeither()).isZero();
    ShadowSlice buyers = slice(told, ShadowSlices.BUYERS);
    assertThat(buyers.getOnlyChallenger()).isEqualTo(1);
    assertThat(buyers.getOrdersOnlyChallenger()).isEqualTo(2);
    assertThat(slice(told, ShadowSlices.NO_COOKIE))
        .isEqualTo(ShadowSlice.newBuilder().setName(ShadowSlices.NO_COOKIE).build());
  }

  @Test
  void whereBothAgreeAndWhereOnlyTheChampionActsIsToldApart() throws Exception {
    follow(with(900), with(-900), T);
    visits(0);
    assertThat(slice(last(), ShadowSlices.COOKIE).getOnlyChampion()).isEqualTo(SESSIONS);

    follow(with(900), with(901), T + 1);
    visits(100);
    assertThat(slice(last(), ShadowSlices.COOKIE).getBoth()).isEqualTo(SESSIONS);

    follow(with(-900), with(-901), T + 2);
    visits(200);
    assertThat(slice(last(), ShadowSlices.COOKIE).getNeither()).isEqualTo(SESSIONS);
  }

  /** Also where the session goes on: it is one of the new count then, once. */
  @Test
  void anotherPairIsAnotherCount() throws Exception {
    follow(with(-900), with(900), T);
    visits(0);
    follow(with(-900), with(901), T + 1);
    visits(3);

    ShadowCounts told = last();
    assertThat(told.getChallenger()).isEqualTo(with(901).hash());
    ShadowSlice cookie = slice(told, ShadowSlices.COOKIE);
    assertThat(cookie.getNeither() + cookie.getOnlyChallenger()).isEqualTo(SESSIONS);
    try (var all = driver.getKeyValueStore(Stores.SHADOW).all()) {
      assertThat(all).toIterable().hasSize(1);
    }
  }

  @Test
  void withoutAChallengerNothingIsCounted() {
    visits(0);
    driver.advanceWallClockTime(Duration.ofSeconds(2));

    assertThat(counts.isEmpty()).isTrue();
  }

  /** One number of at most nine bytes and its tag; the vector and the state are the champion's. */
  @Test
  void aSessionCostsNoMoreThanANumberOfItsState() {
    ShadowMark mark = new ShadowMark(true, true, true, 1, 9_999_999);
    io.mastiff.feature.state.ClientState.Builder state =
        io.mastiff.feature.state.ClientState.newBuilder();
    state.setShadow(mark.bits("pair"));

    assertThat(state.build().getSerializedSize()).isLessThanOrEqualTo(12);
    assertThat(ShadowMark.of(state, "pair")).isEqualTo(new ShadowMark(true, true, true, 1, 65_535));
    assertThat(ShadowMark.of(state, "another")).isEqualTo(ShadowMark.NONE);
  }
}
