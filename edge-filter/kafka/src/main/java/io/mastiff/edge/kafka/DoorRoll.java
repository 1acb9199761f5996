package io.mastiff.edge.kafka;

import io.mastiff.edge.limit.Fleet;
import java.util.HashMap;
import java.util.Map;

/**
 * Which doors were heard of lately, by this process's own clock: one is forgotten {@link
 * DoorHeartbeat#LIVE} after its last heartbeat, or when it says that it stops. At most {@link
 * Fleet#MOST} names are kept. Used by one thread.
 */
final class DoorRoll {
  private static final int LONGEST_NAME = 200;
  private static final long LIVE_NANOS = DoorHeartbeat.LIVE.toNanos();

  private final String own;
  private final Map<String, Long> heardNanos = new HashMap<>();

  /**
   * @param own this door's name; it counts as live without being heard of
   */
  DoorRoll(String own) {
    this.own = own;
  }

  /** Notes a heartbeat; names that are too long or too many are passed over. */
  void heard(String door, boolean stopped, long nowNanos) {
    if (stopped) {
      heardNanos.remove(door);
    } else if (door.length() <= LONGEST_NAME
        && (heardNanos.containsKey(door) || heardNanos.size() < Fleet.MOST)) {
      heardNanos.put(door, nowNanos);
    }
  }

  /** Tells the fleet how many doors live. */
  void tell(Fleet fleet, long nowNanos) {
    heardNanos.values().removeIf(heard -> nowNanos - heard >= LIVE_NANOS);
    if (heardNanos.isEmpty()) {
      fleet.alone();
    } else {
      fleet.counted(heardNanos.size() + (heardNanos.containsKey(own) ? 0 : 1));
    }
  }
}
