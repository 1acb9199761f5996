package io.mastiff.standalone.command;

import io.mastiff.broker.BrokerException;
import io.mastiff.standalone.privacy.PrivacyDesk;
import io.mastiff.standalone.privacy.PrivacyReport;
import io.mastiff.standalone.privacy.VisitorName;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code mastiff privacy}. */
@Command(
    name = "privacy",
    mixinStandardHelpOptions = true,
    synopsisSubcommandLabel = "COMMAND",
    description = "Finds and erases what is held of one visitor.")
public final class PrivacyCommand implements Runnable {
  @Spec private CommandSpec spec;

  @Override
  public void run() {
    throw new CommandLine.ParameterException(spec.commandLine(), "say what to do: find or erase");
  }

  /** Whom it is about and where to look. */
  static final class Question {
    @Mixin private KafkaOptions kafka = new KafkaOptions();

    @Option(
        names = "--visitor",
        required = true,
        paramLabel = "ID",
        description =
            "The cookie's id, the cookie's value, or the reference from a page that turned the "
                + "visitor away.")
    private String visitor = "";

    @Option(
        names = "--log",
        paramLabel = "FILE",
        description = "A file of decision-log lines, gzip too; may be given again.")
    private List<Path> logs = List.of();

    @Option(
        names = "--snapshot",
        paramLabel = "FILE",
        description = "A door's list.snapshot; may be given again.")
    private List<Path> snapshots = List.of();

    @Option(
        names = "--json",
        paramLabel = "FILE",
        description = "Writes the findings; - prints them.")
    private @Nullable String json;

    private VisitorName check() throws BrokerException {
      VisitorName name = VisitorName.parse(visitor);
      if (json != null) {
        Output.check(json);
      }
      kafka.require();
      return name;
    }

    private void print(PrivacyReport report) {
      if (json == null || !Output.isStandardOutput(json)) {
        System.out.print(report.text());
      }
      if (json != null) {
        Output.write(json, report.json(Output.json()));
      }
    }
  }

  @Command(
      mixinStandardHelpOptions = true,
      description = {
        "Lists what topics, log files and snapshots hold of a visitor, and until when. Reads every",
        "record once."
      })
  int find(@Mixin Question question) throws BrokerException {
    VisitorName name = question.check();
    PrivacyDesk.Findings findings = found(question, name);
    question.print(new PrivacyReport(question.kafka.topics(), findings, null));
    return 0;
  }

  @Command(
      mixinStandardHelpOptions = true,
      description = {
        "Takes the visitor's entries back at every door, overwrites its lines in the given log files,",
        "and says what remains until when: of other topics a single record cannot be removed. Exit",
        "code 1 when a live door has not confirmed."
      })
  int erase(
      @Mixin Question question,
      @Option(names = "--dry-run", description = "Says what it would do, and does nothing.")
          boolean dryRun)
      throws BrokerException {
    VisitorName name = question.check();
    PrivacyDesk.Findings before = found(question, name);
    if (dryRun) {
      question.print(new PrivacyReport(question.kafka.topics(), before, null));
      plan(question, before);
      return 0;
    }
    PrivacyDesk.Erased erased = desk(question, new Progress("erasing")).erase(before);
    PrivacyDesk.Findings after = found(question, new VisitorName(before.topics().id(), false));
    question.print(new PrivacyReport(question.kafka.topics(), after, erased));
    return erased.confirmation().complete() ? 0 : 1;
  }

  private static PrivacyDesk.Findings found(Question question, VisitorName name) {
    Progress progress = new Progress("searching");
    try {
      return desk(question, progress).find(name, question.logs, question.snapshots);
    } finally {
      progress.done();
    }
  }

  private static PrivacyDesk desk(Question question, Progress progress) {
    return new PrivacyDesk(question.kafka.bootstrap, question.kafka.topics(), progress::at);
  }

  /** On standard error, so that it does not mix with figures. */
  private static void plan(Question question, PrivacyDesk.Findings findings) {
    int entries =
        PrivacyDesk.entries(findings.topics(), question.kafka.topics().operator().name()).size()
            + PrivacyDesk.entries(findings.topics(), question.kafka.topics().blocklist().name())
                .size();
    long lines = findings.logs().stream().mapToLong(log -> log.count()).sum();
    System.err.printf(
        "dry run: would take back %d entries and overwrite %d log lines; nothing was changed%n",
        entries, lines);
  }
}
