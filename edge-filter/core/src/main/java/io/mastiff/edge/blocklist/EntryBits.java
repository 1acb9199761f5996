package io.mastiff.edge.blocklist;

import io.mastiff.event.Action;
import io.mastiff.event.Source;

/**
 * All that the request's path needs of an entry, packed into one long.
 *
 * <pre>
 * bits 0-2 action | 3-4 source | 5 names a session or a route | 6-13 prefix length
 *      14-29 number of the reasons | 32-63 expiry, seconds since 2020-01-01
 * Zero is no entry. The length of an address is one more than its family's widest prefix, so that
 * an address and its own network are two keys.
 * </pre>
 */
final class EntryBits {
  static final long NONE = 0;
  static final int HIGHEST_RANK = 3;
  private static final long EPOCH_SECONDS = 1_577_836_800L;
  private static final long LATEST = 0xffffffffL;
  private static final Action[] ACTIONS = {
    Action.ACTION_UNKNOWN,
    Action.ALLOW,
    Action.TAG,
    Action.THROTTLE,
    Action.CHALLENGE,
    Action.TARPIT,
    Action.QUEUE,
    Action.BLOCK
  };
  private static final Source[] SOURCES = {
    Source.SOURCE_UNKNOWN, Source.OPERATOR, Source.CLASSIFIER, Source.COHORT
  };

  private EntryBits() {}

  /** Packs an entry; an expiry is rounded up to the second. */
  static long pack(
      Action action, Source source, boolean precise, int length, int reasons, long expiresAtMs) {
    return action.getNumber()
        | ((long) source.getNumber() << 3)
        | (precise ? 1L << 5 : 0)
        | ((long) length << 6)
        | ((long) reasons << 14)
        | (seconds(Math.min(expiresAtMs, Long.MAX_VALUE - 999) + 999) << 32);
  }

  /** A time as entries hold it; times outside of 2020 to 2156 are clamped. */
  static long seconds(long ms) {
    return Math.min(Math.max(Math.floorDiv(ms, 1000L) - EPOCH_SECONDS, 0), LATEST);
  }

  static boolean holds(long bits, long nowSeconds) {
    return (bits >>> 32) > nowSeconds;
  }

  static Action action(long bits) {
    return ACTIONS[(int) bits & 7];
  }

  static Source source(long bits) {
    return SOURCES[(int) (bits >>> 3) & 3];
  }

  static int length(long bits) {
    return (int) (bits >>> 6) & 0xff;
  }

  static int reasons(long bits) {
    return (int) (bits >>> 14) & 0xffff;
  }

  static long withReasons(long bits, int reasons) {
    return bits & ~(0xffffL << 14) | ((long) reasons << 14);
  }

  static long expiresAtMs(long bits) {
    return ((bits >>> 32) + EPOCH_SECONDS) * 1000;
  }

  /** Allow outranks; then entries that name a session or a route, which speak of the least. */
  static int rank(long bits) {
    if (bits == NONE) {
      return -1;
    }
    return ((bits & 7) == Action.ALLOW_VALUE ? 2 : 0) + (int) ((bits >>> 5) & 1);
  }

  /** The one that decides; the first where neither outdoes the other. */
  static long better(long first, long second) {
    return outdoes(second, first) ? second : first;
  }

  /**
   * Whether an entry decides and not the other, of one table: an operator's by its rank, a learned
   * one by its action, so that a mild one on a whole route spares nobody who is blocked.
   */
  static boolean outdoes(long entry, long other) {
    if (entry == NONE || other == NONE) {
      return entry != NONE;
    }
    boolean byAction = source(entry) != Source.OPERATOR && allows(entry) == allows(other);
    int ranks = rank(entry) - rank(other);
    int actions = (int) (entry & 7) - (int) (other & 7);
    int order = byAction ? actions : ranks;
    return order > 0 || (order == 0 && (byAction ? ranks : actions) > 0);
  }

  private static boolean allows(long bits) {
    return (bits & 7) == Action.ALLOW_VALUE;
  }

  /** Of two entries of addresses or networks, the higher ranking, then the longer prefix. */
  static long closer(long a, long b) {
    int order = rank(a) - rank(b);
    if (order == 0) {
      order = length(a) - length(b);
    }
    return order >= 0 ? a : b;
  }
}
