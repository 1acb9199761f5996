package io.mastiff.standalone.demo;

import io.mastiff.standalone.actor.Play;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What the demo shows.
 *
 * @param kill part that is killed in the middle of the enforced phase; null for none
 * @param without parts of the stream that are left out
 */
public record DemoSettings(
    Play play, Front front, @Nullable Part kill, Set<String> without, long seed) {
  static final int WARM_UP_SECONDS = 6;
  static final int BASELINE_SECONDS = 25;
  static final int OBSERVE_SECONDS = 25;
  static final int ENFORCE_SECONDS = 66;
  static final int KILLED_ENFORCE_SECONDS = 90;
  static final int FLOOD_ENFORCE_SECONDS = 108;
  static final int KILL_AT_SECONDS = 25;

  /** Where the door stands. */
  public enum Front {
    SIDECAR,
    FILTER
  }

  /** What can be killed. */
  public enum Part {
    BROKER,
    STREAM
  }

  int enforceSeconds() {
    if (kill != null) {
      return KILLED_ENFORCE_SECONDS;
    }
    return play == Play.FLOOD ? FLOOD_ENFORCE_SECONDS : ENFORCE_SECONDS;
  }
}
