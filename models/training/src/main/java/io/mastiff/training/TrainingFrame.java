package io.mastiff.training;

import io.mastiff.feature.DatasetRow;
import io.mastiff.feature.FeatureSchema;
import java.util.Arrays;
import java.util.List;
import smile.data.DataFrame;
import smile.data.Tuple;
import smile.data.formula.Formula;
import smile.data.type.StructType;
import smile.data.vector.IntVector;

/** Rows as Smile takes them: the features' columns and the label {@code is_bot}. */
final class TrainingFrame {
  static final Formula LABEL = Formula.lhs("is_bot");
  private static final String[] COLUMNS = FeatureSchema.columns().toArray(String[]::new);
  private static final StructType SCHEMA =
      DataFrame.of(new double[1][COLUMNS.length], COLUMNS).schema();

  private TrainingFrame() {}

  /** The labels: 1 for a bot. */
  static int[] labels(List<DatasetRow> rows) throws TrainingException {
    int[] y = rows.stream().mapToInt(row -> row.bot() ? 1 : 0).toArray();
    long bots = Arrays.stream(y).sum();
    if (bots == 0 || bots == y.length) {
      throw new TrainingException("the training rows hold only one class; both are needed");
    }
    return y;
  }

  static DataFrame of(List<DatasetRow> rows, int[] labels) {
    double[][] x = rows.stream().map(DatasetRow::x).toArray(double[][]::new);
    return DataFrame.of(x, COLUMNS).merge(IntVector.of("is_bot", labels));
  }

  static Tuple vector(double[] x) {
    return Tuple.of(x, SCHEMA);
  }
}
