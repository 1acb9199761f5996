package io.mastiff.training.judge;

import io.mastiff.feature.SessionFeature;

/** What was known of a session and its shop when it was measured: told by what is missing. */
enum Sees {
  DOOR("door", "header fields; what buyers do is known"),
  NEW_DOOR("door, new shop", "header fields; buyers not known yet"),
  LOG("log", "an access log; what buyers do is known"),
  NEW_LOG("log, new shop", "an access log; buyers not known yet");

  private final String label;
  private final String what;

  Sees(String label, String what) {
    this.label = label;
    this.what = what;
  }

  static Sees of(double[] x) {
    boolean headers = isThere(x, SessionFeature.BARE_HEADERS);
    boolean buyers =
        isThere(x, SessionFeature.HOUR_SURPRISE)
            || isThere(x, SessionFeature.NAVIGATION_SURPRISE)
            || isThere(x, SessionFeature.POPULARITY_RATIO);
    if (headers) {
      return buyers ? DOOR : NEW_DOOR;
    }
    return buyers ? LOG : NEW_LOG;
  }

  private static boolean isThere(double[] x, SessionFeature feature) {
    return x[feature.ordinal()] > feature.missing();
  }

  String label() {
    return label;
  }

  String what() {
    return what;
  }
}
