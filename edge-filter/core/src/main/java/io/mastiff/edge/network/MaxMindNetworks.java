package io.mastiff.edge.network;

import io.mastiff.edge.policy.NetworkFiles;
import io.mastiff.event.IpAddress;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Facts out of MaxMind's databases, each held as a table of the one number that is needed: some 5
 * MB for all autonomous systems.
 *
 * <p>A file that was replaced on disk is taken in by {@link #reload}, off the request's path; one
 * that cannot be read keeps the old one in force.
 */
public final class MaxMindNetworks implements Networks {
  private static final Logger LOG = LoggerFactory.getLogger(MaxMindNetworks.class);

  /** The time of a file that is not there. */
  private static final long MISSING = 1;

  private final NetworkFiles files;
  private final HostingNumbers hosting;

  /** When each file was last changed, negative where it could not be read. */
  private final Map<String, Long> loaded = new HashMap<>();

  private volatile Tables tables = new Tables(null, null, null);

  private record Tables(
      @Nullable RangeTable asn, @Nullable RangeTable country, @Nullable RangeTable hiding) {}

  /** Reads one database. */
  private interface Source {
    RangeTable read(Path file) throws IOException;
  }

  public MaxMindNetworks(NetworkFiles files) {
    this.files = files;
    this.hosting = new HostingNumbers(files.hosting());
    reload();
  }

  /**
   * Facts out of other databases than those of {@code old}; what is named as before is not read
   * again, and in the place of a new one that cannot be read the old one stays.
   */
  public MaxMindNetworks(NetworkFiles files, MaxMindNetworks old) {
    this.files = files;
    this.hosting = new HostingNumbers(files.hosting());
    synchronized (old) {
      this.tables = old.tables;
      keep(old, files.asn(), old.files.asn());
      keep(old, files.country(), old.files.country());
      keep(old, files.anonymous(), old.files.anonymous());
    }
    reload();
  }

  private void keep(MaxMindNetworks old, String file, String before) {
    Long read = file.equals(before) ? old.loaded.get(file) : null;
    if (read != null) {
      loaded.put(file, read);
    }
  }

  /** Takes in the files that changed since the last time; whether all that are named were read. */
  public synchronized boolean reload() {
    Tables old = tables;
    tables =
        new Tables(
            fresh(files.asn(), old.asn, Databases::asn),
            fresh(files.country(), old.country, Databases::country),
            fresh(files.anonymous(), old.hiding, Databases::hiding));
    return loaded.values().stream().noneMatch(time -> time < 0);
  }

  private @Nullable RangeTable fresh(String file, @Nullable RangeTable old, Source source) {
    if (file.isEmpty()) {
      return null;
    }
    Path path = Path.of(file);
    long changed = modifiedMs(path);
    if (changed == Math.abs(loaded.getOrDefault(file, 0L))) {
      return old;
    }
    loaded.put(file, -changed);
    try {
      RangeTable table = source.read(path);
      loaded.put(file, changed);
      return table;
    } catch (IOException e) {
      LOG.warn(
          "{}: {}; {}", file, e.getMessage(), old == null ? "it is left out" : "the old one stays");
      return old;
    }
  }

  private static long modifiedMs(Path file) {
    try {
      return Files.getLastModifiedTime(file).toMillis();
    } catch (IOException e) {
      return MISSING;
    }
  }

  @Override
  public long of(IpAddress address) {
    Tables now = tables;
    int asn = now.asn == null ? 0 : now.asn.find(address);
    int country = now.country == null ? 0 : now.country.find(address);
    int hiding = now.hiding == null ? 0 : now.hiding.find(address);
    return NetworkFacts.pack(
        asn, country, hosting.contains(asn) || (hiding & 2) != 0, (hiding & 1) != 0);
  }
}
