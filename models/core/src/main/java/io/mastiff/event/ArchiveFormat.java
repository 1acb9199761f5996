package io.mastiff.event;

/**
 * What an archive is on disk, for those who write and those who read it.
 *
 * <pre>
 * A folder: archive.json (format, how addresses are told, what was read of each topic) and
 * KIND/shop=SHOP/day=YYYY-MM-DD/NUMBER.parquet, by the day in UTC on which Kafka took the record.
 * Every file has kafka_partition, kafka_offset, appended_ms, some columns to look at, and record: the
 * whole message of the contract (RequestEvent, Verdict, Outcome).
 * </pre>
 */
public final class ArchiveFormat {
  public static final int FORMAT = 1;
  public static final String MANIFEST = "archive.json";

  private ArchiveFormat() {}

  /** A topic that is archived, and its folder. */
  public enum Kind {
    REQUESTS,
    VERDICTS,
    OUTCOMES;

    /** Its folder in the archive. */
    public String folder() {
      return name().toLowerCase(java.util.Locale.ROOT);
    }

    /** All its files, as a glob under the archive. */
    public String files() {
      return folder() + "/shop=*/day=*/*.parquet";
    }
  }
}
