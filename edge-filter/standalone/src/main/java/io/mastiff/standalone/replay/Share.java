package io.mastiff.standalone.replay;

import java.util.Map;
import java.util.TreeMap;

/** What one family of guests got. */
final class Share {
  int sessions;
  int requests;
  int served;
  int cookies;

  /** Challenges that were answered, and answers that were taken. */
  int challenged;

  int passed;
  final Map<String, Integer> deniedBy = new TreeMap<>();

  int denied() {
    return requests - served;
  }

  double servedShare() {
    return requests == 0 ? 0 : (double) served / requests;
  }
}
