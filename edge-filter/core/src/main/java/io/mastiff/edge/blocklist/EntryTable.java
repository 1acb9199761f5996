package io.mastiff.edge.blocklist;

import com.dynatrace.hash4j.hashing.Hashing;
import io.mastiff.edge.Sighting;
import io.mastiff.edge.blocklist.PrefixRun.Family;
import io.mastiff.edge.client.Visitor;
import io.mastiff.event.BlocklistEntry;
import io.mastiff.event.EntryKey;
import io.mastiff.event.IpAddress;
import io.mastiff.event.IpNetwork;
import io.mastiff.event.KeyedHash;
import io.mastiff.event.Reason;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.function.LongConsumer;
import java.util.function.LongPredicate;
import org.jspecify.annotations.Nullable;

/**
 * Entries of one origin under their keys.
 *
 * <p>A look-up asks only for kinds of keys that are in use. Allow outranks every other action; of
 * entries that rank alike the narrower scope decides. At most {@value #MOST} entries; further ones
 * are refused. Changes are made by one thread at a time.
 */
final class EntryTable {
  static final int MOST = 2_000_000;
  private static final int KINDS = CohortKeys.KINDS;

  private final PrefixTable v4 = new PrefixTable(Family.V4);
  private final PrefixTable v6 = new PrefixTable(Family.V6);
  private final HashTable sessions = new HashTable();
  private final HashTable shapes = new HashTable();
  private final HashTable cohorts = new HashTable();
  private final HashedPrefixes hashed = new HashedPrefixes();
  private final int[] cohortKinds = new int[KINDS];

  /** A bit for each kind of cohort keys that is in use. */
  private volatile long kindsInUse;

  private final ReasonBook book = new ReasonBook();
  private volatile int size;

  boolean put(BlocklistEntry entry) {
    EntryKey key = EntryKey.parse(entry.getKey()).orElse(null);
    if (key == null || size >= MOST) {
      return false;
    }
    if (key instanceof EntryKey.OfAddress of) {
      putPrefix(of.address(), addressLength(of.address()), entry);
    } else if (key instanceof EntryKey.OfNetwork of) {
      putPrefix(of.network().first(), of.network().bits(), entry);
    } else if (key instanceof EntryKey.OfHashedAddress of) {
      putHashed(of.address(), HashedPrefixes.ADDRESS, entry);
    } else if (key instanceof EntryKey.OfHashedNetwork of) {
      putHashed(of.network().hash(), of.network().bits(), entry);
    } else if (key instanceof EntryKey.OfSession of) {
      sessions.put(sessionHash(of.id()), bits(entry, true, 0));
    } else if (key instanceof EntryKey.OfShape of) {
      shapes.put(of.shape(), bits(entry, false, 0));
    } else if (key instanceof EntryKey.OfCohort of) {
      putCohort(of, entry);
    }
    count();
    return true;
  }

  private void putPrefix(IpAddress first, int length, BlocklistEntry entry) {
    prefixes(first).put(lead(first), trail(first), bits(entry, false, length));
  }

  private void putHashed(KeyedHash hash, int length, BlocklistEntry entry) {
    hashed.put(hash, length, bits(entry, false, length));
  }

  private void putCohort(EntryKey.OfCohort of, BlocklistEntry entry) {
    int before = cohorts.live();
    int kind = CohortKeys.kind(of);
    cohorts.put(CohortKeys.hash(of), bits(entry, of.route() != null, kind));
    countKind(kind, cohorts.live() - before);
  }

  private long bits(BlocklistEntry entry, boolean precise, int length) {
    List<String> texts =
        entry.getReasonsCount() > 0
            ? entry.getReasonsList().stream().map(Reason::getText).toList()
            : List.of(entry.getNote());
    return EntryBits.pack(
        entry.getAction(),
        entry.getSource(),
        precise,
        length,
        book.number(texts),
        entry.getExpiresAtMs());
  }

  void remove(String text) {
    EntryKey key = EntryKey.parse(text).orElse(null);
    if (key instanceof EntryKey.OfAddress of) {
      IpAddress address = of.address();
      prefixes(address).remove(lead(address), trail(address), addressLength(address));
    } else if (key instanceof EntryKey.OfNetwork of) {
      IpAddress first = of.network().first();
      prefixes(first).remove(lead(first), trail(first), of.network().bits());
    } else if (key instanceof EntryKey.OfHashedAddress of) {
      hashed.remove(of.address());
    } else if (key instanceof EntryKey.OfHashedNetwork of) {
      hashed.remove(of.network().hash());
    } else if (key instanceof EntryKey.OfSession of) {
      sessions.remove(sessionHash(of.id()));
    } else if (key instanceof EntryKey.OfShape of) {
      shapes.remove(of.shape());
    } else if (key instanceof EntryKey.OfCohort of) {
      long removed = cohorts.remove(CohortKeys.hash(of));
      countKind(CohortKeys.kind(of), removed == EntryBits.NONE ? 0 : -1);
    }
    count();
  }

  int size() {
    return size;
  }

  ReasonBook book() {
    return book;
  }

  /** The tables of addresses and networks. */
  List<PrefixTable> prefixes() {
    return List.of(v4, v6);
  }

  /** The tables of sessions, shapes, cohorts, and of hashed addresses and networks. */
  List<HashTable> hashes() {
    return List.of(sessions, shapes, cohorts, hashed.table());
  }

  /** Counts anew what was put into the tables directly. */
  void loaded() {
    Arrays.fill(cohortKinds, 0);
    for (long[] cell : cohorts.cells()) {
      cohortKinds[EntryBits.length(cell[1]) & (KINDS - 1)]++;
    }
    publishKinds();
    hashed.recount();
    count();
  }

  /** Bytes that the entries take, without the texts of their reasons. */
  long bytes() {
    return v4.bytes() + v6.bytes() + hashes().stream().mapToLong(HashTable::bytes).sum();
  }

  private void count() {
    size = v4.live() + v6.live() + hashes().stream().mapToInt(HashTable::live).sum();
  }

  void clear() {
    v4.clear();
    v6.clear();
    sessions.clear();
    shapes.clear();
    cohorts.clear();
    hashed.clear();
    loaded();
  }

  private void countKind(int kind, int more) {
    cohortKinds[kind] += more;
    publishKinds();
  }

  private void publishKinds() {
    long mask = 0;
    for (int kind = 0; kind < KINDS; kind++) {
      mask |= cohortKinds[kind] > 0 ? 1L << kind : 0;
    }
    kindsInUse = mask;
  }

  /** Forgets what expired before {@code nowMs}, and reasons that nothing points to. */
  void sweep(long nowMs) {
    long now = EntryBits.seconds(nowMs);
    BitSet pointedTo = new BitSet();
    LongConsumer stays = bits -> pointedTo.set(EntryBits.reasons(bits));
    LongPredicate gone = bits -> !EntryBits.holds(bits, now);
    v4.sweep(gone, stays);
    v6.sweep(gone, stays);
    sessions.sweep(gone, stays);
    shapes.sweep(gone, stays);
    hashed.sweep(gone, stays);
    cohorts.sweep(
        bits -> {
          boolean expired = gone.test(bits);
          cohortKinds[EntryBits.length(bits) & (KINDS - 1)] -= expired ? 1 : 0;
          return expired;
        },
        stays);
    publishKinds();
    book.keepOnly(pointedTo);
    count();
  }

  long touchSession(long idHash) {
    return sessions.touch(idHash);
  }

  long touchAddress(IpAddress address) {
    return prefixes(address).touch(lead(address));
  }

  long touchShape(long shape) {
    return shapes.touch(shape);
  }

  /** The entry that decides about this request, if there is one. */
  @Nullable Listed find(Sighting s) {
    if (size == 0) {
      return null;
    }
    long now = EntryBits.seconds(s.atMs());
    long session =
        s.visitor().returned() && sessions.live() > 0
            ? sessions.find(s.visitor().idHash(), now)
            : EntryBits.NONE;
    long address = s.addressKnown() ? findAddress(s, now) : EntryBits.NONE;
    long shape = shapes.live() > 0 ? shapes.find(s.shape(), now) : EntryBits.NONE;
    long best = EntryBits.better(EntryBits.better(session, address), shape);
    long cohort = findCohort(s, now, best);
    if (EntryBits.outdoes(cohort, best)) {
      return listed(CohortKeys.key(EntryBits.length(cohort), s), cohort);
    }
    if (best == EntryBits.NONE) {
      return null;
    }
    return listed(
        best == session
            ? new EntryKey.OfSession(s.visitor().id())
            : best == address ? addressKey(s, best) : shapeKey(s),
        best);
  }

  boolean hasSession(String cookieId, long nowMs) {
    long found = sessions.find(sessionHash(cookieId), EntryBits.seconds(nowMs));
    return found != EntryBits.NONE;
  }

  /** The bits that decide about an address alone. */
  long findAddress(IpAddress address, long nowSeconds) {
    return prefixes(address).find(lead(address), trail(address), nowSeconds);
  }

  /** The bits that decide about a request's address, told or hashed. */
  private long findAddress(Sighting s, long now) {
    long told = findAddress(s.address(), now);
    return hashed.live() == 0 ? told : EntryBits.closer(told, hashed.find(s, now));
  }

  private long findCohort(Sighting s, long now, long best) {
    long found = EntryBits.NONE;
    if (cohorts.live() == 0 || EntryBits.rank(best) == EntryBits.HIGHEST_RANK) {
      return found;
    }
    for (long kinds = kindsInUse; kinds != 0; kinds &= kinds - 1) {
      int kind = Long.numberOfTrailingZeros(kinds);
      if (CohortKeys.applies(kind, s)) {
        found = EntryBits.better(found, cohorts.find(CohortKeys.hash(kind, s), now));
      }
    }
    return found;
  }

  private Listed listed(EntryKey key, long bits) {
    return new Listed(
        key,
        EntryBits.action(bits),
        EntryBits.source(bits),
        book.reasons(EntryBits.reasons(bits)),
        EntryBits.expiresAtMs(bits));
  }

  private static EntryKey shapeKey(Sighting s) {
    return new EntryKey.OfShape(s.shape());
  }

  /** As it leaves the door, whether the entry was hashed or not. */
  private static EntryKey addressKey(Sighting s, long bits) {
    IpAddress address = s.address();
    int length = EntryBits.length(bits);
    boolean whole = length == addressLength(address) || length == HashedPrefixes.ADDRESS;
    return s.shown()
        .of(
            whole
                ? new EntryKey.OfAddress(address)
                : new EntryKey.OfNetwork(IpNetwork.of(address, length)));
  }

  private PrefixTable prefixes(IpAddress address) {
    return address.isV4() ? v4 : v6;
  }

  private static int addressLength(IpAddress address) {
    return (address.isV4() ? Family.V4 : Family.V6).width + 1;
  }

  private static long lead(IpAddress address) {
    return address.isV4() ? address.low() << 32 : address.high();
  }

  private static long trail(IpAddress address) {
    return address.isV4() ? 0 : address.low();
  }

  private static long sessionHash(String id) {
    long ours = Visitor.idHash(id);
    return ours != 0 ? ours : Hashing.komihash5_0().hashCharsToLong(id);
  }
}
