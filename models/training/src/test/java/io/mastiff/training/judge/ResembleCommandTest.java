package io.mastiff.training.judge;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.mastiff.feature.FeatureSchema;
import io.mastiff.feature.SessionFeature;
import java.nio.file.Path;
import java.util.SplittableRandom;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ResembleCommandTest {
  @TempDir static Path folder;
  private static String made;
  private static String alike;
  private static String other;
  private static String few;

  @BeforeAll
  static void writesLogsAndSimulations() throws Exception {
    made = people("made", "simulated", 400, 0.5, 1);
    alike = people("alike", "real log", 200, 0.5, 2);
    other = people("other", "real log", 200, 0.8, 3);
    few = people("few", "real log", 19, 0.5, 4);
  }

  private static String people(String name, String kind, int sessions, double level, long seed)
      throws Exception {
    SplittableRandom random = new SplittableRandom(seed);
    Path data = folder.resolve(name);
    try (DatasetFixture dataset = new DatasetFixture(data)) {
      for (int s = 0; s < sessions; s++) {
        double[] x = DatasetFixture.vector(random, level);
        x[SessionFeature.BARE_HEADERS.ordinal()] = SessionFeature.BARE_HEADERS.missing();
        dataset.add("train", new EvaluationRow(false, "shopper", "s" + s, "c" + s, 2, true, 1, x));
      }
      dataset.part();
      dataset.description(kind, FeatureSchema.hash());
    }
    return data.toString();
  }

  private static double auc(String... args) throws Exception {
    Console run = Console.of(() -> ResembleCommand.run(args));
    assertThat(run.exitCode()).as(run.err()).isZero();
    return new ObjectMapper().readTree(run.out()).at("/auc/value").asDouble();
  }

  @Test
  void peopleOfTheSameKindCannotBeToldApart() throws Exception {
    assertThat(auc(made, alike, "--json")).isBetween(0.4, 0.6);
  }

  @Test
  void peopleOfAnotherKindCan() throws Exception {
    assertThat(auc(made, other, "--json")).isGreaterThan(0.99);
  }

  @Test
  void whatIsIgnoredTellsNothing() throws Exception {
    assertThat(auc(made, other, "--json", "--ignore", "1-48")).isBetween(0.4, 0.6);
  }

  @Test
  void theTextFitsATerminal() {
    Console run = Console.of(() -> ResembleCommand.run(made, other));

    assertThat(run.out()).contains("AUC of telling them apart").contains("alone by");
    assertThat(run.out().lines()).allMatch(line -> line.length() <= 80);
  }

  @Test
  void mistakesAreOneLine() {
    assertRefused("at least 20 are needed", made, few);
    assertRefused("give a dataset of kind \"real log\" here", made, made);
    assertRefused("give a dataset of kind \"simulated\" here", alike, alike);
    assertRefused("give numbers, as 33,35-43", made, alike, "--ignore", "pace");
    assertRefused("no such folder", made, folder.resolve("none").toString());
  }

  private static void assertRefused(String why, String... args) {
    Console run = Console.of(() -> ResembleCommand.run(args));

    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.err().lines()).hasSize(1);
    assertThat(run.err()).startsWith("mastiff model resemble: ").contains(why);
  }
}
