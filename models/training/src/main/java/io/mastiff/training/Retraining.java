package io.mastiff.training;

import io.mastiff.classifier.Classifier;
import io.mastiff.classifier.ModelException;
import io.mastiff.classifier.ModelReader;
import io.mastiff.classifier.file.ModelFile;
import io.mastiff.feature.DatasetFormat;
import io.mastiff.feature.DatasetRow;
import io.mastiff.feature.FeatureSchema;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;

/** Trains once more for judging: the same trees as a model's, without calibration or thresholds. */
public final class Retraining {
  private Retraining() {}

  /**
   * Learns from these rows; the same rows and seed give the same scores.
   *
   * @param x vectors of the feature schema
   * @param bot the label of each
   * @return the ensemble's margin, which ranks and is not a probability
   */
  public static ToDoubleFunction<double[]> fit(List<double[]> x, boolean[] bot, long seed)
      throws TrainingException {
    List<DatasetRow> rows = new ArrayList<>(x.size());
    for (int i = 0; i < bot.length; i++) {
      String family = bot[i] ? DatasetFormat.BOT : DatasetRow.SHOPPER;
      String key = Integer.toString(i);
      rows.add(new DatasetRow("train", bot[i], family, key, key, 1, true, 1, "", 0, x.get(i)));
    }
    GrownTrees trees = BoostedTrees.Options.DEFAULT.fit(rows, seed);
    ModelFile.Builder file =
        ModelFile.newBuilder()
            .setFormat(ModelReader.FORMAT)
            .setSchema(FeatureSchema.hash())
            .addAllFeatures(FeatureSchema.columns())
            .setSlope(1)
            .setBlockThreshold(1)
            .setThrottleThreshold(1);
    trees.export(file);
    try {
      Classifier model = ModelReader.read(file.build().toByteArray());
      return model.ensemble()::margin;
    } catch (ModelException e) {
      throw new TrainingException("the retrained model is unsound: " + e.getMessage());
    }
  }
}
