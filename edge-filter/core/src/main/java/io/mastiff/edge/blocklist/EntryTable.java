package io.mastiff.edge.blocklist;

import io.mastiff.edge.Sighting;
import io.mastiff.edge.client.Client;
import io.mastiff.event.Action;
import io.mastiff.event.BlocklistEntry;
import io.mastiff.event.EntryKey;
import io.mastiff.event.IpAddress;
import io.mastiff.event.IpNetwork;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicIntegerArray;
import org.jspecify.annotations.Nullable;

/**
 * Entries of one origin under their keys.
 *
 * <p>A look-up asks only for kinds of keys that are in use: for each prefix length that some entry
 * has, and for each combination of a cohort's parts. Allow outranks every other action. At most
 * {@value #MOST} entries; further ones are refused.
 */
final class EntryTable {
  static final int MOST = 1_000_000;
  private static final int NETWORK = 1;
  private static final int SHAPE = 2;
  private static final int CLIENT_SHAPE = 4;
  private static final int ROUTE = 8;
  private static final int NO_COOKIE = 16;

  private final Map<EntryKey, BlocklistEntry> entries = new ConcurrentHashMap<>();
  private final AtomicIntegerArray v4Lengths = new AtomicIntegerArray(33);
  private final AtomicIntegerArray v6Lengths = new AtomicIntegerArray(129);
  private final AtomicIntegerArray cohortKinds = new AtomicIntegerArray(32);

  boolean put(BlocklistEntry entry) {
    Optional<EntryKey> key = EntryKey.parse(entry.getKey());
    if (key.isEmpty() || (entries.size() >= MOST && !entries.containsKey(key.get()))) {
      return false;
    }
    if (entries.put(key.get(), entry) == null) {
      count(key.get(), 1);
    }
    return true;
  }

  void remove(String text) {
    EntryKey.parse(text).ifPresent(this::remove);
  }

  private void remove(EntryKey key) {
    if (entries.remove(key) != null) {
      count(key, -1);
    }
  }

  private void count(EntryKey key, int change) {
    if (key instanceof EntryKey.OfNetwork of) {
      lengths(of.network().first()).addAndGet(of.network().bits(), change);
    } else if (key instanceof EntryKey.OfCohort of) {
      cohortKinds.addAndGet(kind(of), change);
    }
  }

  private AtomicIntegerArray lengths(IpAddress address) {
    return address.isV4() ? v4Lengths : v6Lengths;
  }

  private static int kind(EntryKey.OfCohort of) {
    return (of.network() == null ? 0 : NETWORK)
        | (of.shape() == null ? 0 : SHAPE)
        | (of.clientShape() == null ? 0 : CLIENT_SHAPE)
        | (of.route() == null ? 0 : ROUTE)
        | (of.withoutCookie() ? NO_COOKIE : 0);
  }

  int size() {
    return entries.size();
  }

  void clear() {
    entries.keySet().forEach(this::remove);
  }

  void sweep(long nowMs) {
    entries.forEach(
        (key, entry) -> {
          if (entry.getExpiresAtMs() <= nowMs) {
            remove(key);
          }
        });
  }

  Optional<BlocklistEntry> find(Sighting s) {
    if (entries.isEmpty()) {
      return Optional.empty();
    }
    BlocklistEntry best = null;
    if (s.visitor().returned()) {
      best = better(best, new EntryKey.OfSession(s.visitor().id()), s.atMs());
    }
    if (s.address().known()) {
      best = better(best, new EntryKey.OfAddress(s.address().address()), s.atMs());
      best = byNetwork(best, s);
    }
    best = better(best, new EntryKey.OfShape(s.shape().request()), s.atMs());
    return Optional.ofNullable(byCohort(best, s));
  }

  private @Nullable BlocklistEntry byNetwork(@Nullable BlocklistEntry best, Sighting s) {
    IpAddress address = s.address().address();
    AtomicIntegerArray lengths = lengths(address);
    for (int bits = lengths.length() - 1; bits >= 0; bits--) {
      if (lengths.get(bits) > 0) {
        best = better(best, new EntryKey.OfNetwork(IpNetwork.of(address, bits)), s.atMs());
      }
    }
    return best;
  }

  private @Nullable BlocklistEntry byCohort(@Nullable BlocklistEntry best, Sighting s) {
    boolean withoutCookie = !s.visitor().returned();
    for (int kind = 0; kind < cohortKinds.length(); kind++) {
      boolean applies =
          cohortKinds.get(kind) > 0
              && (withoutCookie || (kind & NO_COOKIE) == 0)
              && (s.address().known() || (kind & NETWORK) == 0);
      if (applies) {
        best = better(best, cohortKey(kind, s), s.atMs());
      }
    }
    return best;
  }

  private static EntryKey cohortKey(int kind, Sighting s) {
    Client client = s.client();
    return new EntryKey.OfCohort(
        (kind & NETWORK) == 0 ? null : client.network(),
        (kind & SHAPE) == 0 ? null : s.shape().request(),
        (kind & CLIENT_SHAPE) == 0 ? null : s.shape().client(),
        (kind & ROUTE) == 0 ? null : s.route().route().template(),
        (kind & NO_COOKIE) != 0);
  }

  private @Nullable BlocklistEntry better(@Nullable BlocklistEntry best, EntryKey key, long nowMs) {
    BlocklistEntry found = entries.get(key);
    if (found == null || found.getExpiresAtMs() <= nowMs) {
      return best;
    }
    return best == null || rank(found) > rank(best) ? found : best;
  }

  /** Allow outranks; then entries that name a session or a route, which speak of the least. */
  private static int rank(BlocklistEntry entry) {
    boolean precise = entry.getKey().startsWith("session:") || entry.getKey().contains("route=");
    return (entry.getAction() == Action.ALLOW ? 2 : 0) + (precise ? 1 : 0);
  }
}
