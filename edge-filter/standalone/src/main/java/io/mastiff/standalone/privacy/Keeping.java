package io.mastiff.standalone.privacy;

import io.mastiff.broker.Cluster;
import io.mastiff.standalone.UserError;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.common.config.ConfigResource;
import org.jspecify.annotations.Nullable;

/**
 * How long the broker keeps what a topic holds, by the settings that are in force.
 *
 * <p>A record that is kept for a time goes with its segment: at the latest that time, a segment's
 * length and the broker's interval of checks after it came. A compacted one stays while it is the
 * newest of its key, then until the log is compacted: with the first record that is written to the
 * topic after {@code max.compaction.lag.ms}, where that is set; on a quiet topic there is no bound.
 */
public record Keeping(
    boolean deletes,
    boolean compacts,
    long retentionMs,
    long segmentMs,
    long compactionLagMs,
    long tombstoneMs) {
  private static final Duration BETWEEN_CHECKS = Duration.ofMinutes(5);

  /** The settings of topics by their names. */
  static Map<String, Keeping> of(String bootstrap, Collection<String> topics) {
    try (Admin admin = Cluster.admin(bootstrap)) {
      Map<String, Keeping> all = new HashMap<>();
      admin
          .describeConfigs(
              topics.stream()
                  .map(topic -> new ConfigResource(ConfigResource.Type.TOPIC, topic))
                  .toList())
          .all()
          .get(10, TimeUnit.SECONDS)
          .forEach((resource, config) -> all.put(resource.name(), of(config)));
      return all;
    } catch (ExecutionException | TimeoutException e) {
      throw new UserError("the settings of topics cannot be read: " + e.getMessage());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new UserError("interrupted");
    }
  }

  private static Keeping of(Config config) {
    String policy = config.get("cleanup.policy").value();
    return new Keeping(
        policy.contains("delete"),
        policy.contains("compact"),
        number(config, "retention.ms"),
        number(config, "segment.ms"),
        number(config, "max.compaction.lag.ms"),
        number(config, "delete.retention.ms"));
  }

  private static long number(Config config, String name) {
    return Long.parseLong(config.get(name).value());
  }

  /** When the last of these records is gone at the latest; null where there is no bound. */
  public @Nullable Instant goneBy(long newestMs) {
    return deletes && retentionMs >= 0 ? at(newestMs, retentionMs, segmentMs) : null;
  }

  /** How compaction ends what was replaced or taken back, for people. */
  public String compacted() {
    return compactionLagMs < Long.MAX_VALUE / 4
        ? "until the log is compacted: with the first write to the topic after "
            + Duration.ofMillis(compactionLagMs).toHours()
            + " hours; a tombstone "
            + Duration.ofMillis(tombstoneMs).toHours()
            + " hours later"
        : "until the log is compacted, for which max.compaction.lag.ms sets no bound";
  }

  private static Instant at(long newestMs, long keptMs, long moreMs) {
    return Instant.ofEpochSecond(
        (newestMs + keptMs + moreMs + BETWEEN_CHECKS.toMillis() + 999) / 1000);
  }

  /**
   * Until when records stay, for people.
   *
   * @param superseded whether a tombstone follows each; else a compacted one stays
   */
  public String until(long newestMs, boolean superseded) {
    Instant gone = goneBy(newestMs);
    if (deletes) {
      return gone == null ? "for ever: retention.ms is -1" : "until " + gone + " at the latest";
    }
    return superseded ? compacted() : "until it is replaced or taken back";
  }
}
