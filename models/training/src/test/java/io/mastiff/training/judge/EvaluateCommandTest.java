package io.mastiff.training.judge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.mastiff.feature.DatasetFormat;
import io.mastiff.feature.FeatureSchema;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EvaluateCommandTest {
  @TempDir static Path folder;
  private static Path data;
  private static Path few;
  private static Path model;

  @BeforeAll
  static void writesADatasetAndAModel() throws Exception {
    data = DatasetFixture.write(folder.resolve("data"), 1_440, 1);
    few = DatasetFixture.write(folder.resolve("few"), 130, 4);
    model = ModelFixture.write(folder.resolve("models"), 30, 0.99);
  }

  @Test
  void figuresOfEveryFamilyInTheStableForm() throws Exception {
    Path json = folder.resolve("figures.json");
    Path report = folder.resolve("report.html");
    Console run =
        Console.of(
            () ->
                EvaluateCommand.run(
                    data.toString(),
                    "--model",
                    model.toString(),
                    "--full",
                    "--json",
                    json.toString(),
                    "--report",
                    report.toString()));

    assertThat(run.exitCode()).as(run.err()).isZero();
    assertThat(run.out().lines()).allMatch(line -> line.length() <= 80);
    assertThat(run.out()).contains("simulated", "odd", "far", "mobile");
    JsonNode figures = new ObjectMapper().readTree(json.toFile());
    assertThat(figures.path("humans").asInt()).isEqualTo(320);
    assertThat(figures.path("bots").asInt()).isEqualTo(160);
    assertThat(figures.path("accuracy").asDouble()).isGreaterThan(0.6);
    assertThat(figures.at("/intervals/f1/low").asDouble())
        .isLessThan(figures.path("f1").asDouble());
    holdsFigures(figures.path("pooled"));
    holdsFigures(figures.at("/families/odd"));
    holdsFigures(figures.at("/families/far"));
    assertThat(figures.at("/families/far/pagesToDecision/p50").asInt()).isBetween(1, 2);
    assertThat(figures.at("/families/far/auc").asDouble())
        .isGreaterThan(figures.at("/families/odd/auc").asDouble());
    neverSeen(figures.path("full"));
    assertThat(figures.at("/full/leftOut/pooled/recallAtFpr/0.01/low").isNumber()).isTrue();
    assertThat(figures.at("/full/ablations")).isNotEmpty();
    assertThat(figures.at("/full/singleFeature/far/auc").asDouble()).isBetween(0.6, 0.9);
    assertThat(figures.at("/baselines").findValuesAsText("name"))
        .contains("single feature", "classic forest", "static rules");
    offline(Files.readString(report));
  }

  /** Bots on one side of people alone do not teach what those on the other side are. */
  private static void neverSeen(JsonNode full) {
    double odd = full.at("/leftOut/families/odd/auc").asDouble();
    double far = full.at("/leftOut/families/far/auc").asDouble();
    assertThat(full.at("/sample/0/auc").asDouble()).isGreaterThan(0.9);
    assertThat(odd).isLessThan(0.5);
    assertThat(far).isLessThan(0.5);
    assertThat(full.at("/leftOut/pooled/auc").asDouble())
        .isCloseTo((40 * odd + 120 * far) / 160, within(1e-9));
  }

  private static void holdsFigures(JsonNode figures) {
    assertThat(figures.path("auc").asDouble()).isBetween(0.0, 1.0);
    assertThat(figures.path("prAuc").asDouble()).isBetween(0.0, 1.0);
    assertThat(figures.at("/recallAtFpr/0.01/value").isNumber()).isTrue();
    assertThat(figures.at("/recallAtFpr/0.01/high").isNumber()).isTrue();
    assertThat(figures.at("/recallAtFpr/0.001/value").isNull()).isTrue();
    assertThat(figures.at("/recallAtFpr/0.0001/note").asText()).contains("30,000");
    assertThat(figures.at("/realisedFpr/0.01/value").asDouble()).isLessThan(0.05);
    assertThat(figures.at("/pagesToDecision/p50").isMissingNode()).isFalse();
    assertThat(figures.path("servedShare").asDouble()).isBetween(0.5, 1.0);
    assertThat(figures.path("productsObtainedShare").asDouble()).isBetween(0.01, 1.0);
    assertThat(figures.path("hitPer100k").isNumber()).isTrue();
  }

  private static void offline(String page) {
    assertThat(page).doesNotContain("<script", "http://", "https://", "@import", "NaN");
    assertThat(page.split("<svg", -1)).hasSize(6);
    assertThat(page.split("<figcaption>[A-Z]", -1)).hasSize(6);
    assertThat(page).contains("prefers-color-scheme: dark", "@media print");
  }

  @Test
  void jsonOnStandardOutputIsAloneAndTheSameOnEachRun() {
    String[] args = {few.toString(), "--model", model.toString(), "--json", "-"};
    Console first = Console.of(() -> EvaluateCommand.run(args));

    assertThat(first.out()).startsWith("{").endsWith("}\n");
    assertThat(Console.of(() -> EvaluateCommand.run(args)).out()).isEqualTo(first.out());
  }

  @Test
  void fewSessionsHaveWideIntervalsAndNotesInsteadOfTinyRates() throws Exception {
    Console run =
        Console.of(
            () -> EvaluateCommand.run(few.toString(), "--model", model.toString(), "--json", "-"));

    assertThat(run.exitCode()).as(run.err()).isZero();
    JsonNode figures = new ObjectMapper().readTree(run.out());
    assertThat(figures.path("humans").asInt() + figures.path("bots").asInt()).isEqualTo(42);
    JsonNode accuracy = figures.at("/intervals/accuracy");
    assertThat(accuracy.path("high").asDouble() - accuracy.path("low").asDouble())
        .isGreaterThan(0.1);
    assertThat(figures.at("/pooled/recallAtFpr/0.01/note").asText()).contains("needs 300 people");
    assertThat(figures.at("/pooled/realisedFpr/0.01/note").asText()).contains("to calibrate on");
    assertThat(figures.at("/wholeSession/f1").isNumber()).isTrue();
  }

  /** Each session ends with what tells; before, it is missing for everybody. */
  @Test
  void aFeatureThatTellsWholeSessionsAloneIsSeenThoughItIsMissingBefore() throws Exception {
    Path target = folder.resolve("leak");
    int column = FeatureSchema.columns().indexOf("asset_kinds");
    try (DatasetFixture dataset = new DatasetFixture(target)) {
      SplittableRandom random = new SplittableRandom(1);
      List<String> splits = List.of("train", "calibrate", "test");
      for (int s = 0; s < 600; s++) {
        boolean bot = s % 2 == 0;
        for (int pages = 1; pages <= 2; pages++) {
          double[] x = DatasetFixture.vector(random, bot ? 0.55 : 0.45);
          x[column] = pages == 1 ? 0 : bot ? 0 : 1 + random.nextInt(4);
          String session = "s" + s;
          dataset.add(
              splits.get(s / 2 % 3),
              new EvaluationRow(bot, "f", session, "c" + s, pages, pages == 2, 1, x));
        }
      }
      dataset.part();
    }
    Console run =
        Console.of(
            () ->
                EvaluateCommand.run(target.toString(), "--model", model.toString(), "--json", "-"));

    assertThat(run.exitCode()).as(run.err()).isZero();
    JsonNode figures = new ObjectMapper().readTree(run.out());
    for (JsonNode baseline : figures.path("baselines")) {
      if (baseline.path("name").asText().equals("single feature")) {
        assertThat(baseline.path("what").asText()).endsWith(" asset_kinds");
        assertThat(baseline.path("auc").asDouble()).isEqualTo(1);
      }
    }
    assertThat(figures.at("/baselines").findValuesAsText("name")).contains("single feature");
    assertThat(figures.at("/notes/0").asText()).endsWith("as far as the split has them");
  }

  @Test
  void badInputIsOneLine() throws Exception {
    Path other = DatasetFixture.write(folder.resolve("other"), 36, 2);
    Files.writeString(
        other.resolve(DatasetFormat.DESCRIPTION),
        "{\"format\":" + DatasetFormat.FORMAT + ",\"schema\":\"ffff\"}");
    Path people = oneClass(folder.resolve("people"));
    Path broken = DatasetFixture.write(folder.resolve("broken"), 36, 2);
    Files.writeString(broken.resolve(DatasetFormat.part(1)), "PAR1 no more");
    Path lie = Files.write(folder.resolve("lie.mastiff"), new byte[] {8, 1, 50, 127, 10});
    String report = folder.resolve("never.html").toString();

    fails("no such folder", "no-such", "--model", model.toString());
    fails("made for features ffff", other.toString(), "--model", model.toString());
    fails("holds only people", people.toString(), "--model", model.toString());
    fails("not a dataset", broken.toString(), "--model", model.toString());
    fails(
        "no rows in the split 'later'",
        data.toString(),
        "--model",
        model.toString(),
        "--split",
        "later",
        "--report",
        report);
    fails("lie.mastiff", data.toString(), "--model", lie.toString());
    fails("no model files", data.toString(), "--model", data.toString());
    fails("no such file", data.toString(), "--model", "none.mastiff");
    fails("cannot write", data.toString(), "--model", model.toString(), "--json", "/no/such/f");
    fails("--model", data.toString());
    assertThat(folder.resolve("never.html")).doesNotExist();
  }

  private static Path oneClass(Path target) throws Exception {
    try (DatasetFixture dataset = new DatasetFixture(target)) {
      double[] x = DatasetFixture.vector(new SplittableRandom(1), 0.5);
      dataset.add("test", new EvaluationRow(false, "shopper", "s", "c", 1, true, 1, x));
      dataset.part();
    }
    return target;
  }

  private static void fails(String said, String... args) {
    Console run = Console.of(() -> EvaluateCommand.run(args));
    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.err().lines()).hasSize(1);
    assertThat(run.err()).startsWith("mastiff model evaluate: ").contains(said);
    assertThat(run.out()).isEmpty();
  }

  @Test
  void aValueThatIsNoNumberIsNamed() throws Exception {
    Path target = folder.resolve("hole");
    try (DatasetFixture dataset = new DatasetFixture(target)) {
      SplittableRandom random = new SplittableRandom(1);
      for (int i = 0; i < 10; i++) {
        double[] x = DatasetFixture.vector(random, 0.5);
        x[1] = i == 7 ? Double.NaN : x[1];
        dataset.add("test", new EvaluationRow(i % 2 == 0, "f", "s" + i, "c", 1, true, 1, x));
      }
      dataset.part();
    }
    Console run =
        Console.of(() -> EvaluateCommand.run(target.toString(), "--model", model.toString()));

    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.err()).contains("session s7, column " + FeatureSchema.columns().get(1));
  }
}
