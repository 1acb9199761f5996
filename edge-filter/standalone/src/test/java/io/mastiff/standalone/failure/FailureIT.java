package io.mastiff.standalone.failure;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The short form of {@code mastiff check failure}. */
class FailureIT {
  private static final double PER_SECOND = 500;
  private static final int SECONDS = 25;

  @TempDir Path folder;

  @Test
  void brokerAndStreamsThatDieChangeNoFigure() throws Exception {
    FailureResult result = FailureRun.run(PER_SECOND, SECONDS, folder, step -> {});

    assertThat(result.failures()).as(result.text()).isEmpty();
    assertThat(result.appended()).isGreaterThan((long) (PER_SECOND * SECONDS / 2));
    assertThat(result.found().convicted()).isNotEmpty();
  }
}
