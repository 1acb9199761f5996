package io.mastiff.edge.client;

import io.mastiff.edge.table.Latin1;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/**
 * Cookies whose signature was found right before, so that a page and its images cost one signature.
 *
 * <p>A cookie is kept from its second time on, so that those who come once push nobody out. The
 * last {@value #KEPT} are kept, by all their bytes; about 2.5 MB.
 */
final class VerifiedCookies {
  static final int KEPT = 16_384;
  private static final int MET = 1 << 16;

  private final AtomicReferenceArray<Kept> kept = new AtomicReferenceArray<>(KEPT);

  /** Ids of what is kept, so that others are told apart without a look at it. */
  private final AtomicLongArray ids = new AtomicLongArray(KEPT);

  private final short[] met = new short[MET];

  private record Kept(Visitor visitor, byte[] cookie) {}

  /** The visitor of a cookie of exactly these bytes, if it is known. */
  @Nullable Visitor find(long id, byte[] cookie) {
    int slot = slot(id);
    if (ids.getOpaque(slot) != id) {
      return null;
    }
    Kept there = kept.getAcquire(slot);
    return there != null && Latin1.same(there.cookie, cookie) ? there.visitor : null;
  }

  /** Notes that a cookie's signature is right. */
  void add(long id, byte[] cookie, Visitor visitor) {
    int place = (int) (id >>> 40) & (MET - 1);
    short tag = (short) (id | 1);
    if (met[place] == tag) {
      kept.setRelease(slot(id), new Kept(visitor, cookie.clone()));
      ids.setOpaque(slot(id), id);
    } else {
      met[place] = tag;
    }
  }

  private static int slot(long id) {
    return (int) (id ^ (id >>> 32)) & (KEPT - 1);
  }
}
