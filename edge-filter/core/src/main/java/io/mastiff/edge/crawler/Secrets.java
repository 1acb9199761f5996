package io.mastiff.edge.crawler;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** Compares keys that callers send with the hashes that a policy holds. */
public final class Secrets {
  private static final int LONGEST = 256;

  private Secrets() {}

  /**
   * Whether {@code hash} is the SHA-256 of {@code key}, in lower-case hex; never for an empty one.
   */
  public static boolean matches(String key, String hash) {
    if (key.isEmpty() || key.length() > LONGEST || hash.isEmpty()) {
      return false;
    }
    return MessageDigest.isEqual(
        hash(key).getBytes(StandardCharsets.US_ASCII), hash.getBytes(StandardCharsets.US_ASCII));
  }

  /** The SHA-256 of a key, in lower-case hex. */
  public static String hash(String key) {
    try {
      MessageDigest sha = MessageDigest.getInstance("SHA-256");
      return HexFormat.of().formatHex(sha.digest(key.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
