package io.mastiff.bench;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import io.mastiff.feature.SessionAccumulator;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.lang.management.ManagementFactory;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.openjdk.jmh.annotations.Benchmark;
import picocli.CommandLine;

class SessionBenchTest {
  private static final SimulatedDay DAY = new SimulatedDay(1_000);
  private static final int MOST_BYTES = 64;
  private static final int MOST_STATE = 3_500;

  @Test
  void anEventTakesFewBytesItsShareOfANewSessionIncluded() {
    play();
    play();
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    long before = threads.getCurrentThreadAllocatedBytes();
    play();
    long bytes = threads.getCurrentThreadAllocatedBytes() - before;

    assertThat((double) bytes / DAY.events().size()).isLessThan(MOST_BYTES);
  }

  private static void play() {
    SessionAccumulator[] sessions = new SessionAccumulator[DAY.count()];
    for (int i = 0; i < DAY.events().size(); i++) {
      int session = DAY.session(i);
      if (sessions[session] == null) {
        sessions[session] = new SessionAccumulator(DAY.baseline());
      }
      sessions[session].add(DAY.events().get(i));
    }
  }

  @Test
  void aSessionsStateIsBounded() {
    int[] bytes = DAY.stateBytes();

    assertThat(bytes).hasSize(DAY.count()).isSorted();
    assertThat(bytes[0]).isPositive();
    assertThat(bytes[bytes.length - 1]).isLessThan(MOST_STATE);
  }

  @Test
  void everyCaseNamesABenchmark() throws Exception {
    for (Runs.Case one : SessionBenchCommand.cases()) {
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
    CommandLine line = SessionBenchCommand.line();
    StringWriter text = new StringWriter();
    line.setErr(new PrintWriter(text, true));
    assertThat(line.execute("--json", "/no/such/folder/out.json")).isEqualTo(2);
    assertThat(text.toString().strip()).contains("cannot be written").doesNotContain("\n");
  }
}
