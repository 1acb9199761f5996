package io.mastiff.classifier;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.mastiff.classifier.file.ModelFile;
import io.mastiff.classifier.file.Tree;
import io.mastiff.feature.FeatureSchema;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ModelReaderTest {
  private static ModelFile.Builder sound() {
    return ModelFile.newBuilder()
        .setFormat(1)
        .setSchema(FeatureSchema.hash())
        .addAllFeatures(FeatureSchema.columns())
        .setIntercept(-1)
        .setShrinkage(0.1)
        .setScale(2)
        .setSlope(1)
        .setBlockThreshold(0.9)
        .setThrottleThreshold(0.8)
        .addTrees(stump(0, 1.5));
  }

  private static Tree.Builder stump(int feature, double threshold) {
    return Tree.newBuilder()
        .addFeature(feature)
        .addFeature(-1)
        .addFeature(-1)
        .addValue(threshold)
        .addValue(-2)
        .addValue(3)
        .addLeft(1)
        .addLeft(0)
        .addLeft(0)
        .addRight(2)
        .addRight(0)
        .addRight(0)
        .addCover(10)
        .addCover(6)
        .addCover(4);
  }

  /** A tree of which every left child is a leaf. */
  private static Tree.Builder chain(int depth) {
    Tree.Builder tree = Tree.newBuilder();
    for (int i = 0; i < depth; i++) {
      int at = tree.getFeatureCount();
      tree.addFeature(0).addValue(i).addLeft(at + 1).addRight(at + 2).addCover(2);
      tree.addFeature(-1).addValue(1).addLeft(0).addRight(0).addCover(1);
    }
    return tree.addFeature(-1).addValue(1).addLeft(0).addRight(0).addCover(1);
  }

  private static void refuses(Consumer<ModelFile.Builder> harm, String because) {
    ModelFile.Builder file = sound();
    harm.accept(file);
    assertThatThrownBy(() -> ModelReader.read(file.build().toByteArray()))
        .isInstanceOf(ModelException.class)
        .hasMessageContaining(because);
  }

  @Test
  void scoresAsTheTreesSay() throws ModelException {
    Classifier model = ModelReader.read(sound().build().toByteArray());
    double[] low = new double[FeatureSchema.size()];
    double[] high = low.clone();
    high[0] = 2;

    assertThat(model.ensemble().margin(low)).isCloseTo(-1 - 0.2, within(1e-12));
    assertThat(model.ensemble().margin(high)).isCloseTo(-1 + 0.3, within(1e-12));
    assertThat(model.score(high).probability()).isCloseTo(1 / (1 + Math.exp(1.4)), within(1e-12));
  }

  @Test
  void theDefaultModelFitsThisVersion() {
    Classifier model = ModelReader.defaultModel();

    assertThat(model.ensemble().trees()).isPositive();
    assertThat(model.blockThreshold()).isGreaterThanOrEqualTo(model.throttleThreshold());
    assertThat(model.cardJson()).contains("\"trainingRows\"");
  }

  @Test
  void hostileFilesAreRefusedWithTheReason() {
    refuses(f -> f.setFormat(2), "format");
    refuses(f -> f.setSchema("\u001b[31mevil"), "(unreadable)");
    refuses(f -> f.setFeatures(0, "other"), "columns");
    refuses(f -> f.clearTrees(), "trees");
    refuses(f -> f.setIntercept(Double.NaN), "not finite");
    refuses(f -> f.setBlockThreshold(7), "threshold");
    refuses(f -> f.setTrees(0, stump(99, 1)), "unknown feature");
    refuses(f -> f.setTrees(0, stump(-2, 1)), "unknown feature");
    refuses(f -> f.setTrees(0, stump(0, Double.POSITIVE_INFINITY)), "not finite");
    refuses(f -> f.setTrees(0, stump(0, 1).setLeft(0, 0)), "does not follow its parent");
    refuses(f -> f.setTrees(0, stump(0, 1).setRight(0, 400)), "does not follow its parent");
    refuses(f -> f.setTrees(0, stump(0, 1).addCover(4)), "different lengths");
    refuses(f -> f.setTrees(0, stump(0, 1).setRight(0, 1)), "two parents");
    refuses(f -> f.setTrees(0, stump(0, 1).setFeature(0, -1)), "without a parent");
    refuses(f -> f.setTrees(0, chain(ModelReader.MOST_DEPTH + 1)), "deeper than");
  }

  @Test
  void bytesThatAreNoModelAreRefused() {
    assertThatThrownBy(() -> ModelReader.read("#!/bin/sh".getBytes()))
        .isInstanceOf(ModelException.class);
    assertThatThrownBy(() -> ModelReader.read(new byte[ModelReader.LARGEST_FILE + 1]))
        .isInstanceOf(ModelException.class)
        .hasMessageContaining("at most");
  }

  @Test
  void everyTruncationIsRefusedOrSound(@TempDir Path folder) throws Exception {
    byte[] whole = sound().build().toByteArray();
    for (int length = 0; length < whole.length; length++) {
      Path file = folder.resolve("model");
      Files.write(file, Arrays.copyOf(whole, length));
      assertThatThrownBy(() -> ModelReader.read(file)).isInstanceOf(ModelException.class);
    }
  }

  @Test
  void aMissingFileIsNamed() {
    assertThatThrownBy(() -> ModelReader.read(Path.of("no-such-model")))
        .isInstanceOf(ModelException.class)
        .hasMessage("no-such-model: no such file");
  }
}
