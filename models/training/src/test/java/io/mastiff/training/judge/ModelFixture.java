package io.mastiff.training.judge;

import io.mastiff.classifier.ModelReader;
import io.mastiff.classifier.file.ModelFile;
import io.mastiff.classifier.file.Tree;
import io.mastiff.feature.FeatureSchema;
import io.mastiff.feature.SessionFeature;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.SplittableRandom;

/** Writes models of stumps that call high values a bot's. */
final class ModelFixture {
  private ModelFixture() {}

  /**
   * A folder with one model.
   *
   * @param stumps how many features it looks at; the more, the better it tells
   * @param throttle its threshold
   */
  static Path write(Path folder, int stumps, double throttle) throws Exception {
    SplittableRandom random = new SplittableRandom(1);
    ModelFile.Builder file =
        ModelFile.newBuilder()
            .setFormat(ModelReader.FORMAT)
            .setSchema(FeatureSchema.hash())
            .addAllFeatures(FeatureSchema.columns())
            .setShrinkage(1)
            .setScale(2)
            .setSlope(1)
            .setBlockThreshold(1)
            .setThrottleThreshold(throttle);
    for (int i = 0; i < stumps; i++) {
      SessionFeature feature = FeatureSchema.features().get(i % FeatureSchema.size());
      double at =
          feature.min() + (0.49 + 0.02 * random.nextDouble()) * (feature.max() - feature.min());
      file.addTrees(
          Tree.newBuilder()
              .addFeature(i % FeatureSchema.size())
              .addValue(at)
              .addLeft(1)
              .addRight(2)
              .addCover(2)
              .addFeature(-1)
              .addValue(-0.5)
              .addLeft(0)
              .addRight(0)
              .addCover(1)
              .addFeature(-1)
              .addValue(0.5)
              .addLeft(0)
              .addRight(0)
              .addCover(1));
    }
    Files.createDirectories(folder);
    Files.write(folder.resolve("model.mastiff"), file.build().toByteArray());
    return folder;
  }
}
