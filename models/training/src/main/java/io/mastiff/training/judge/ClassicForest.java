package io.mastiff.training.judge;

import io.mastiff.feature.FeatureSchema;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.ToDoubleFunction;
import smile.base.cart.SplitRule;
import smile.classification.RandomForest;
import smile.data.DataFrame;
import smile.data.Tuple;
import smile.data.formula.Formula;
import smile.data.type.StructType;
import smile.data.vector.IntVector;

/** Smile's random forest over some columns: what the literature on session logs uses most. */
final class ClassicForest {
  private static final int TREES = 100;
  private static final int MAX_DEPTH = 20;
  private static final int MAX_NODES = 500;
  private static final int NODE_SIZE = 5;

  private ClassicForest() {}

  /** Learns from the block's columns; gives the share of votes for a bot. */
  static ToDoubleFunction<double[]> fit(List<EvaluationRow> rows, FeatureBlock block, long seed) {
    int[] columns =
        FeatureSchema.columns().stream()
            .filter(block.columns()::contains)
            .mapToInt(FeatureSchema.columns()::indexOf)
            .toArray();
    String[] names =
        Arrays.stream(columns).mapToObj(FeatureSchema.columns()::get).toArray(String[]::new);
    double[][] x = rows.stream().map(row -> pick(row.x(), columns)).toArray(double[][]::new);
    int[] y = rows.stream().mapToInt(row -> row.bot() ? 1 : 0).toArray();
    RandomForest forest =
        RandomForest.fit(
            Formula.lhs("is_bot"),
            DataFrame.of(x, names).merge(IntVector.of("is_bot", y)),
            TREES,
            Math.max(1, (int) Math.sqrt(columns.length)),
            SplitRule.GINI,
            MAX_DEPTH,
            MAX_NODES,
            NODE_SIZE,
            1.0,
            new int[] {1, 1},
            new SplittableRandom(seed).longs(TREES).map(Math::abs));
    StructType schema = DataFrame.of(new double[][] {x[0]}, names).schema();
    return vector -> {
      double[] posterior = new double[2];
      forest.predict(Tuple.of(pick(vector, columns), schema), posterior);
      return posterior[1];
    };
  }

  private static double[] pick(double[] x, int[] columns) {
    double[] picked = new double[columns.length];
    for (int i = 0; i < columns.length; i++) {
      picked[i] = x[columns[i]];
    }
    return picked;
  }
}
