package io.mastiff.edge.blocklist;

import io.mastiff.edge.Sighting;
import io.mastiff.edge.client.AddressHasher;
import io.mastiff.event.IpAddress;
import io.mastiff.event.IpNetwork;
import io.mastiff.event.KeyedHash;
import java.util.function.LongConsumer;
import java.util.function.LongPredicate;

/**
 * Entries of addresses and networks by their keyed hashes.
 *
 * <p>A look-up hashes the request's address once for each prefix length that is in use, and nothing
 * where no entry is hashed or the door does not hash. One thread changes it, any may look up.
 */
final class HashedPrefixes {
  /** Stands for the length of an address's own entry, the narrowest. */
  static final int ADDRESS = 200;

  private static final int LENGTHS = ADDRESS + 1;

  private final HashTable table = new HashTable();
  private final int[] counts = new int[LENGTHS];
  private volatile int[] inUse = {};

  int live() {
    return table.live();
  }

  HashTable table() {
    return table;
  }

  void put(KeyedHash hash, int length, long bits) {
    int before = table.live();
    table.put(hash.high(), bits);
    count(length, table.live() - before);
  }

  void remove(KeyedHash hash) {
    long removed = table.remove(hash.high());
    count(EntryBits.length(removed), removed == EntryBits.NONE ? 0 : -1);
  }

  /** The entry that decides about a request's address, or {@link EntryBits#NONE}. */
  long find(Sighting s, long nowSeconds) {
    int[] lengths = inUse;
    AddressHasher hasher = lengths.length == 0 ? null : s.shown().hasher();
    if (hasher == null) {
      return EntryBits.NONE;
    }
    IpAddress address = s.address();
    int width = address.isV4() ? 32 : 128;
    long best = EntryBits.NONE;
    for (int length : lengths) {
      if (length == ADDRESS) {
        best = table.find(hasher.of(address).high(), nowSeconds);
      } else if (length <= width) {
        long found = table.find(hasher.of(IpNetwork.of(address, length)).hash().high(), nowSeconds);
        best = EntryBits.better(best, found);
      }
    }
    return best;
  }

  void sweep(LongPredicate gone, LongConsumer stays) {
    table.sweep(gone, stays);
    recount();
  }

  void clear() {
    table.clear();
    recount();
  }

  /** Counts anew what was put into the table directly. */
  void recount() {
    java.util.Arrays.fill(counts, 0);
    for (long[] cell : table.cells()) {
      counts[EntryBits.length(cell[1]) % LENGTHS]++;
    }
    publish();
  }

  private void count(int length, int more) {
    boolean before = counts[length] > 0;
    counts[length] += more;
    if (before != counts[length] > 0) {
      publish();
    }
  }

  /** The lengths in use, narrowest scope first. */
  private void publish() {
    inUse =
        java.util.stream.IntStream.range(0, LENGTHS)
            .map(i -> LENGTHS - 1 - i)
            .filter(length -> counts[length] > 0)
            .toArray();
  }
}
