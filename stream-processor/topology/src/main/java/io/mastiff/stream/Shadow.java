package io.mastiff.stream;

import io.mastiff.classifier.Classifier;
import io.mastiff.event.ShadowCounts;

/**
 * A challenger that judges the same sessions as the champion, and acts on none.
 *
 * @param champion hash of the champion that it is counted beside
 * @param sinceMs when it was put there; another time is another count
 */
record Shadow(String champion, Classifier challenger, long sinceMs) {
  /** What tells its counts from those of other pairs. */
  String pair() {
    return challenger.hash() + "|" + champion + "|" + sinceMs;
  }

  /** Whether counts are of this pair. */
  boolean isOf(ShadowCounts counts) {
    return counts.getChallenger().equals(challenger.hash())
        && counts.getChampion().equals(champion)
        && counts.getSinceMs() == sinceMs;
  }
}
