package io.mastiff.standalone.command;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.mastiff.broker.BrokerException;
import io.mastiff.standalone.UserError;
import io.mastiff.standalone.archive.ArchiveRun;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code mastiff data archive}. */
@Command(
    name = "archive",
    mixinStandardHelpOptions = true,
    description = {
      "Keeps requests, verdicts and outcomes of Kafka as Parquet, by shop and day: the history to",
      "train on. Goes on where the last run stood, each record once; run it every hour. Kafka",
      "keeps requests for a day."
    })
public final class DataArchiveCommand implements Callable<Integer> {
  private static final int MOST_DAYS = 36_500;

  @Mixin private KafkaOptions kafka = new KafkaOptions();

  @Option(
      names = {"-o", "--out"},
      required = true,
      paramLabel = "FOLDER",
      description = "The archive; begun where it is not there.")
  private Path out = Path.of("");

  @Option(
      names = "--keep-days",
      paramLabel = "N",
      defaultValue = "0",
      description = "Removes days that are older. Default: keeps all.")
  private int keepDays;

  @Option(
      names = "--address-key",
      paramLabel = "FILE",
      description = "Key that addresses are hashed with. Default: FOLDER/address.key, made first.")
  private @Nullable Path key;

  @Option(names = "--whole-addresses", description = "Keeps addresses as they are.")
  private boolean whole;

  @Option(names = "--json", paramLabel = "FILE", description = "Writes the figures; - prints them.")
  private @Nullable String json;

  @Override
  public Integer call() throws BrokerException, IOException {
    check();
    kafka.require();
    Progress progress = new Progress("archiving");
    ArchiveRun.Result result;
    try {
      result =
          new ArchiveRun(
                  kafka.bootstrap, kafka.topics(), out, whole, key, keepDays, Clock.systemUTC())
              .run(progress::at);
    } finally {
      progress.done();
    }
    report(result);
    return 0;
  }

  private void check() {
    if (json != null) {
      Output.check(json);
    }
    Path parent = out.toAbsolutePath().getParent();
    if (parent == null || !Files.isWritable(parent)) {
      throw new UserError("-o " + out + ": its folder does not exist or cannot be written");
    }
    if (Files.exists(out) && !Files.isDirectory(out)) {
      throw new UserError("-o " + out + ": is a file; name a folder");
    }
    if (keepDays < 0 || keepDays > MOST_DAYS) {
      throw new UserError("--keep-days " + keepDays + ": 1 to " + MOST_DAYS + ", or 0 for all");
    }
    if (whole && key != null) {
      throw new UserError("--whole-addresses and --address-key: one of them");
    }
  }

  private void report(ArchiveRun.Result result) {
    if (json != null) {
      ObjectNode figures = Output.json().createObjectNode();
      figures.put("records", result.records()).put("lost", result.lost());
      figures.put("unreadable", result.unreadable()).put("daysRemoved", result.days());
      Output.write(json, figures);
    }
    if (json == null || !Output.isStandardOutput(json)) {
      System.out.printf(
          "%d records archived, %d unreadable, %d old days removed%n",
          result.records(), result.unreadable(), result.days());
      if (result.lost() > 0) {
        System.out.printf(
            "%d records were deleted by Kafka before they were archived: run it more often%n",
            result.lost());
      }
    }
  }
}
