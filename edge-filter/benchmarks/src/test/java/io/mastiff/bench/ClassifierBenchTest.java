package io.mastiff.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.openjdk.jmh.annotations.Benchmark;
import picocli.CommandLine;

class ClassifierBenchTest {
  /** What is compared answers alike, on as many nodes as promised. */
  @Test
  void bothSidesEvaluateTheSameTrees() throws Exception {
    SmileModel model = SmileModel.train(5_000);
    double[] posterior = new double[2];

    assertThat(model.ours().ensemble().nodes()).isGreaterThanOrEqualTo(5_000);
    for (int i = 0; i < model.vectors().length; i++) {
      model.smile().predict(model.tuples()[i], posterior);
      assertThat(log(model.ours().rawProbability(model.vectors()[i])) - log(posterior[1]))
          .isCloseTo(intercept(model), within(1e-6));
    }
  }

  private static double log(double probability) {
    return Math.log(probability / (1 - probability));
  }

  /** Smile keeps its intercept to itself: the same difference for every vector. */
  private static double intercept(SmileModel model) {
    double[] posterior = new double[2];
    model.smile().predict(model.tuples()[0], posterior);
    return log(model.ours().rawProbability(model.vectors()[0])) - log(posterior[1]);
  }

  @Test
  void everyCaseNamesABenchmark() throws Exception {
    for (Runs.Case one : ClassifierBenchCommand.cases()) {
      int dot = one.method().lastIndexOf('.');
      Class<?> type = Class.forName(one.method().substring(0, dot));
      assertThat(Arrays.stream(type.getMethods()))
          .anyMatch(
              method ->
                  method.getName().equals(one.method().substring(dot + 1))
                      && method.isAnnotationPresent(Benchmark.class));
    }
  }

  @Test
  void badInputIsOneLine() {
    assertThat(fails("--only", "nothing")).contains("--only nothing: no case starts so");
    assertThat(fails("--json", "/no/such/folder/out.json")).contains("cannot be written");
    assertThat(fails("--colour")).contains("--colour");
  }

  private static String fails(String... arguments) {
    CommandLine line = ClassifierBenchCommand.line();
    StringWriter errors = new StringWriter();
    line.setErr(new PrintWriter(errors, true));
    assertThat(line.execute(arguments)).isEqualTo(2);
    assertThat(errors.toString().lines()).hasSize(1);
    return errors.toString();
  }
}
