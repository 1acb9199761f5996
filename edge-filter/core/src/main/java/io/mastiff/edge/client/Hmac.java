package io.mastiff.edge.client;

import java.security.DigestException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/**
 * HMAC-SHA256 (RFC 2104) over short messages, into the caller's array.
 *
 * <p>The JDK's own gives the same bytes but makes arrays on each call; this one makes none. Safe
 * for use by many threads: what a thread keeps is made of the JDK's classes alone, so that a
 * container's thread holds no application's class loader.
 */
final class Hmac {
  static final int LENGTH = 32;
  private static final int BLOCK = 64;

  private final ThreadLocal<Object[]> own =
      ThreadLocal.withInitial(() -> new Object[] {sha256(), new byte[LENGTH]});
  private final byte[] inner = new byte[BLOCK];
  private final byte[] outer = new byte[BLOCK];

  Hmac(byte[] key) {
    byte[] block = key.length <= BLOCK ? key : sha256().digest(key);
    for (int i = 0; i < BLOCK; i++) {
      int b = i < block.length ? block[i] : 0;
      inner[i] = (byte) (b ^ 0x36);
      outer[i] = (byte) (b ^ 0x5c);
    }
  }

  /** Writes the 32 bytes for {@code message[0..length-1]} to the start of {@code out}. */
  void sign(byte[] message, int length, byte[] out) {
    Object[] mine = own.get();
    MessageDigest sha = (MessageDigest) mine[0];
    byte[] middle = (byte[]) mine[1];
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
