package io.mastiff.training;

import com.fasterxml.jackson.databind.JsonNode;
import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import io.mastiff.classifier.Classifier;
import io.mastiff.classifier.ModelException;
import io.mastiff.classifier.ModelReader;
import io.mastiff.classifier.file.ModelFile;
import io.mastiff.feature.DatasetRow;
import io.mastiff.feature.FeatureSchema;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.IntStream;

/**
 * Makes a model file from a dataset: trains on one split, calibrates and sets thresholds on the
 * second. The same dataset, options and seed give the same bytes.
 *
 * <p>Where the training split has under {@value FewSessions#FEW} sessions, {@link FewSessions}
 * decides how to train; where there is no split to calibrate on, its held-out scores do.
 */
final class Trainer {
  /** Most rows that train: more make trees slower and hardly better. */
  static final int MOST_ROWS = 200_000;

  /** Share of people's sessions that may exceed the blocking threshold while calibrating. */
  private static final double BLOCK_FPR = 0.00003;

  private static final double THROTTLE_FPR = 0.0001;
  private static final double LOWEST_BLOCK = 0.95;
  private static final double LOWEST_THROTTLE = 0.9;

  private final Learner learner;
  private final long seed;

  private final Consumer<String> progress;

  Trainer(Learner learner, long seed) {
    this(learner, seed, step -> {});
  }

  /**
   * One that says how far it is.
   *
   * @param progress takes a line as each step begins
   */
  Trainer(Learner learner, long seed, Consumer<String> progress) {
    this.learner = learner;
    this.seed = seed;
    this.progress = progress;
  }

  /** Scores that calibrate: of rows that the trees did not see. */
  private record Held(List<DatasetRow> rows, double[] logOdds) {}

  /** The bytes of the model file. */
  byte[] train(Dataset data) throws TrainingException {
    List<DatasetRow> training = data.rows("train", row -> true);
    byte[] file = train(training, data.rows("calibrate", row -> true), data.simulator());
    return TrafficNote.of(data, training).in(withBaseline(file, data.baseline()));
  }

  private static ModelFile withBaseline(byte[] file, ByteString baseline) throws TrainingException {
    try {
      return ModelFile.parseFrom(file).toBuilder().setBaseline(baseline).build();
    } catch (InvalidProtocolBufferException e) {
      throw new TrainingException("the trained model is unsound: " + e.getMessage());
    }
  }

  /** The same from rows; those to calibrate on may be none. */
  byte[] train(List<DatasetRow> training, List<DatasetRow> calibration, JsonNode simulator)
      throws TrainingException {
    if (training.isEmpty()) {
      throw new TrainingException("the dataset has no rows in the split train");
    }
    long sessions = sessions(training);
    boolean few = sessions < FewSessions.FEW;
    progress.accept("%,d rows of %,d sessions to train on".formatted(training.size(), sessions));
    if (!few && calibration.isEmpty()) {
      throw new TrainingException("the dataset has no rows in the split calibrate");
    }
    return few
        ? fromFew(training, calibration, simulator)
        : fromMany(training, calibration, simulator);
  }

  private byte[] fromMany(
      List<DatasetRow> training, List<DatasetRow> calibration, JsonNode simulator)
      throws TrainingException {
    List<DatasetRow> sample = Sampling.of(training, MOST_ROWS, seed);
    progress.accept("growing %d trees on %,d rows".formatted(learner.trees(), sample.size()));
    ModelFile.Builder file = file(learner.fit(sample, seed));
    progress.accept("calibrating on %,d rows".formatted(calibration.size()));
    finish(file, scored(file, calibration), learner.margin());
    ModelCard card = card(file, learner, sample.size(), calibration.size(), simulator);
    return file.setCardJson(card.json()).build().toByteArray();
  }

  private byte[] fromFew(
      List<DatasetRow> training, List<DatasetRow> calibration, JsonNode simulator)
      throws TrainingException {
    progress.accept("choosing features and trees by cross-validation, since sessions are few");
    FewSessions.Plan plan = new FewSessions(training, learner.forFewSessions(), seed).plan();
    boolean[] chosen = FewSessions.best(training, plan.features());
    ModelFile.Builder file = file(plan.learner().fit(FewSessions.only(training, chosen), seed));
    finish(
        file,
        calibration.isEmpty() ? new Held(training, plan.held()) : scored(file, calibration),
        learner.margin());
    ModelCard card =
        card(file, plan.learner(), training.size(), calibration.size(), simulator)
            .withFeatures(
                IntStream.range(0, chosen.length)
                    .filter(f -> chosen[f])
                    .mapToObj(FeatureSchema.columns()::get)
                    .toList());
    return file.setCardJson(card.json()).build().toByteArray();
  }

  private static long sessions(List<DatasetRow> rows) {
    return rows.stream().map(DatasetRow::session).distinct().count();
  }

  private static ModelFile.Builder file(GrownTrees trees) throws TrainingException {
    ModelFile.Builder file =
        ModelFile.newBuilder()
            .setFormat(ModelReader.FORMAT)
            .setSchema(FeatureSchema.hash())
            .addAllFeatures(FeatureSchema.columns())
            .setSlope(1)
            .setBlockThreshold(1)
            .setThrottleThreshold(1);
    trees.export(file);
    return file;
  }

  private static Held scored(ModelFile.Builder file, List<DatasetRow> rows)
      throws TrainingException {
    Classifier raw = classifier(file);
    double[] logOdds =
        rows.stream().mapToDouble(row -> raw.scale() * raw.ensemble().margin(row.x())).toArray();
    return new Held(rows, logOdds);
  }

  private static void finish(ModelFile.Builder file, Held held, double margin)
      throws TrainingException {
    boolean[] positive = new boolean[held.logOdds.length];
    for (int i = 0; i < positive.length; i++) {
      positive[i] = held.rows.get(i).bot();
    }
    PlattScaling platt = PlattScaling.fit(held.logOdds, positive);
    file.setSlope(platt.slope()).setOffset(platt.offset());
    double[] highest = highestByPerson(held, platt);
    file.setBlockThreshold(threshold(highest, BLOCK_FPR, LOWEST_BLOCK, margin));
    file.setThrottleThreshold(
        Math.min(
            file.getBlockThreshold(), threshold(highest, THROTTLE_FPR, LOWEST_THROTTLE, margin)));
  }

  /**
   * The score just above what all but a share of people reach in their whole session: a margin in
   * log-odds, since trees' scores end well below 1.
   */
  private static double threshold(double[] sorted, double share, double lowest, double margin) {
    if (sorted.length == 0) {
      return 1;
    }
    int index = Math.max(0, (int) Math.ceil(sorted.length * (1 - share)) - 1);
    double odds = sorted[index] / Math.max(1e-12, 1 - sorted[index]) * Math.exp(margin);
    return Math.max(lowest, odds / (1 + odds));
  }

  private static double[] highestByPerson(Held held, PlattScaling platt) {
    Map<String, Double> highest = new HashMap<>();
    for (int i = 0; i < held.logOdds.length; i++) {
      DatasetRow row = held.rows.get(i);
      if (!row.bot()) {
        double logit = platt.slope() * held.logOdds[i] + platt.offset();
        highest.merge(row.session(), 1 / (1 + Math.exp(-logit)), Math::max);
      }
    }
    return highest.values().stream().mapToDouble(Double::doubleValue).sorted().toArray();
  }

  private ModelCard card(
      ModelFile.Builder file,
      Learner used,
      int trainingRows,
      int calibrationRows,
      JsonNode simulator)
      throws TrainingException {
    return new ModelCard(
        used, seed, classifier(file), trainingRows, calibrationRows, List.of(), simulator);
  }

  private static Classifier classifier(ModelFile.Builder file) throws TrainingException {
    try {
      return ModelReader.read(file.build().toByteArray());
    } catch (ModelException e) {
      String why = String.valueOf(e.getMessage()).replaceFirst("^unsound model: ", "");
      throw new TrainingException(
          "the trained model is unsound: " + why + "; look at the labels with `data describe`");
    }
  }
}
