package io.mastiff.edge.table;

import static io.mastiff.edge.table.Latin1.longAt;

import java.security.SecureRandom;

/**
 * A keyed hash of bytes, by which a text is known again without being kept.
 *
 * <pre>
 * The length, a zero and then the bytes, seven at a time, are coefficients of a polynomial over the field
 * of 2^61 - 1, which is evaluated at a secret point (Carter and Wegman 1979): whoever does not know
 * the point makes two texts of one hash with a chance of at most (n / 7 + 3) / 2^61 for n bytes,
 * however they are chosen. A second secret and a mixing step hide the value.
 * </pre>
 */
public final class SecretHash {
  private static final long PRIME = (1L << 61) - 1;

  private final long point;
  private final long square;
  private final long blind;

  /** Both numbers are secret and random. */
  public SecretHash(long point, long blind) {
    this.point = (point & PRIME) % PRIME;
    this.square = reduced(next(this.point, this.point, 0));
    this.blind = blind;
  }

  /** One with secrets of its own. */
  public static SecretHash fresh() {
    SecureRandom random = new SecureRandom();
    return new SecretHash(random.nextLong(), random.nextLong());
  }

  /** The hash of the first {@code length} bytes; never 0. */
  public long of(byte[] bytes, int length) {
    long even = length;
    long odd = 0;
    int at = 0;
    for (; at + 15 <= length; at += 14) {
      even = next(even, square, longAt(bytes, at) >>> 8);
      odd = next(odd, square, longAt(bytes, at + 7) >>> 8);
    }
    long sum = next(even, point, odd);
    if (at + 8 <= length) {
      sum = next(sum, point, longAt(bytes, at) >>> 8);
      at += 7;
    }
    long rest = 0;
    for (; at < length; at++) {
      rest = rest << 8 | bytes[at] & 0xff;
    }
    return Mix.of(blind, reduced(next(sum, point, rest))) | 1;
  }

  /** {@code sum * factor + more}, below 2^62 where these are below 2^62, 2^61 and 2^62. */
  private static long next(long sum, long factor, long more) {
    long high = Math.multiplyHigh(sum, factor);
    long low = sum * factor;
    long folded = (low & PRIME) + (high << 3 | low >>> 61);
    folded = (folded & PRIME) + (folded >>> 61) + more;
    return (folded & PRIME) + (folded >>> 61);
  }

  private static long reduced(long sum) {
    return sum >= PRIME ? sum - PRIME : sum;
  }
}
