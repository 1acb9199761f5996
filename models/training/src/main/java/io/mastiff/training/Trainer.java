package io.mastiff.training;

import io.mastiff.classifier.Classifier;
import io.mastiff.classifier.ModelException;
import io.mastiff.classifier.ModelReader;
import io.mastiff.classifier.file.ModelFile;
import io.mastiff.feature.FeatureSchema;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Makes a model file from a dataset: trains on one split, calibrates and sets thresholds on the
 * second, states its figures on the third. The same dataset, options and seed give the same bytes.
 */
final class Trainer {
  /** Share of people's sessions that may exceed the blocking threshold while calibrating. */
  private static final double BLOCK_FPR = 0.00003;

  private static final double THROTTLE_FPR = 0.0001;
  private static final double LOWEST_BLOCK = 0.95;
  private static final double LOWEST_THROTTLE = 0.9;

  private final BoostedTrees.Options options;
  private final long seed;

  Trainer(BoostedTrees.Options options, long seed) {
    this.options = options;
    this.seed = seed;
  }

  /** The bytes of the model file. */
  byte[] train(Dataset data) throws TrainingException {
    List<Dataset.Row> training = data.split("train");
    List<Dataset.Row> calibration = data.split("calibrate");
    List<Dataset.Row> test = data.split("test");
    if (calibration.isEmpty() || test.isEmpty()) {
      throw new TrainingException("the dataset needs rows to train, calibrate and test");
    }
    String[] columns = FeatureSchema.columns().toArray(String[]::new);
    BoostedTrees trees = BoostedTrees.fit(training, columns, options, seed);
    ModelFile.Builder file =
        ModelFile.newBuilder()
            .setFormat(ModelReader.FORMAT)
            .setSchema(FeatureSchema.hash())
            .addAllFeatures(FeatureSchema.columns())
            .setSlope(1)
            .setBlockThreshold(1)
            .setThrottleThreshold(1);
    trees.export(file);
    calibrate(file, calibration);
    setThresholds(file, calibration);
    file.setCardJson(card(file, training, calibration, test));
    return file.build().toByteArray();
  }

  private static void calibrate(ModelFile.Builder file, List<Dataset.Row> rows)
      throws TrainingException {
    Classifier raw = classifier(file);
    double[] logOdds = new double[rows.size()];
    boolean[] positive = new boolean[rows.size()];
    for (int i = 0; i < logOdds.length; i++) {
      logOdds[i] = raw.scale() * raw.ensemble().margin(rows.get(i).x());
      positive[i] = rows.get(i).isBot();
    }
    PlattScaling platt = PlattScaling.fit(logOdds, positive);
    file.setSlope(platt.slope()).setOffset(platt.offset());
  }

  private static void setThresholds(ModelFile.Builder file, List<Dataset.Row> rows)
      throws TrainingException {
    double[] highest = highestByPerson(classifier(file), rows);
    file.setBlockThreshold(threshold(highest, BLOCK_FPR, LOWEST_BLOCK));
    file.setThrottleThreshold(
        Math.min(file.getBlockThreshold(), threshold(highest, THROTTLE_FPR, LOWEST_THROTTLE)));
  }

  /** The score just above what all but a share of people reach in their whole session. */
  private static double threshold(double[] sorted, double share, double lowest) {
    int index = Math.max(0, (int) Math.ceil(sorted.length * (1 - share)) - 1);
    double beyond = 1 - (1 - sorted[index]) * 0.5;
    return Math.max(lowest, beyond);
  }

  private static double[] highestByPerson(Classifier model, List<Dataset.Row> rows) {
    Map<Long, Double> highest = new HashMap<>();
    for (Dataset.Row row : rows) {
      if (!row.isBot()) {
        highest.merge(row.session(), model.score(row.x()).probability(), Math::max);
      }
    }
    return highest.values().stream().mapToDouble(Double::doubleValue).sorted().toArray();
  }

  private String card(
      ModelFile.Builder file,
      List<Dataset.Row> training,
      List<Dataset.Row> calibration,
      List<Dataset.Row> test)
      throws TrainingException {
    Classifier model = classifier(file);
    Map<String, boolean[]> caught = new TreeMap<>();
    for (Dataset.Row row : test) {
      boolean over = model.score(row.x()).probability() >= model.blockThreshold();
      caught.merge(row.family() + "/" + row.session(), new boolean[] {over}, Trainer::either);
    }
    Map<String, int[]> families = new TreeMap<>();
    caught.forEach(
        (key, over) -> {
          int[] counts =
              families.computeIfAbsent(key.substring(0, key.indexOf('/')), f -> new int[2]);
          counts[0]++;
          counts[1] += over[0] ? 1 : 0;
        });
    return new ModelCard(options, seed, model, training.size(), calibration.size(), families)
        .json();
  }

  private static boolean[] either(boolean[] a, boolean[] b) {
    return new boolean[] {a[0] || b[0]};
  }

  private static Classifier classifier(ModelFile.Builder file) throws TrainingException {
    try {
      return ModelReader.read(file.build().toByteArray());
    } catch (ModelException e) {
      throw new TrainingException("the trained model is unsound: " + e.getMessage());
    }
  }
}
