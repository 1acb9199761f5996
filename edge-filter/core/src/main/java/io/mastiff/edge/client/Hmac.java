package io.mastiff.edge.client;

import java.security.DigestException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/**
 * HMAC-SHA256 (RFC 2104) over short messages, into the caller's array.
 *
 * <p>The JDK's own gives the same bytes but makes arrays on each call; this one makes none. Not
 * safe for use by several threads.
 */
final class Hmac {
  static final int LENGTH = 32;
  private static final int BLOCK = 64;

  private final MessageDigest sha = sha256();
  private final byte[] inner = new byte[BLOCK];
  private final byte[] outer = new byte[BLOCK];
  private final byte[] middle = new byte[LENGTH];

  Hmac(byte[] key) {
    byte[] block = key.length <= BLOCK ? key : sha.digest(key);
    for (int i = 0; i < BLOCK; i++) {
      int b = i < block.length ? block[i] : 0;
      inner[i] = (byte) (b ^ 0x36);
      outer[i] = (byte) (b ^ 0x5c);
    }
  }

  /** Writes the 32 bytes for {@code message[0..length-1]} to the start of {@code out}. */
  void sign(byte[] message, int length, byte[] out) {
    try {
      sha.update(inner, 0, BLOCK);
      sha.update(message, 0, length);
      sha.digest(middle, 0, LENGTH);
      sha.update(outer, 0, BLOCK);
      sha.update(middle, 0, LENGTH);
      sha.digest(out, 0, LENGTH);
    } catch (DigestException e) {
      throw new IllegalStateException("the output has room for a digest", e);
    }
  }

  static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
