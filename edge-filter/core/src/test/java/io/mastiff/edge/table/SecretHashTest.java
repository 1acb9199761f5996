package io.mastiff.edge.table;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class SecretHashTest {
  private static final BigInteger PRIME = BigInteger.ONE.shiftLeft(61).subtract(BigInteger.ONE);
  private final SplittableRandom random = new SplittableRandom(11);

  private byte[] bytes(int length) {
    byte[] bytes = new byte[length];
    random.nextBytes(bytes);
    return bytes;
  }

  @Test
  void isThePolynomialOfTheBytesAtTheSecretPoint() {
    for (int i = 0; i < 5_000; i++) {
      int length = i % 200;
      byte[] bytes = bytes(length);
      if (i >= 200 && i < 400) {
        Arrays.fill(bytes, (byte) -1);
      }
      long point = i % 3 == 0 ? PRIME.longValue() - 1 : random.nextLong();
      long blind = random.nextLong();

      assertThat(new SecretHash(point, blind).of(bytes, length))
          .as("%d bytes", length)
          .isEqualTo(Mix.of(blind, polynomial(bytes, point)) | 1);
    }
  }

  /** Seven bytes a coefficient as long as more than seven are left, then the rest. */
  private static long polynomial(byte[] bytes, long point) {
    BigInteger at = BigInteger.valueOf(point & PRIME.longValue());
    BigInteger sum = BigInteger.valueOf(bytes.length).multiply(at);
    int from = 0;
    boolean last = false;
    while (!last) {
      last = bytes.length - from < 8;
      int to = last ? bytes.length : from + 7;
      BigInteger seven = new BigInteger(1, Arrays.copyOfRange(bytes, from, to));
      sum = sum.multiply(at).add(seven).mod(PRIME);
      from = to;
    }
    return sum.longValue();
  }

  @Test
  void everyBitCountsAndTheLength() {
    SecretHash hash = SecretHash.fresh();
    byte[] bytes = bytes(55);
    long before = hash.of(bytes, 55);
    for (int bit = 0; bit < 55 * 8; bit++) {
      bytes[bit / 8] ^= (byte) (1 << bit % 8);
      assertThat(hash.of(bytes, 55)).as("bit %d", bit).isNotEqualTo(before);
      bytes[bit / 8] ^= (byte) (1 << bit % 8);
    }
    assertThat(hash.of(new byte[8], 7)).isNotEqualTo(hash.of(new byte[8], 8));
  }

  @Test
  void anotherSecretGivesAnotherHash() {
    byte[] bytes = bytes(55);

    assertThat(new SecretHash(1234, 5).of(bytes, 55))
        .isNotEqualTo(new SecretHash(1234, 6).of(bytes, 55))
        .isNotEqualTo(new SecretHash(1235, 5).of(bytes, 55));
    assertThat(SecretHash.fresh().of(bytes, 55)).isNotEqualTo(SecretHash.fresh().of(bytes, 55));
  }
}
