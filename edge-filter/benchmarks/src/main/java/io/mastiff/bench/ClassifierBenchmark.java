package io.mastiff.bench;

import io.mastiff.classifier.ModelException;
import io.mastiff.classifier.TreeShap;
import io.mastiff.training.TrainingException;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import smile.base.cart.RegressionNode;
import smile.regression.RegressionTree;

/** One vector's probability and explanation, by the same trees here and in Smile. */
@State(Scope.Benchmark)
public class ClassifierBenchmark {
  /** Fewest nodes of the ensemble. */
  @Param({"5000"})
  int size;

  private @Nullable SmileModel model;
  private @Nullable TreeShap shap;
  private RegressionTree[] trees = {};
  private double[] weights = {};
  private final double[] posterior = new double[2];
  private int at;

  /** Trains the trees. */
  @Setup(Level.Trial)
  public void setUp() throws TrainingException, ModelException {
    SmileModel trained = SmileModel.train(size);
    model = trained;
    shap = new TreeShap(trained.ours().ensemble());
    trees = trained.smile().trees();
    weights = new double[trained.vectors()[0].length];
  }

  private SmileModel model() {
    return Objects.requireNonNull(model);
  }

  private int next() {
    return at++ & (model().vectors().length - 1);
  }

  /** Our probability. */
  @Benchmark
  public double predictMastiff() {
    return model().ours().rawProbability(model().vectors()[next()]);
  }

  /** Smile's probability, by its public call. */
  @Benchmark
  public double predictSmile() {
    model().smile().predict(model().tuples()[next()], posterior);
    return posterior[1];
  }

  /** Smile's trees alone, without what its public call does around them. */
  @Benchmark
  public double predictSmileTrees() {
    int vector = next();
    double sum = 0;
    for (RegressionTree tree : trees) {
      sum += ((RegressionNode) tree.root().predict(model().tuples()[vector])).output();
    }
    return sum;
  }

  /** Our SHAP values. */
  @Benchmark
  public double[] shapMastiff() {
    Objects.requireNonNull(shap).explain(model().vectors()[next()], weights);
    return weights;
  }

  /** Smile's SHAP values. */
  @Benchmark
  public double[] shapSmile() {
    return model().smile().shap(model().tuples()[next()]);
  }
}
