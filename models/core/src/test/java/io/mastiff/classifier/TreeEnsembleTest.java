package io.mastiff.classifier;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import io.mastiff.classifier.file.ModelFile;
import io.mastiff.classifier.file.Tree;
import java.lang.management.ManagementFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The laid-out trees give the bits that the file's definition gives. */
class TreeEnsembleTest {
  private static final double[] ODD = {
    Double.NaN,
    Double.POSITIVE_INFINITY,
    Double.NEGATIVE_INFINITY,
    Double.MAX_VALUE,
    -Double.MAX_VALUE,
    Double.MIN_VALUE,
    -Double.MIN_VALUE,
    -0.0
  };

  /** As the file's format says it, node by node. */
  private static double margin(ModelFile file, double[] x) {
    double sum = file.getIntercept();
    for (Tree tree : file.getTreesList()) {
      int node = 0;
      while (tree.getFeature(node) >= 0) {
        boolean left = x[tree.getFeature(node)] <= tree.getValue(node);
        node = left ? tree.getLeft(node) : tree.getRight(node);
      }
      sum += file.getShrinkage() * tree.getValue(node);
    }
    return sum;
  }

  private static void sameBits(ModelFile file, Classifier model, double[] x) {
    assertThat(Double.doubleToRawLongBits(model.ensemble().margin(x)))
        .isEqualTo(Double.doubleToRawLongBits(margin(file, x)));
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4, 5, 7, 8, 30})
  void everyMarginHasTheBitsOfTheDefinition(int trees) throws ModelException {
    RandomModel random = new RandomModel(trees, 6);
    for (int depth = 0; depth < 10; depth++) {
      ModelFile file = random.file(trees, depth);
      Classifier model = ModelReader.read(file.toByteArray());
      for (int i = 0; i < 200; i++) {
        sameBits(file, model, random.vector());
      }
    }
  }

  @Test
  void oddValuesGoWhereTheDefinitionSendsThem() throws ModelException {
    RandomModel random = new RandomModel(1, 6);
    ModelFile file = random.file(9, 6);
    Classifier model = ModelReader.read(file.toByteArray());
    for (int i = 0; i < 400; i++) {
      double[] x = random.vector();
      x[i % 6] = ODD[i % ODD.length];
      sameBits(file, model, x);
    }
  }

  @Test
  void theDefaultModelHasTheBitsOfTheDefinition() throws Exception {
    ModelFile file = ModelFile.parseFrom(ModelReader.defaultFile());
    Classifier model = ModelReader.defaultModel();
    java.util.SplittableRandom random = new java.util.SplittableRandom(5);
    for (int i = 0; i < 500; i++) {
      sameBits(file, model, random.doubles(file.getFeaturesCount(), -1, 20).toArray());
    }
  }

  @Test
  void aMarginLeavesNoGarbage() {
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    TreeEnsemble trees = ModelReader.defaultModel().ensemble();
    double[] x = new RandomModel(3, 1).vector();
    double sum = trees.margin(x);
    long before = threads.getCurrentThreadAllocatedBytes();
    for (int i = 0; i < 10_000; i++) {
      sum += trees.margin(x);
    }
    long garbage = threads.getCurrentThreadAllocatedBytes() - before;

    assertThat(sum).isFinite();
    assertThat(garbage).isLessThan(10_000);
  }
}
