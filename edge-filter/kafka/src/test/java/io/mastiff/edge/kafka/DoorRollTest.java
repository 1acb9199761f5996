package io.mastiff.edge.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import io.mastiff.edge.limit.Fleet;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class DoorRollTest {
  private final Fleet fleet = new Fleet();
  private final DoorRoll roll = new DoorRoll("own");

  private int doorsAt(Duration time) {
    roll.tell(fleet, time.toNanos());
    return fleet.doors();
  }

  private void heard(String door, Duration time) {
    roll.heard(door, false, time.toNanos());
  }

  @Test
  void withoutAHeartbeatThisDoorIsAlone() {
    assertThat(doorsAt(Duration.ZERO)).isEqualTo(1);
    assertThat(fleet.isHeard()).isFalse();
  }

  @Test
  void thisDoorCountsOnceWhetherOrNotItWasHeard() {
    heard("a", Duration.ZERO);
    assertThat(doorsAt(Duration.ZERO)).isEqualTo(2);
    heard("own", Duration.ZERO);
    assertThat(doorsAt(Duration.ZERO)).isEqualTo(2);
    assertThat(fleet.isHeard()).isTrue();
  }

  @Test
  void aSilentDoorIsForgottenAfterItsTimeAndAStoppedOneAtOnce() {
    heard("own", Duration.ofSeconds(9));
    heard("a", Duration.ZERO);
    heard("b", Duration.ofSeconds(5));
    assertThat(doorsAt(DoorHeartbeat.LIVE.minusMillis(1))).isEqualTo(3);
    assertThat(doorsAt(DoorHeartbeat.LIVE)).isEqualTo(2);

    roll.heard("b", true, DoorHeartbeat.LIVE.toNanos());
    assertThat(doorsAt(DoorHeartbeat.LIVE)).isEqualTo(1);
    assertThat(fleet.isHeard()).as("this door was heard").isTrue();
    assertThat(doorsAt(Duration.ofSeconds(19))).isEqualTo(1);
    assertThat(fleet.isHeard()).isFalse();
  }

  @Test
  void namesAreBounded() {
    heard("x".repeat(1_000), Duration.ZERO);
    assertThat(doorsAt(Duration.ZERO)).isEqualTo(1);
    for (int i = 0; i < 3 * Fleet.MOST; i++) {
      heard("door-" + i, Duration.ZERO);
    }
    assertThat(doorsAt(Duration.ZERO)).isEqualTo(Fleet.MOST);
    assertThat(doorsAt(DoorHeartbeat.LIVE)).isEqualTo(1);
  }
}
