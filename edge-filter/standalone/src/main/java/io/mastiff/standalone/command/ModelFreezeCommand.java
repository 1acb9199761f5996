package io.mastiff.standalone.command;

import io.mastiff.broker.BrokerException;
import io.mastiff.classifier.ModelException;
import io.mastiff.event.FrozenPeriod;
import io.mastiff.standalone.UserError;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code mastiff model freeze}: the champion stays until a time. */
@Command(
    name = "freeze",
    mixinStandardHelpOptions = true,
    description = {
      "Adds a period in which the champion stays, such as a sale.",
      "Commands and streams refuse to change it then. Several may be planned ahead."
    })
public final class ModelFreezeCommand implements Callable<Integer> {
  private static final Duration LONGEST = Duration.ofDays(400);

  @Mixin private KafkaOptions kafka = new KafkaOptions();

  @Mixin private ModelKeyOptions key = new ModelKeyOptions();

  @Option(
      names = "--until",
      required = true,
      paramLabel = "TIME",
      description = "2026-12-01T06:00:00Z or 2026-12-01T07:00:00+01:00; or 12h from --from.")
  private String until = "";

  @Option(names = "--from", paramLabel = "TIME", description = "Default: now.")
  private @Nullable String from;

  @Option(
      names = "--why",
      required = true,
      paramLabel = "TEXT",
      description = "Why; people will read it.")
  private String why = "";

  private final Clock clock = Clock.systemUTC();

  @Override
  public Integer call() throws BrokerException, ModelException, IOException, InterruptedException {
    FrozenPeriod period = period();
    ModelDesk desk = new ModelDesk(kafka, key, clock);
    desk.change(
        publisher -> {
          publisher.freeze(period, period.getAuthor());
          return period;
        });
    System.out.printf(
        "frozen from %s until %s%s%n",
        Times.shown(period.getFromMs()), Times.shown(period.getUntilMs()), desk.signed());
    return 0;
  }

  private FrozenPeriod period() {
    Instant now = clock.instant();
    Instant start = from == null ? now : Times.parse("--from", from);
    Instant end =
        until.matches("\\d+[smhd]")
            ? start.plus(Durations.parse("--until", until))
            : Times.parse("--until", until);
    if (!end.isAfter(start) || !end.isAfter(now) || end.isAfter(now.plus(LONGEST))) {
      throw new UserError(
          "--until " + until + ": after --from and now, within 400 days; not " + end);
    }
    if (why.isBlank() || why.length() > 200) {
      throw new UserError("--why: 1 to 200 characters");
    }
    return FrozenPeriod.newBuilder()
        .setFromMs(start.toEpochMilli())
        .setUntilMs(end.toEpochMilli())
        .setWhy(why)
        .setAuthor(Confirmations.author())
        .build();
  }
}
