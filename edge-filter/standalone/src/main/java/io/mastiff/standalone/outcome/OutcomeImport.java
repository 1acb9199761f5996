package io.mastiff.standalone.outcome;

import io.mastiff.event.OutcomeIds;
import io.mastiff.event.Topics;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Brings a file of outcomes into the topic, each once: what the topic holds already, or the file
 * held before, is left out. The file is read twice, so that nothing is written of one with a bad
 * row unless that was asked for.
 */
public final class OutcomeImport {
  private final OutcomeFile file;
  private final BadRows bad = new BadRows();
  private final long rows;

  /**
   * What to read and how.
   *
   * @param zone of times without an offset; null where these are bad rows
   */
  public record Format(String shop, char separator, @Nullable ZoneId zone) {}

  /**
   * What came of an import.
   *
   * @param known good rows that were told before
   * @param written rows that were new; in a dry run those that would have been written
   */
  public record Result(long rows, long known, long written) {}

  private OutcomeImport(OutcomeFile file, LongConsumer progress) {
    this.file = file;
    this.rows = file.read(outcome -> {}, bad, progress);
  }

  /**
   * Reads the whole file, and writes nothing.
   *
   * @param progress told how many of the file's bytes have been read
   */
  public static OutcomeImport check(Path file, Format format, long nowMs, LongConsumer progress) {
    RowReader reader = new RowReader(format.shop(), new RowTime(format.zone(), nowMs));
    return new OutcomeImport(new OutcomeFile(file, format.separator(), reader), progress);
  }

  public BadRows bad() {
    return bad;
  }

  public long rows() {
    return rows;
  }

  /** Reads the file again and writes the good rows that are new, or only counts them. */
  public Result write(String bootstrap, Topics topics, boolean dryRun, LongConsumer progress) {
    KnownOutcomes known = new KnownOutcomes();
    try (OutcomeTopic topic = new OutcomeTopic(bootstrap, topics)) {
      topic.readAll(outcome -> known.add(OutcomeIds.of(outcome)));
      int before = known.size();
      file.read(
          outcome -> {
            if (known.add(outcome.getId()) && !dryRun) {
              topic.send(outcome);
            }
          },
          new BadRows(),
          progress);
      long written = dryRun ? known.size() - before : topic.flush();
      return new Result(rows, rows - bad.count() - (known.size() - before), written);
    }
  }
}
