package io.mastiff.edge.client;

import static io.mastiff.edge.table.Latin1.longAt;

import java.util.concurrent.atomic.AtomicLongArray;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/**
 * Cookies whose signature was found right before, so that a page and its images cost one signature.
 *
 * <p>A cookie is kept from its second time on, so that those who come once push nobody out. The
 * last {@value #KEPT} are kept, by all their bytes; about 1.7 MB.
 */
final class VerifiedCookies {
  static final int KEPT = 16_384;
  private static final int MET = 1 << 16;

  private final AtomicReferenceArray<Kept> kept = new AtomicReferenceArray<>(KEPT);

  /** Ids of what is kept, so that others are told apart without a look at it. */
  private final AtomicLongArray ids = new AtomicLongArray(KEPT);

  private final short[] met = new short[MET];

  /** All 55 bytes of a cookie as numbers, the last two of which share a byte. */
  private record Kept(
      Visitor visitor, long w0, long w8, long w16, long w24, long w32, long w40, long w47) {
    static Kept of(Visitor visitor, byte[] c) {
      return new Kept(
          visitor,
          longAt(c, 0),
          longAt(c, 8),
          longAt(c, 16),
          longAt(c, 24),
          longAt(c, 32),
          longAt(c, 40),
          longAt(c, 47));
    }

    /** Takes the same time wherever two cookies differ. */
    boolean is(byte[] c) {
      long first = (w0 ^ longAt(c, 0)) | (w8 ^ longAt(c, 8)) | (w16 ^ longAt(c, 16));
      long second = (w24 ^ longAt(c, 24)) | (w32 ^ longAt(c, 32));
      return (first | second | (w40 ^ longAt(c, 40)) | (w47 ^ longAt(c, 47))) == 0;
    }
  }

  /** Reads from where it stands who came before, so that its memory is near in time. */
  long touch(long id) {
    return met[place(id)];
  }

  /** The visitor of a cookie of exactly these bytes, if it is known. */
  @Nullable Visitor find(long id, byte[] cookie) {
    int slot = slot(id);
    if (ids.getOpaque(slot) != id) {
      return null;
    }
    Kept there = kept.getAcquire(slot);
    return there != null && there.is(cookie) ? there.visitor : null;
  }

  /** Notes that a cookie's signature is right. */
  void add(long id, byte[] cookie, Visitor visitor) {
    int place = place(id);
    short tag = (short) (id | 1);
    if (met[place] == tag) {
      kept.setRelease(slot(id), Kept.of(visitor, cookie));
      ids.setOpaque(slot(id), id);
    } else {
      met[place] = tag;
    }
  }

  private static int place(long id) {
    return (int) (id >>> 40) & (MET - 1);
  }

  private static int slot(long id) {
    return (int) (id ^ (id >>> 32)) & (KEPT - 1);
  }
}
