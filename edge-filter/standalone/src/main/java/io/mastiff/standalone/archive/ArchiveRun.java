package io.mastiff.standalone.archive;

import io.mastiff.data.archive.ArchiveException;
import io.mastiff.data.archive.ArchiveFolder;
import io.mastiff.event.Topics;
import io.mastiff.standalone.UserError;
import java.io.IOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One run of {@code data archive}.
 *
 * @param whole whether addresses are kept in the clear
 * @param key file of the key that they are hashed with; null for the archive's own
 * @param keepDays how many days are kept beside today; 0 for all
 */
public record ArchiveRun(
    String bootstrap,
    Topics topics,
    Path folder,
    boolean whole,
    @Nullable Path key,
    int keepDays,
    Clock clock) {

  /** Is told how far a run has come, in records. */
  @FunctionalInterface
  public interface Telling {
    void at(long done, long all);
  }

  /**
   * What came of it.
   *
   * @param lost records that Kafka deleted before any run read them
   * @param days days of a kind and shop that were too old and are gone
   */
  public record Result(long records, long lost, long unreadable, int days) {}

  /** Brings in what there is, and removes what is too old. */
  public Result run(Telling progress) throws IOException {
    List<String> names =
        List.of(topics.requests().name(), topics.verdicts().name(), topics.outcomes().name());
    TopicIds ids = TopicIds.ask(bootstrap, names);
    try {
      ArchiveFolder.requireOwn(folder, Set.of(AddressKeeping.OWN_KEY));
      return run(ids, progress);
    } catch (ArchiveException e) {
      throw new UserError(String.valueOf(e.getMessage()));
    }
  }

  private Result run(TopicIds ids, Telling progress) throws IOException {
    AddressKeeping keeping =
        whole ? AddressKeeping.whole() : AddressKeeping.hashed(folder, key, new SecureRandom());
    try (ArchiveFolder archive = ArchiveFolder.open(folder, keeping.name(), keeping.keyMark())) {
      HiddenAddresses addresses = new HiddenAddresses(keeping.addresses());
      TopicArchive.Result read =
          new TopicArchive(bootstrap, topics, archive, addresses, ids).run(progress::at);
      LocalDate today = LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
      int days = keepDays == 0 ? 0 : archive.removeBefore(today.minusDays(keepDays));
      return new Result(read.records(), read.lost(), read.unreadable(), days);
    }
  }
}
