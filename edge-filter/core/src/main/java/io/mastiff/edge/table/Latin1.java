package io.mastiff.edge.table;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/** Header texts as bytes, since bytes are read eight at a time. */
public final class Latin1 {
  private static final VarHandle LONGS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);

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
}
