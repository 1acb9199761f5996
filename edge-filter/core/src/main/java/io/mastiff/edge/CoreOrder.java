package io.mastiff.edge;

/**
 * The order of the six header names that a browser sends with its pages and its assets alike, in 24
 * bits: which of them there are (6), then their order (18: a number of three bits each).
 */
final class CoreOrder {
  private static final int[] CORE = {
    HeaderNames.HOST,
    HeaderNames.USER_AGENT,
    HeaderNames.ACCEPT,
    HeaderNames.ACCEPT_ENCODING,
    HeaderNames.ACCEPT_LANGUAGE,
    HeaderNames.CONNECTION
  };
  private static final byte[] PLACES = new byte[HeaderNames.COUNT];

  static {
    for (int i = 0; i < CORE.length; i++) {
      PLACES[CORE[i]] = (byte) (i + 1);
    }
  }

  private CoreOrder() {}

  static int of(Headers headers) {
    int names = 0;
    int order = 0;
    for (int i = 0; i < headers.size(); i++) {
      int number = headers.number(i);
      int place = number < 0 ? 0 : PLACES[number];
      int bit = 1 << place >> 1;
      if (bit != 0 && (names & bit) == 0) {
        names |= bit;
        order = order << 3 | place;
      }
    }
    return names << 18 | order;
  }

  static boolean haveSameNames(int one, int other) {
    return one >>> 18 == other >>> 18;
  }
}
