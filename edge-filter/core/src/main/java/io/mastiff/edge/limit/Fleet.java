package io.mastiff.edge.limit;

/**
 * How many doors are alive, this one included; what limits of the scope {@code fleet} are divided
 * by. Alone until heartbeats say otherwise.
 */
public final class Fleet {
  /** More doors than these are not counted. */
  public static final int MOST = 1_000;

  private static final int NOBODY_HEARD = 0;

  private volatile int counted = NOBODY_HEARD;

  /** Takes the number of doors that were heard of lately, 1 to {@value #MOST}. */
  public void counted(int doors) {
    counted = Math.max(1, Math.min(MOST, doors));
  }

  /** No door is heard of: each is taken for the only one. */
  public void alone() {
    counted = NOBODY_HEARD;
  }

  /** At least 1. */
  public int doors() {
    return Math.max(1, counted);
  }

  /** Whether the number comes from heartbeats. */
  public boolean isHeard() {
    return counted != NOBODY_HEARD;
  }
}
