package io.mastiff.bench;

import io.mastiff.edge.blocklist.BlockList;
import io.mastiff.event.Action;
import io.mastiff.event.BlocklistEntry;
import io.mastiff.event.EntryKey;
import io.mastiff.event.IpAddress;
import io.mastiff.event.IpNetwork;
import io.mastiff.event.Source;
import java.util.SplittableRandom;

/** Block lists to look up in. */
final class Lists {
  private Lists() {}

  /** Prefixes of one family, of the lengths that lists have: half of them single addresses. */
  static BlockList prefixes(int entries, boolean v6) {
    BlockList list = new BlockList();
    SplittableRandom random = new SplittableRandom(3);
    while (list.size() < entries) {
      list.put(entry(prefixKey(random, v6)));
    }
    list.heardAt(Long.MAX_VALUE / 2);
    return list;
  }

  /** All scopes: 40% IPv4, 30% IPv6, 20% sessions, 5% shapes, 5% cohorts. */
  static BlockList mixed(int entries) {
    BlockList list = new BlockList();
    SplittableRandom random = new SplittableRandom(4);
    for (int i = 0; i < entries; i++) {
      String key =
          switch (i % 20) {
            case 0, 1, 2, 3, 4, 5, 6, 7 -> prefixKey(random, false);
            case 8, 9, 10, 11, 12, 13 -> prefixKey(random, true);
            case 14, 15, 16, 17 -> "session:" + Long.toHexString(random.nextLong());
            case 18 -> "shape:" + EntryKey.hex(random.nextLong());
            default ->
                "cohort:network="
                    + IpNetwork.of(v4(random), 24)
                    + ",client-shape="
                    + EntryKey.hex(random.nextLong())
                    + ",cookie=none";
          };
      list.put(entry(key));
    }
    list.heardAt(Long.MAX_VALUE / 2);
    return list;
  }

  static BlocklistEntry entry(String key) {
    return BlocklistEntry.newBuilder()
        .setFormat(1)
        .setKey(key)
        .setAction(Action.BLOCK)
        .setSource(Source.CLASSIFIER)
        .setNote("benchmark")
        .setExpiresAtMs(System.currentTimeMillis() + 24 * 3_600_000L)
        .build();
  }

  /**
   * Outside of the clients' own networks, so that what is measured is the miss that shoppers are.
   */
  static String prefixKey(SplittableRandom random, boolean v6) {
    if (v6) {
      IpAddress address = v6(random);
      return random.nextBoolean()
          ? "address:" + address
          : "network:" + IpNetwork.of(address, 40 + random.nextInt(25));
    }
    IpAddress address = v4(random);
    return random.nextBoolean()
        ? "address:" + address
        : "network:" + IpNetwork.of(address, 20 + random.nextInt(12));
  }

  static IpAddress v4(SplittableRandom random) {
    return IpAddress.v4(0xa000_0000L | (random.nextInt() & 0x1fff_ffff));
  }

  static IpAddress v6(SplittableRandom random) {
    return new IpAddress(
        0x2000_0000_0000_0000L | (random.nextLong() >>> 3), random.nextLong(), false);
  }
}
