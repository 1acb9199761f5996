package io.mastiff.classifier;

import io.mastiff.classifier.file.ModelFile;
import io.mastiff.classifier.file.Tree;
import io.mastiff.feature.FeatureSchema;
import java.util.SplittableRandom;

/** Made-up ensembles of any shape over a few features, so that paths meet features twice. */
final class RandomModel {
  private final SplittableRandom random;
  private final int features;

  RandomModel(long seed, int features) {
    random = new SplittableRandom(seed);
    this.features = features;
  }

  ModelFile file(int trees, int depth) {
    ModelFile.Builder file =
        ModelFile.newBuilder()
            .setFormat(1)
            .setSchema(FeatureSchema.hash())
            .addAllFeatures(FeatureSchema.columns())
            .setIntercept(-0.3)
            .setShrinkage(0.1)
            .setScale(2)
            .setSlope(1)
            .setBlockThreshold(0.9)
            .setThrottleThreshold(0.8);
    for (int t = 0; t < trees; t++) {
      Tree.Builder tree = Tree.newBuilder();
      grow(tree, depth, 1 + random.nextInt(5_000));
      file.addTrees(tree);
    }
    return file.build();
  }

  private int grow(Tree.Builder tree, int depth, int cover) {
    int at = tree.getFeatureCount();
    boolean leaf = depth == 0 || cover < 2 || random.nextInt(5) == 0;
    tree.addFeature(leaf ? -1 : random.nextInt(features));
    tree.addValue(leaf ? random.nextDouble(-2, 2) : threshold());
    tree.addLeft(0).addRight(0).addCover(cover);
    if (!leaf) {
      int leftCover = 1 + random.nextInt(cover - 1);
      tree.setLeft(at, grow(tree, depth - 1, leftCover));
      tree.setRight(at, grow(tree, depth - 1, cover - leftCover));
    }
    return at;
  }

  /** Few values, so that vectors hit thresholds exactly; both zeros are among them. */
  private double threshold() {
    return switch (random.nextInt(6)) {
      case 0 -> -0.0;
      case 1 -> 0.0;
      default -> random.nextInt(-3, 4) / 4.0;
    };
  }

  double[] vector() {
    double[] x = new double[FeatureSchema.size()];
    for (int i = 0; i < x.length; i++) {
      x[i] = random.nextInt(3) == 0 ? threshold() : random.nextDouble(-1, 1);
    }
    return x;
  }
}
