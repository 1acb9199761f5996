package io.mastiff.edge.table;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/** Header texts as bytes, since bytes are compared and hashed eight at a time. */
public final class Latin1 {
  private static final VarHandle LONGS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);
  private static final long MIX = 0x9e37_79b9_7f4a_7c15L;

  private Latin1() {}

  /**
   * Copies {@code text[from..to-1]} to the start of {@code out}: of each character its low byte.
   */
  @SuppressWarnings("deprecation") // nothing else copies without making an array
  public static void copy(String text, int from, int to, byte[] out) {
    text.getBytes(from, to, out, 0);
  }

  /** The eight bytes from {@code at} on, the first one highest. */
  public static long longAt(byte[] bytes, int at) {
    return (long) LONGS.get(bytes, at);
  }

  /** A hash of the first {@code length} bytes; who wants two texts to share one, can. */
  public static long hash(byte[] bytes, int length) {
    long hash = length * MIX;
    int at = 0;
    for (; at + 8 <= length; at += 8) {
      hash = (hash ^ longAt(bytes, at)) * MIX;
      hash ^= hash >>> 32;
    }
    for (; at < length; at++) {
      hash = (hash ^ bytes[at]) * MIX;
    }
    return hash ^ (hash >>> 29);
  }
}
