package io.mastiff.edge.network;

import java.util.List;

/**
 * Autonomous systems that rent out servers, where few shoppers live: the large ones by their public
 * registry entries (RIPE, ARIN, APNIC), to which a policy adds its own.
 */
final class HostingNumbers {
  /** In order: Amazon, Microsoft, Google, Oracle, DigitalOcean, OVH, Hetzner, Linode, Vultr … */
  private static final int[] KNOWN = {
    16509, 14618, 8987, 8075, 8068, 396982, 15169, 31898, 14061, 16276, 24940, 213230, 63949, 20473,
    12876, 51167, 9009, 60781, 28753, 30633, 7203, 197540, 36352, 132203, 45090, 37963, 45102,
        212238,
    60068, 202053, 54825, 40676, 53667, 55286, 62904, 26496, 8560, 6724, 47583, 49981, 211252,
        46606,
    32475, 36351, 19318, 22612, 29802, 33387, 46664, 23470, 35916, 18450, 8100, 29066, 34088, 35913,
    50304, 42708, 44901, 49505, 197695, 9123, 198610, 57043, 59253, 136907, 55990, 55967
  };

  /** Open addressing: a free cell is 0, which is no autonomous system. */
  private final int[] cells;

  HostingNumbers(List<Integer> more) {
    cells = new int[Integer.highestOneBit(KNOWN.length + more.size()) * 8];
    for (int number : KNOWN) {
      cells[cell(number)] = number;
    }
    more.forEach(number -> cells[cell(number)] = number);
  }

  boolean contains(int number) {
    return number != 0 && cells[cell(number)] == number;
  }

  /** Where the number stands, or would. */
  private int cell(int number) {
    int cell = number * 0x9e37_79b9 >>> 8 & (cells.length - 1);
    while (cells[cell] != 0 && cells[cell] != number) {
      cell = (cell + 1) & (cells.length - 1);
    }
    return cell;
  }
}
