package io.mastiff.event;

/** What a door is placed to see; what it cannot see is missing, never zero. */
public enum Sight {
  ASSETS(1),
  HEADER_ORDER(2),
  OUTER_SCHEME(4),
  RESPONSE(8),
  COOKIES(16),
  /** Whether visitors tell the page that they come from: learned by the door, never named. */
  REFERER(32),
  /** A cache in front answers for this route, so the door sees its misses alone; never named. */
  MISSES_ONLY(64);

  private final int bit;

  Sight(int bit) {
    this.bit = bit;
  }

  public int bit() {
    return bit;
  }

  public boolean in(int bits) {
    return (bits & bit) != 0;
  }

  /**
   * All that a policy can name: what a door can see which speaks with clients directly and serves
   * pages and assets.
   */
  public static int everything() {
    return ASSETS.bit | HEADER_ORDER.bit | OUTER_SCHEME.bit | RESPONSE.bit | COOKIES.bit;
  }
}
