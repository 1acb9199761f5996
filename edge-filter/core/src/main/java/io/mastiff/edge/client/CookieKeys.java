package io.mastiff.edge.client;

import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/**
 * The keys of visitor cookies, newest first: the first signs, all check. Doors of one shop share
 * them; a rotation adds a key in front on every door and takes the old one away when its cookies
 * have expired.
 */
public final class CookieKeys {
  private static final int SHORTEST = 16;
  private static final int MOST = 8;

  private final List<byte[]> keys;

  private CookieKeys(List<byte[]> keys) {
    this.keys = List.copyOf(keys);
  }

  /**
   * @param keys one to eight, each of at least 16 bytes
   */
  public static CookieKeys of(List<byte[]> keys) {
    if (keys.isEmpty() || keys.size() > MOST) {
      throw new IllegalArgumentException("one to " + MOST + " cookie keys, not " + keys.size());
    }
    for (byte[] key : keys) {
      if (key.length < SHORTEST) {
        throw new IllegalArgumentException(
            "a cookie key has at least " + SHORTEST + " bytes, not " + key.length);
      }
    }
    return new CookieKeys(keys);
  }

  /** Keys as hexadecimal digits, separated by commas, spaces or line ends. */
  public static CookieKeys parse(String text) {
    List<byte[]> keys = new ArrayList<>();
    for (String part : text.trim().split("[\\s,]+")) {
      try {
        keys.add(HexFormat.of().parseHex(part));
      } catch (IllegalArgumentException e) {
        throw new IllegalArgumentException("a cookie key is a line of hexadecimal digits", e);
      }
    }
    return of(keys);
  }

  List<byte[]> all() {
    return keys;
  }
}
