package io.mastiff.classifier;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.sun.management.ThreadMXBean;
import io.mastiff.classifier.file.ModelFile;
import io.mastiff.classifier.file.Tree;
import io.mastiff.event.Reason;
import io.mastiff.feature.FeatureSchema;
import io.mastiff.feature.SessionFeature;
import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TreeShapTest {
  private static final int FEW = 6;

  /** Shapley's definition, by all subsets of the few features that the trees use. */
  private static double[] byDefinition(ModelFile file, double[] x) {
    double[] values = new double[FEW];
    double[] worth = new double[1 << FEW];
    for (int known = 0; known < worth.length; known++) {
      for (Tree tree : file.getTreesList()) {
        worth[known] += file.getShrinkage() * expected(tree, 0, x, known);
      }
    }
    for (int i = 0; i < FEW; i++) {
      for (int known = 0; known < worth.length; known++) {
        if ((known >> i & 1) == 0) {
          int size = Integer.bitCount(known);
          double weight = factorial(size) * factorial(FEW - 1 - size) / factorial(FEW);
          values[i] += weight * (worth[known | 1 << i] - worth[known]);
        }
      }
    }
    return values;
  }

  /** The leaf's value where features are known, the mean by cover where they are not. */
  private static double expected(Tree tree, int node, double[] x, int known) {
    int feature = tree.getFeature(node);
    if (feature < 0) {
      return tree.getValue(node);
    }
    int left = tree.getLeft(node);
    int right = tree.getRight(node);
    if ((known >> feature & 1) == 1) {
      return expected(tree, x[feature] <= tree.getValue(node) ? left : right, x, known);
    }
    double cover = tree.getCover(left) + tree.getCover(right);
    return expected(tree, left, x, known) * tree.getCover(left) / cover
        + expected(tree, right, x, known) * tree.getCover(right) / cover;
  }

  private static double factorial(int n) {
    return n < 2 ? 1 : n * factorial(n - 1);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2, 3, 5, 8, 12})
  void valuesAreShapleysForTreesOfAnyDepth(int depth) throws ModelException {
    RandomModel random = new RandomModel(depth, FEW);
    ModelFile file = random.file(5, depth);
    TreeShap shap = new TreeShap(ModelReader.read(file.toByteArray()).ensemble());
    double[] values = new double[FeatureSchema.size()];
    for (int i = 0; i < 30; i++) {
      double[] x = random.vector();
      shap.explain(x, values);

      assertThat(Arrays.copyOf(values, FEW)).containsExactly(byDefinition(file, x), within(1e-9));
      assertThat(shap.base() + Arrays.stream(values).sum())
          .isCloseTo(shap.ensemble().margin(x), within(1e-9));
    }
  }

  @Test
  void baseAndValuesAddUpToTheMarginOfTheDefaultModel() {
    TreeShap shap = new TreeShap(ModelReader.defaultModel().ensemble());
    double[] values = new double[FeatureSchema.size()];
    SplittableRandom random = new SplittableRandom(5);
    for (int i = 0; i < 1_000; i++) {
      double[] x = random.doubles(FeatureSchema.size(), -1, 20).toArray();
      shap.explain(x, values);
      assertThat(shap.base() + Arrays.stream(values).sum())
          .isCloseTo(shap.ensemble().margin(x), within(1e-9));
    }
  }

  @Test
  void theDeepestTreeThatIsAcceptedIsExplained() throws ModelException {
    RandomModel random = new RandomModel(9, FeatureSchema.size());
    ModelFile file = random.file(40, ModelReader.MOST_DEPTH);
    TreeShap shap = new TreeShap(ModelReader.read(file.toByteArray()).ensemble());
    double[] values = new double[FeatureSchema.size()];
    double[] x = random.vector();
    shap.explain(x, values);

    assertThat(shap.base() + Arrays.stream(values).sum())
        .isCloseTo(shap.ensemble().margin(x), within(1e-9));
  }

  @Test
  void anExplanationLeavesNoGarbage() {
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    TreeShap shap = new TreeShap(ModelReader.defaultModel().ensemble());
    double[] x = new RandomModel(3, 1).vector();
    double[] values = new double[x.length];
    shap.explain(x, values);
    long before = threads.getCurrentThreadAllocatedBytes();
    for (int i = 0; i < 200; i++) {
      shap.explain(x, values);
    }
    long garbage = threads.getCurrentThreadAllocatedBytes() - before;

    assertThat(garbage).isLessThan(2_000);
  }

  @Test
  void columnsOfOneNumberGiveOneReasonWithTheSumOfTheirWeights() {
    double[] x = new double[FeatureSchema.size()];
    double[] weights = new double[x.length];
    List<SessionFeature> together =
        FeatureSchema.features().stream()
            .collect(Collectors.groupingBy(SessionFeature::number))
            .values()
            .stream()
            .filter(group -> group.size() > 1)
            .findFirst()
            .orElseThrow();
    weights[together.get(0).ordinal()] = 0.5;
    weights[together.get(1).ordinal()] = 2;

    List<Reason> reasons = Reasons.of(x, weights);

    assertThat(reasons).hasSize(1);
    assertThat(reasons.get(0).getName()).isEqualTo(together.get(1).column());
    assertThat(reasons.get(0).getWeight()).isEqualTo(2.5);
    assertThat(reasons.get(0).getText()).startsWith(together.get(1).phrase());
  }

  @Test
  void reasonsAreTheWeightiestGroupsThatSpeakForAScraper() {
    Classifier model = ModelReader.defaultModel();
    SplittableRandom random = new SplittableRandom(8);
    for (int i = 0; i < 50; i++) {
      double[] x = random.doubles(FeatureSchema.size(), 0, 5).toArray();
      List<Reason> reasons = model.reasons(x);
      Set<String> numbers =
          reasons.stream()
              .map(reason -> number(reason.getName()))
              .collect(Collectors.toUnmodifiableSet());

      assertThat(reasons).hasSizeLessThanOrEqualTo(4);
      assertThat(numbers).hasSameSizeAs(reasons);
      assertThat(reasons).allMatch(reason -> reason.getWeight() > 0);
      assertThat(reasons)
          .isSortedAccordingTo((a, b) -> Double.compare(b.getWeight(), a.getWeight()));
    }
  }

  private static String number(String column) {
    return FeatureSchema.features().stream()
        .filter(feature -> feature.column().equals(column))
        .findFirst()
        .orElseThrow()
        .number();
  }

  @Test
  void valuesAreSaidAsPeopleWould() {
    for (SessionFeature feature : FeatureSchema.features()) {
      assertThat(ReadableValue.of(feature, feature.missing())).isEqualTo("not known");
      if (feature.formula().startsWith("ln(1 + ")) {
        assertThat(ReadableValue.of(feature, Math.log1p(22))).isEqualTo("22");
      }
      if (feature.phrase().startsWith("share") && feature.max() == 1) {
        assertThat(ReadableValue.of(feature, 0.25)).isEqualTo("25%");
      }
    }
  }
}
