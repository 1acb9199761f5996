package io.mastiff.standalone.command;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.mastiff.broker.BrokerException;
import io.mastiff.standalone.UserError;
import io.mastiff.standalone.outcome.BadRows;
import io.mastiff.standalone.outcome.OutcomeImport;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.util.function.Function;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code mastiff outcomes}. */
@Command(
    name = "outcomes",
    mixinStandardHelpOptions = true,
    synopsisSubcommandLabel = "COMMAND",
    description = "Tells the stream what came of orders: purchases, refunds, chargebacks.")
public final class OutcomesCommand implements Runnable {
  private static final int NOT_ALL = 1;
  private static final int BAD_INPUT = 2;

  @Spec private CommandSpec spec;

  @Override
  public void run() {
    throw new CommandLine.ParameterException(spec.commandLine(), "say what to do: import");
  }

  @Command(
      name = "import",
      mixinStandardHelpOptions = true,
      description = {
        "Brings a CSV file of outcomes into Kafka, each once, however often it is imported.",
        "Its first line names the columns reference, kind (purchase, refund, chargeback),",
        "value, currency and time, in any order; others are passed over. UTF-8, gzip too.",
        "With a bad row nothing is written, unless --skip-bad is given.",
        "Exit codes: 0 all rows are in, 1 all but the bad ones, 2 nothing was written, or",
        "Kafka failed on the way."
      })
  int importFile(
      @Mixin KafkaOptions kafka,
      @Parameters(paramLabel = "FILE") Path file,
      @Option(names = "--dry-run", description = "Says what would be written, and writes nothing.")
          boolean dryRun,
      @Option(names = "--skip-bad", description = "Writes the good rows of a file with bad ones.")
          boolean skipBad,
      @Option(names = "--shop", defaultValue = "default", description = "As in the doors' policy.")
          String shop,
      @Option(names = "--separator", defaultValue = ",", description = "Default: a comma.")
          String separator,
      @Option(
              names = "--zone",
              description = "Zone of times that have no offset, such as Europe/Berlin.")
          @Nullable String zone,
      @Option(names = "--json", paramLabel = "FILE", description = "Writes the figures; - prints.")
          @Nullable String json)
      throws BrokerException {
    if (json != null) {
      Output.check(json);
    }
    OutcomeImport.Format format = format(shop, separator, zone);
    OutcomeImport checked =
        showing(
            "reading",
            file,
            told -> OutcomeImport.check(file, format, System.currentTimeMillis(), told));
    checked.bad().first().forEach(row -> sayBad(file, row));
    if (checked.bad().count() > 0 && !skipBad) {
      System.err.printf(
          "mastiff outcomes import: %d of %d rows are bad; nothing was written (--skip-bad writes"
              + " the others)%n",
          checked.bad().count(), checked.rows());
      return BAD_INPUT;
    }
    kafka.require();
    OutcomeImport.Result result =
        showing(
            dryRun ? "comparing" : "writing",
            file,
            told -> checked.write(kafka.bootstrap, kafka.topics(), dryRun, told));
    report(json, result, checked.bad(), dryRun);
    return checked.bad().count() > 0 ? NOT_ALL : 0;
  }

  /** Does a reading of the file under a progress bar. */
  private static <R> R showing(String what, Path file, Function<LongConsumer, R> reading) {
    long size = file.toFile().length();
    Progress progress = new Progress(what);
    try {
      return reading.apply(bytes -> progress.at(bytes, size));
    } finally {
      progress.done();
    }
  }

  private static OutcomeImport.Format format(String shop, String separator, @Nullable String zone) {
    if (!shop.matches("[a-z0-9-]{1,32}")) {
      throw new UserError("--shop " + shop + ": an id such as default");
    }
    if (!separator.matches("[,;|\t]")) {
      throw new UserError("--separator " + separator + ": one of , ; | and the tabulator");
    }
    try {
      return new OutcomeImport.Format(
          shop, separator.charAt(0), zone == null ? null : ZoneId.of(zone));
    } catch (DateTimeException e) {
      throw new UserError("--zone " + zone + ": no time zone; such are Europe/Berlin and UTC");
    }
  }

  private static void sayBad(Path file, BadRows.BadRow row) {
    System.err.println(file + ": line " + row.line() + ": " + row.reason());
  }

  private static void report(
      @Nullable String json, OutcomeImport.Result result, BadRows bad, boolean dryRun) {
    if (json != null) {
      Output.write(json, figures(result, bad, dryRun));
    }
    if (json == null || !Output.isStandardOutput(json)) {
      System.out.printf(
          "%d rows: %d %s, %d told before, %d bad%n",
          result.rows(),
          result.written(),
          dryRun ? "would be written" : "written",
          result.known(),
          bad.count());
    }
  }

  private static ObjectNode figures(OutcomeImport.Result result, BadRows bad, boolean dryRun) {
    ObjectNode figures = Output.json().createObjectNode();
    figures.put("rows", result.rows());
    figures.put("written", result.written());
    figures.put("known", result.known());
    figures.put("bad", bad.count());
    figures.put("dryRun", dryRun);
    ArrayNode rows = figures.putArray("badRows");
    bad.first().forEach(row -> rows.addObject().put("line", row.line()).put("why", row.reason()));
    return figures;
  }
}
