package io.mastiff.standalone.release;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mastiff.event.FrozenPeriod;
import io.mastiff.event.ModelPointer;
import io.mastiff.event.ShadowCounts;
import io.mastiff.event.ShadowSlice;
import io.mastiff.feature.FeatureSchema;
import io.mastiff.standalone.UserError;
import io.mastiff.stream.ShadowSlices;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Each gate, shut by one figure; files that no trainer wrote. */
class GatesTest {
  private static final GateBounds BOUNDS = new GateBounds(50, Duration.ofHours(24), 1_000);
  private static final String MODEL = "00000000000000aa";
  private static final String CHAMPION = "00000000000000bb";
  private static final long NOW = 1_800_000_000_000L;
  @TempDir private Path folder;

  private static String evaluation() {
    return """
        {"data":"mine","kind":"real log","schema":"%s","dataHash":"d1","model":"%s",
         "split":"test","humans":4000,"bots":900,
         "pooled":{"hitPer100k":25.0,"hitPer100kHigh":141.5},
         "baselines":[{"name":"single feature","what":"the one: gap","auc":0.91}]}
        """
        .formatted(FeatureSchema.hash(), MODEL);
  }

  private static String comparison() {
    return """
        {"dataHash":"d1","split":"test","champion":"%s","challenger":"%s","verdict":"no worse",
         "figures":{"auc":{"champion":0.98,"challenger":0.91,"verdict":"no worse"}}}
        """
        .formatted(CHAMPION, MODEL);
  }

  private List<String> shut(String evaluation, String comparison) throws Exception {
    Files.writeString(folder.resolve("evaluation.json"), evaluation);
    Files.writeString(folder.resolve("comparison.json"), comparison);
    return shut();
  }

  private List<String> shut() {
    return new EvidenceGates(Evidence.beside(folder), MODEL, CHAMPION, folder, BOUNDS)
        .all().stream()
            .filter(gate -> !gate.holds())
            .map(gate -> gate.name() + ": " + gate.figure() + " -> " + gate.todo())
            .toList();
  }

  @Test
  void goodFiguresOpenEveryGate() throws Exception {
    assertThat(shut(evaluation(), comparison())).isEmpty();
    assertThat(Evidence.beside(folder).words())
        .isEqualTo("no worse on mine (real log): 25 of 100,000 people's sessions hit, up to 142");
  }

  @Test
  void withoutFilesTheCommandsAreNamed() {
    assertThat(shut())
        .hasSize(2)
        .anySatisfy(gate -> assertThat(gate).contains("model evaluate DATASET", "evaluation.json"))
        .anySatisfy(gate -> assertThat(gate).contains("model compare", "comparison.json"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "\"model\":\"00000000000000aa\"|\"model\":\"00000000000000cc\"|evaluated: that of model",
        "\"schema\":\"|\"schema\":\"x|evaluated: on features x",
        "\"hitPer100k\":25.0|\"hitPer100k\":50.5|harm: 50.5 of 100,000",
        "\"auc\":0.91|\"auc\":0.97|leak: gap alone: AUC 0.970",
        "\"auc\":0.91|\"auc\":0.02|leak: gap alone: AUC 0.980",
        "single feature|others|leak: no single feature",
        "\"d1\"|\"d2\"|no worse: compared on other data",
        "\"humans\":4000|\"humans\":999|harm: 999 people judged, at least 1,000"
      })
  void oneFigureOfTheEvaluationShutsItsGate(String from, String to, String gate) throws Exception {
    assertThat(shut(evaluation().replace(from, to), comparison()))
        .singleElement()
        .asString()
        .startsWith(gate);
  }

  @Test
  void figuresOnRowsThatItLearnedFromOpenNothing() throws Exception {
    assertThat(shut(evaluation().replace("test", "train"), comparison().replace("test", "train")))
        .hasSize(2)
        .anySatisfy(gate -> assertThat(gate).startsWith("evaluated: on split train, not on test"))
        .anySatisfy(gate -> assertThat(gate).startsWith("no worse: on split train, not on test"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "\"challenger\":\"00000000000000aa\"|\"challenger\":\"00000000000000cc\"|no worse: that of model",
        "\"champion\":\"00000000000000bb\"|\"champion\":\"00000000000000cc\"|no worse: beside model",
        "test|train|no worse: on split train, not on test",
        "no worse\"|worse\"|no worse: worse: auc 0.9100, was 0.9800",
        "\"no worse\"|\"excellent\"|no worse: excellent"
      })
  void oneFigureOfTheComparisonShutsItsGate(String from, String to, String gate) throws Exception {
    assertThat(shut(evaluation(), comparison().replace(from, to)))
        .singleElement()
        .asString()
        .startsWith(gate);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "garbage", "[]", "null", "{\"model\":7}", "{\"model\":\"a\"}", "\u0000\u0001"})
  void whatNoTrainerWroteIsOneLine(String text) throws Exception {
    Files.writeString(folder.resolve("evaluation.json"), text);

    assertThatThrownBy(() -> Evidence.beside(folder))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("evaluation.json")
        .hasMessageContaining("mastiff model evaluate --json")
        .message()
        .hasLineCount(1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"-1", "1e999", "\"25\"", "null"})
  void aNumberThatIsNoneIsOneLine(String number) throws Exception {
    Files.writeString(
        folder.resolve("evaluation.json"),
        evaluation().replace("\"hitPer100k\":25.0", "\"hitPer100k\":" + number));

    assertThatThrownBy(() -> Evidence.beside(folder)).hasMessageContaining("pooled.hitPer100k");
  }

  @Test
  void aFileOfHostileSizeIsNotRead() throws Exception {
    Files.write(folder.resolve("comparison.json"), new byte[16 * 1024 * 1024 + 1]);

    assertThatThrownBy(() -> Evidence.beside(folder)).hasMessageContaining("over 16 MB");
  }

  private static ModelPointer.Builder pointer(Duration inShadow) {
    return ModelPointer.newBuilder()
        .setChampion(CHAMPION)
        .setChallenger(MODEL)
        .setChallengerSinceMs(NOW - inShadow.toMillis());
  }

  private static ShadowCounts counts(ModelPointer pointer, ShadowSlice.Builder... slices) {
    ShadowCounts.Builder counts =
        ShadowCounts.newBuilder()
            .setChampion(pointer.getChampion())
            .setChallenger(pointer.getChallenger())
            .setSinceMs(pointer.getChallengerSinceMs());
    for (int i = 0; i < slices.length; i++) {
      counts.addSlices(slices[i].setName(ShadowSlices.NAMES.get(i % 3)));
    }
    return counts.build();
  }

  private static List<Boolean> open(ModelPointer pointer, ShadowCounts... counts) {
    return new ShadowGates(pointer, InShadow.of(List.of(counts), pointer), MODEL, NOW, BOUNDS)
        .all().stream().map(Gate::holds).toList();
  }

  @Test
  void shadowAsksForTimeSessionsAndSparedBuyers() {
    ModelPointer day = pointer(Duration.ofHours(24)).build();
    ShadowSlice.Builder many = ShadowSlice.newBuilder().setNeither(600).setOnlyChampion(100);
    ShadowSlice.Builder rest = ShadowSlice.newBuilder().setBoth(300);
    ShadowSlice.Builder spared = ShadowSlice.newBuilder().setNeither(1_999);
    assertThat(open(day, counts(day, many, rest, spared))).containsExactly(true, true, true);

    ModelPointer young = pointer(Duration.ofHours(23)).build();
    assertThat(open(young, counts(young, many, rest, spared))).containsExactly(true, false, true);
    ShadowSlice.Builder few = ShadowSlice.newBuilder().setNeither(699);
    assertThat(open(day, counts(day, few, rest, spared))).containsExactly(true, false, true);
    ShadowSlice.Builder hit = ShadowSlice.newBuilder().setNeither(1_998).setOnlyChallenger(1);
    assertThat(open(day, counts(day, many, rest, hit)))
        .as("one of 1,999 is over 50 of 100,000")
        .containsExactly(true, true, false);
    ModelPointer forced = day.toBuilder().setForced("I like it").build();
    assertThat(open(forced, counts(day, many, rest, spared))).containsExactly(false, true, true);
    assertThat(open(day, counts(day, many, rest, ShadowSlice.newBuilder())))
        .as("no orders seen")
        .containsExactly(true, true, false);
    assertThat(open(day.toBuilder().clearChallenger().build())).containsExactly(false);
  }

  @Test
  void countsOfOthersAndThoseThatNoStreamWritesAreLeftOut() {
    ModelPointer day = pointer(Duration.ofHours(24)).build();
    ShadowSlice.Builder sound = ShadowSlice.newBuilder().setNeither(5);
    ShadowSlice.Builder negative = ShadowSlice.newBuilder().setNeither(-5);
    ShadowSlice.Builder huge = ShadowSlice.newBuilder().setBoth(Long.MAX_VALUE);
    ModelPointer other = day.toBuilder().setChallengerSinceMs(1).build();

    InShadow sum =
        InShadow.of(
            List.of(
                counts(day, sound, negative, huge),
                counts(other, sound, sound, sound),
                counts(day),
                counts(day, sound, sound, sound, sound)),
            day);
    assertThat(sum.sessions()).isEqualTo(5);
    assertThat(sum.slice(ShadowSlices.BUYERS)).isEqualTo(InShadow.Slice.NONE);
  }

  @ParameterizedTest
  @CsvSource({"50.5,24,1000", "50,23,1000", "50,24,999"})
  void aLooserBoundIsAShutGateAndIsKept(double budget, long hours, long sessions) {
    GateBounds loose = new GateBounds(budget, Duration.ofHours(hours), sessions);
    assertThat(loose.loosened()).hasValueSatisfying(gate -> assertThat(gate.holds()).isFalse());
    assertThat(loose.kept()).startsWith("; looser bounds: budget");
    assertThat(BOUNDS.loosened()).isEmpty();
    assertThat(BOUNDS.kept()).isEmpty();
    assertThat(new GateBounds(10, Duration.ofHours(48), 5_000).loosened()).isEmpty();
  }

  @Test
  void aFrozenPeriodShutsItsGateWhileItHolds() {
    FrozenPeriod sale =
        FrozenPeriod.newBuilder()
            .setFromMs(NOW)
            .setUntilMs(NOW + 1)
            .setWhy("\u001b[31msale")
            .build();
    ModelPointer pointer = ModelPointer.newBuilder().addFrozen(sale).build();

    assertThat(FreezeGate.of(pointer, NOW - 1).holds()).isTrue();
    assertThat(FreezeGate.of(pointer, NOW).holds()).isFalse();
    assertThat(FreezeGate.of(pointer, NOW).figure()).contains("?[31msale");
    assertThat(FreezeGate.of(pointer, NOW + 1).holds()).isTrue();
  }
}
