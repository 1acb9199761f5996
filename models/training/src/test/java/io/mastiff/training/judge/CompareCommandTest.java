package io.mastiff.training.judge;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CompareCommandTest {
  @TempDir static Path folder;
  private static String data;
  private static String good;
  private static String poor;

  @BeforeAll
  static void writesADatasetAndTwoModels() throws Exception {
    data = DatasetFixture.write(folder.resolve("data"), 3_600, 1).toString();
    good = ModelFixture.write(folder.resolve("good"), 30, 1).toString();
    poor = ModelFixture.write(folder.resolve("poor"), 3, 1).toString();
  }

  @Test
  void aPoorerChallengerIsWorseWithExitCodeOne() {
    Console run = Console.of(() -> CompareCommand.run(good, poor, data));

    assertThat(run.exitCode()).as(run.err()).isEqualTo(1);
    assertThat(run.out()).contains("is worse than the champion");
    assertThat(run.out().lines()).allMatch(line -> line.length() <= 80);
  }

  @Test
  void aBetterChallengerIsBetterInItsWholeInterval() throws Exception {
    Console run = Console.of(() -> CompareCommand.run(poor, good, data, "--json", "-"));

    assertThat(run.exitCode()).isZero();
    JsonNode figures = new ObjectMapper().readTree(run.out());
    assertThat(figures.path("verdict").asText()).isEqualTo("better");
    JsonNode auc = figures.at("/figures/auc");
    double difference = auc.path("challenger").asDouble() - auc.path("champion").asDouble();
    assertThat(auc.at("/difference/value").asDouble()).isEqualTo(difference);
    assertThat(auc.at("/difference/low").asDouble()).isPositive();
    assertThat(auc.at("/difference/high").asDouble()).isGreaterThan(difference);
    assertThat(figures.at("/figures/recallAtFpr.0.0001/difference/value").isNull()).isTrue();
  }

  /** The resamples are shared: nothing is left of the spread between equal models. */
  @Test
  void aModelIsNoWorseThanItself() throws Exception {
    Console run = Console.of(() -> CompareCommand.run(good, good, data, "--json"));

    assertThat(run.exitCode()).isZero();
    JsonNode figures = new ObjectMapper().readTree(run.out());
    assertThat(figures.path("verdict").asText()).isEqualTo("no worse");
    assertThat(figures.at("/figures/auc/difference/low").asDouble()).isZero();
    assertThat(figures.at("/figures/auc/difference/high").asDouble()).isZero();
  }

  @Test
  void morePeopleHitIsWorse() {
    Comparison.Difference hits =
        new Comparison.Difference("hitPer100k", true, 1.0, 9.0, new Estimate(8.0, 2.0, 11.0, null));

    assertThat(hits.verdict()).isEqualTo(Comparison.Verdict.WORSE);
  }

  @Test
  void badInputIsOneLine() {
    Console run = Console.of(() -> CompareCommand.run(good, "none.mastiff", data));

    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.err().lines()).hasSize(1);
    assertThat(run.err()).startsWith("mastiff model compare: ").contains("no such file");
  }
}
