package io.mastiff.stream;

import java.util.List;

/** Names of the slices that a challenger in shadow is counted by. */
public final class ShadowSlices {
  /** Clients that returned their cookie. */
  public static final String COOKIE = "cookie";

  /** Clients that returned none. */
  public static final String NO_COOKIE = "no-cookie";

  /** Sessions with a confirmed order, which are among the others too. */
  public static final String BUYERS = "buyers";

  public static final List<String> NAMES = List.of(COOKIE, NO_COOKIE, BUYERS);

  private ShadowSlices() {}
}
