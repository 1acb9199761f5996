package io.mastiff.edge.network;

import com.maxmind.db.DatabaseRecord;
import com.maxmind.db.Reader;
import io.mastiff.edge.network.Databases.Asn;
import io.mastiff.edge.network.Databases.Code;
import io.mastiff.edge.network.Databases.Hiding;
import io.mastiff.edge.network.Databases.Place;
import io.mastiff.edge.policy.NetworkFiles;
import io.mastiff.edge.table.Mix;
import io.mastiff.event.IpAddress;
import io.mastiff.event.IpNetwork;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Facts out of MaxMind's databases, remembered by network: {@value #REMEMBERED} of them, about 100
 * B each.
 *
 * <p>A file that was replaced on disk is taken in by {@link #reload}, off the request's path; one
 * that cannot be read keeps the old one in force.
 */
public final class MaxMindNetworks implements Networks {
  static final int REMEMBERED = 1 << 16;
  private static final Logger LOG = LoggerFactory.getLogger(MaxMindNetworks.class);

  private final NetworkFiles files;
  private final Set<Integer> hosting;
  private final Map<String, Long> loaded = new HashMap<>();
  private final LongAdder failed = new LongAdder();
  private volatile State state = new State(Databases.NONE);

  /** Databases and what was remembered of them, replaced together. */
  private record State(Databases databases, AtomicReferenceArray<Remembered> cells) {
    State(Databases databases) {
      this(databases, new AtomicReferenceArray<>(REMEMBERED));
    }
  }

  private record Remembered(IpNetwork network, NetworkFacts facts) {}

  public MaxMindNetworks(NetworkFiles files) {
    this.files = files;
    this.hosting = HostingNumbers.with(files.hosting());
    reload();
  }

  /** Takes in the files that changed since the last time; whether all could be read. */
  public synchronized boolean reload() {
    Databases old = state.databases;
    Databases next =
        new Databases(
            fresh(files.asn(), old.asn(), Asn.class),
            fresh(files.country(), old.country(), Place.class),
            fresh(files.anonymous(), old.anonymous(), Hiding.class));
    if (!next.equals(old)) {
      state = new State(next);
    }
    return loaded.values().stream().noneMatch(time -> time < 0);
  }

  private <T> @Nullable Reader fresh(String file, @Nullable Reader old, Class<T> type) {
    if (file.isEmpty()) {
      return null;
    }
    Path path = Path.of(file);
    try {
      long changed = Files.getLastModifiedTime(path).toMillis();
      if (changed == Math.abs(loaded.getOrDefault(file, 0L))) {
        return old;
      }
      loaded.put(file, -changed);
      Reader reader = Databases.open(path, type);
      loaded.put(file, changed);
      return reader;
    } catch (IOException e) {
      loaded.putIfAbsent(file, -1L);
      LOG.warn(
          "{}: {}; {}", file, e.getMessage(), old == null ? "it is left out" : "the old one stays");
      return old;
    }
  }

  /** Look-ups that failed on a damaged database. */
  public long failed() {
    return failed.sum();
  }

  @Override
  public NetworkFacts of(IpAddress address) {
    State now = state;
    int cell = (int) Mix.ofPrefix(address, 24, 48) & (REMEMBERED - 1);
    Remembered known = now.cells.getAcquire(cell);
    if (known != null && known.network.contains(address)) {
      return known.facts;
    }
    try {
      Remembered found = find(now.databases, address);
      now.cells.setRelease(cell, found);
      return found.facts;
    } catch (IOException | RuntimeException e) {
      failed.increment();
      return NetworkFacts.UNKNOWN;
    }
  }

  private Remembered find(Databases from, IpAddress address) throws IOException {
    DatabaseRecord<Asn> asn = Databases.find(from.asn(), address, Asn.class);
    DatabaseRecord<Place> place = Databases.find(from.country(), address, Place.class);
    DatabaseRecord<Hiding> hiding = Databases.find(from.anonymous(), address, Hiding.class);
    int bits = Math.max(bits(asn), Math.max(bits(place), bits(hiding)));
    int number = asn == null || asn.data() == null ? 0 : asn.data().number().intValue();
    Hiding hides = hiding == null ? null : hiding.data();
    NetworkFacts facts =
        new NetworkFacts(
            number,
            place == null ? "" : code(place.data()),
            hosting.contains(number) || (hides != null && hides.hosting()),
            hides != null && hides.anonymous());
    return new Remembered(IpNetwork.of(address, Math.max(bits, address.isV4() ? 8 : 16)), facts);
  }

  private static int bits(@Nullable DatabaseRecord<?> record) {
    return record == null ? 0 : record.network().prefixLength();
  }

  private static String code(@Nullable Place place) {
    if (place == null) {
      return "";
    }
    Code code = place.country() == null ? place.registered() : place.country();
    return code == null || code.iso() == null ? "" : code.iso();
  }
}
