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

  private final NetworkFiles files;
  private final HostingNumbers hosting;
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
    try {
      long changed = Files.getLastModifiedTime(path).toMillis();
      if (changed == Math.abs(loaded.getOrDefault(file, 0L))) {
        return old;
      }
      loaded.put(file, -changed);
      RangeTable table = source.read(path);
      loaded.put(file, changed);
      return table;
    } catch (IOException e) {
      loaded.putIfAbsent(file, -1L);
      LOG.warn(
          "{}: {}; {}", file, e.getMessage(), old == null ? "it is left out" : "the old one stays");
      return old;
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
