package io.mastiff.data.label;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class LabelVoteTest {
  private static final Label HUMAN = new Label(false, "shopper", "test", 1, LabelSource.FILE);

  private final LabelVote vote = new LabelVote();

  private static int bits(LabelSource... sources) {
    int bits = 0;
    for (LabelSource source : sources) {
      bits |= source.bit();
    }
    return bits;
  }

  @Test
  void whoSaysNothingGivesNoLabel() {
    assertThat(vote.decide(null, 0, "")).isEmpty();
    assertThat(vote.bySource()).isEmpty();
  }

  @Test
  void eachSourceGivesItsLabelWithItsWeight() {
    Label buyer = vote.decide(null, bits(LabelSource.PURCHASE), "").orElseThrow();
    Label crawler = vote.decide(null, bits(LabelSource.DECLARED), "bingbot").orElseThrow();
    Label liar = vote.decide(null, bits(LabelSource.FALSE_CLAIM), "bingbot").orElseThrow();

    assertThat(buyer.bot()).isFalse();
    assertThat(buyer.weight()).isEqualTo(LabelSource.PURCHASE.weight());
    assertThat(crawler.bot()).isTrue();
    assertThat(crawler.family()).isEqualTo("bingbot");
    assertThat(crawler.weight()).isEqualTo(LabelSource.DECLARED.weight());
    assertThat(liar.family()).isEqualTo("false-claim");
  }

  @Test
  void aPersonsWordDecidesAndTheContradictionIsCounted() {
    int seen = bits(LabelSource.TRAP, LabelSource.DECLARED);

    assertThat(vote.decide(HUMAN, seen, "bingbot")).contains(HUMAN);
    assertThat(vote.disagreements())
        .containsEntry("file against trap", 1L)
        .containsEntry("file against declared-crawler", 1L);
    assertThat(vote.bySource()).containsEntry("file human", 1L).containsEntry("trap bot", 1L);
  }

  @Test
  void whereSourcesDisagreeTheLabelWeighsLessOrIsNone() {
    Label doubted =
        vote.decide(null, bits(LabelSource.PURCHASE, LabelSource.DECLARED), "x").orElseThrow();

    assertThat(doubted.bot()).isFalse();
    assertThat(doubted.weight()).isBetween(0.1, 0.3);
    assertThat(vote.decide(null, bits(LabelSource.PURCHASE, LabelSource.TRAP), "")).isEmpty();
    assertThat(vote.ties()).isEqualTo(1);
  }

  @Test
  void aClientLiesInOneSplitAndSixInTenTrain() {
    Map<String, Integer> counts = new HashMap<>();
    for (int i = 0; i < 10_000; i++) {
      assertThat(Splits.of("client" + i)).isEqualTo(Splits.of("client" + i));
      counts.merge(Splits.of("client" + i), 1, Integer::sum);
    }
    assertThat(counts.get(Splits.TRAIN)).isBetween(5_700, 6_300);
    assertThat(counts.get(Splits.CALIBRATE)).isBetween(1_800, 2_200);
    assertThat(counts.get(Splits.TEST)).isBetween(1_800, 2_200);
  }
}
