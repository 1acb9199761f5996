package io.mastiff.data.simulate.family;

import io.mastiff.event.IpAddress;
import io.mastiff.event.IpNetwork;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * Where a family's addresses are.
 *
 * @param kind what they are
 * @param among networks that they are taken from; empty for those of the kind
 * @param genuine whether name servers confirm who it says it is
 */
public record Network(Kind kind, List<IpNetwork> among, boolean genuine) {
  /** Each kind has networks of its own, out of 240.0.0.0/4, which nobody has. */
  public enum Kind {
    RESIDENTIAL(0xf2_00_00_01L, 16, 8),
    /** Sixty-four addresses of carriers, each of which many people share. */
    MOBILE(0xf1_00_00_01L, 6, 8),
    /** Sixteen addresses of offices. */
    OFFICE(0xf0_00_00_01L, 4, 8),
    HOSTING(0xf3_00_00_01L, 18, 0),
    /** Two hundred and fifty-six exits of networks that hide whose traffic it is. */
    ANONYMOUS(0xf4_00_00_01L, 8, 8);

    private final long base;
    private final int bits;
    private final int shift;

    Kind(long base, int bits, int shift) {
      this.base = base;
      this.bits = bits;
      this.shift = shift;
    }

    /** Whether an address is of this kind. */
    public boolean contains(IpAddress address) {
      return address.isV4() && (address.low() & 0xff00_0000L) == (base & 0xff00_0000L);
    }

    /** Any address of this kind. */
    public IpAddress any(RandomGenerator random) {
      return IpAddress.v4(base + (random.nextLong(1L << bits) << shift));
    }
  }

  public Network {
    among = List.copyOf(among);
  }

  /** An address for one client. */
  public IpAddress any(RandomGenerator random) {
    return among.isEmpty()
        ? kind.any(random)
        : within(among.get(random.nextInt(among.size())), random);
  }

  private static IpAddress within(IpNetwork network, RandomGenerator random) {
    long first = network.first().low();
    if (!network.first().isV4()) {
      return new IpAddress(network.first().high(), first | random.nextLong() >>> 1, false);
    }
    int free = 32 - network.bits();
    return IpAddress.v4((first & 0xffff_ffffL) + (free == 0 ? 0 : random.nextLong(1L << free)));
  }
}
