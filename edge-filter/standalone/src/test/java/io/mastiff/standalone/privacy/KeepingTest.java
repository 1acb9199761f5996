package io.mastiff.standalone.privacy;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;

/** No bound is claimed that the broker does not keep. */
class KeepingTest {
  private static final long NEVER = Long.MAX_VALUE;
  private static final long HOUR = 3_600_000;

  @Test
  void aRecordGoesWithItsSegmentAfterItsTime() {
    Keeping day = new Keeping(true, false, 24 * HOUR, HOUR, NEVER, 0);

    assertThat(day.goneBy(0)).isEqualTo(Instant.parse("1970-01-02T01:05:00Z"));
    assertThat(day.until(0, false)).isEqualTo("until 1970-01-02T01:05:00Z at the latest");
    assertThat(new Keeping(true, false, -1, HOUR, NEVER, 0).until(0, false)).contains("for ever");
  }

  @Test
  void aCompactedRecordStaysUntilItIsReplacedAndThenAsLongAsCompactionMayWait() {
    Keeping bounded = new Keeping(false, true, -1, HOUR, 24 * HOUR, 24 * HOUR);
    Keeping unbounded = new Keeping(false, true, -1, HOUR, NEVER, 24 * HOUR);

    assertThat(bounded.until(0, true)).contains("first write to the topic after 24 hours");
    assertThat(bounded.goneBy(0)).as("a quiet topic is not compacted").isNull();
    assertThat(bounded.until(0, false)).isEqualTo("until it is replaced or taken back");
    assertThat(unbounded.goneBy(0)).isNull();
    assertThat(unbounded.until(0, true)).contains("no bound");
  }
}
