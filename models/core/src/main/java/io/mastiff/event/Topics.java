package io.mastiff.event;

import java.time.Duration;
import java.util.List;
import java.util.Map;

/** All topics of one installation; the prefix tells installations on one cluster apart. */
public final class Topics {
  public static final String DEFAULT_PREFIX = "mastiff";
  public static final int DEFAULT_PARTITIONS = 4;

  /** Longest record on the models topic: 16 MB. */
  public static final int LARGEST_MODEL_RECORD = 16 * 1024 * 1024;

  /** How long a tombstone of the lists stays readable; older door snapshots are discarded. */
  public static final Duration TOMBSTONE_RETENTION = Duration.ofDays(1);

  /** After how long the next write has a compacted topic compacted. */
  public static final Duration COMPACTION_LAG = Duration.ofDays(1);

  private static final Map<String, String> COMPACTED =
      Map.of(
          "cleanup.policy",
          "compact",
          "max.compaction.lag.ms",
          Long.toString(COMPACTION_LAG.toMillis()),
          "delete.retention.ms",
          Long.toString(TOMBSTONE_RETENTION.toMillis()),
          "message.timestamp.type",
          "LogAppendTime");

  private final String prefix;
  private final int partitions;

  public Topics(String prefix, int partitions) {
    this.prefix = prefix;
    this.partitions = partitions;
  }

  public static Topics defaults() {
    return new Topics(DEFAULT_PREFIX, DEFAULT_PARTITIONS);
  }

  public String prefix() {
    return prefix;
  }

  /** Every request; key: home. Kept 24 hours. */
  public Topic<String, RequestEvent> requests() {
    return new Topic<>(
        prefix + ".requests",
        Codec.text(),
        Codec.message("RequestEvent", RequestEvent.parser(), RequestEvent::getFormat),
        partitions,
        kept(Duration.ofHours(24)));
  }

  /** Purchases and other things that only the store knows; key: reference. Kept 7 days. */
  public Topic<String, Outcome> outcomes() {
    return new Topic<>(
        prefix + ".outcomes",
        Codec.text(),
        Codec.message("Outcome", Outcome.parser(), Outcome::getFormat),
        partitions,
        kept(Duration.ofDays(7)));
  }

  /** Every verdict with its features; key: subject. Kept 7 days. */
  public Topic<String, Verdict> verdicts() {
    return new Topic<>(
        prefix + ".verdicts",
        Codec.text(),
        Codec.message("Verdict", Verdict.parser(), Verdict::getFormat),
        partitions,
        kept(Duration.ofDays(7)));
  }

  /**
   * Learned entries, which live for minutes; kept a day. Key: {@link EntryKey#text}. One partition:
   * its offset is the epoch.
   */
  public Topic<String, BlocklistEntry> blocklist() {
    return new Topic<>(
        prefix + ".blocklist",
        Codec.text(),
        Codec.message("BlocklistEntry", BlocklistEntry.parser(), BlocklistEntry::getFormat),
        1,
        Map.of(
            "cleanup.policy", "compact,delete",
            "retention.ms", Long.toString(TOMBSTONE_RETENTION.toMillis()),
            "delete.retention.ms", Long.toString(TOMBSTONE_RETENTION.toMillis()),
            "segment.ms", "3600000",
            "message.timestamp.type", "LogAppendTime"));
  }

  /** Operators' entries, lifts and modes; never written in a transaction. */
  public Topic<String, OperatorRecord> operator() {
    return new Topic<>(
        prefix + ".operator",
        Codec.text(),
        Codec.message("OperatorRecord", OperatorRecord.parser(), OperatorRecord::getFormat),
        1,
        COMPACTED);
  }

  /** Model releases and the pointer that names the champion. */
  public Topic<String, ModelRecord> models() {
    return new Topic<>(
        prefix + ".models",
        Codec.text(),
        Codec.message("ModelRecord", ModelRecord.parser(), ModelRecord::getFormat),
        1,
        Map.of(
            "cleanup.policy",
            "compact",
            "max.message.bytes",
            Integer.toString(LARGEST_MODEL_RECORD)));
  }

  /** What challengers in shadow would have done; key: the pair and the task. Kept 30 days. */
  public Topic<String, ShadowCounts> shadow() {
    return new Topic<>(
        prefix + ".shadow",
        Codec.text(),
        Codec.message("ShadowCounts", ShadowCounts.parser(), ShadowCounts::getFormat),
        1,
        Map.of(
            "cleanup.policy", "compact,delete",
            "retention.ms", Long.toString(Duration.ofDays(30).toMillis()),
            "segment.ms", "3600000",
            "message.timestamp.type", "LogAppendTime"));
  }

  /** Heartbeats and confirmed epochs of doors; key: door. */
  public Topic<String, DoorStatus> doors() {
    return new Topic<>(
        prefix + ".doors",
        Codec.text(),
        Codec.message("DoorStatus", DoorStatus.parser(), DoorStatus::getFormat),
        1,
        Map.of(
            "cleanup.policy", "compact",
            "segment.ms", "3600000",
            "message.timestamp.type", "LogAppendTime"));
  }

  /** What people did to the list and the mode, in order; key: that of the entry. Kept 90 days. */
  public Topic<String, AuditRecord> audit() {
    return new Topic<>(
        prefix + ".audit",
        Codec.text(),
        Codec.message("AuditRecord", AuditRecord.parser(), AuditRecord::getFormat),
        1,
        kept(Duration.ofDays(90)));
  }

  /** Records that could not be read, as they came; the reason is in the header {@code error}. */
  public Topic<byte[], byte[]> deadLetters() {
    return new Topic<>(prefix + ".dead-letters", raw(), raw(), 1, kept(Duration.ofDays(7)));
  }

  public List<Topic<?, ?>> all() {
    return List.of(
        requests(),
        outcomes(),
        verdicts(),
        blocklist(),
        operator(),
        models(),
        shadow(),
        doors(),
        audit(),
        deadLetters());
  }

  private static Codec<byte[]> raw() {
    return new Codec<>() {
      @Override
      public byte[] encode(byte[] value) {
        return value;
      }

      @Override
      public byte[] decode(byte[] bytes) {
        return bytes;
      }
    };
  }

  private static Map<String, String> kept(Duration retention) {
    return Map.of(
        "cleanup.policy", "delete",
        "retention.ms", Long.toString(retention.toMillis()),
        "segment.ms", "3600000",
        "message.timestamp.type", "LogAppendTime");
  }
}
