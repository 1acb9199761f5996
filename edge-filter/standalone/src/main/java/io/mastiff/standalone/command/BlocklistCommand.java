package io.mastiff.standalone.command;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.mastiff.broker.BrokerException;
import io.mastiff.edge.policy.PolicyException;
import io.mastiff.event.Action;
import io.mastiff.event.BlocklistEntry;
import io.mastiff.event.EntryKey;
import io.mastiff.event.IpNetwork;
import io.mastiff.event.Reason;
import io.mastiff.event.Unlistable;
import io.mastiff.standalone.UserError;
import io.mastiff.standalone.operator.Harm;
import io.mastiff.standalone.operator.Money;
import io.mastiff.standalone.operator.OperatorDesk;
import io.mastiff.standalone.operator.RecentRequests;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code mastiff blocklist}. */
@Command(
    name = "blocklist",
    mixinStandardHelpOptions = true,
    subcommands = {BlocklistHistoryCommand.class, BlocklistExportCommand.class},
    synopsisSubcommandLabel = "COMMAND",
    description = {
      "Shows and changes who is listed.",
      "Keys: address:203.0.113.7, network:203.0.113.0/24, session:ID, shape:HEX,",
      "cohort:shape=HEX,route=/search,cookie=none"
    })
public final class BlocklistCommand implements Runnable {
  @Spec private CommandSpec spec;

  @Override
  public void run() {
    throw new CommandLine.ParameterException(
        spec.commandLine(), "say what to do: show, add, lift, why, history or export");
  }

  @Command(mixinStandardHelpOptions = true, description = "Lists all entries in force.")
  int show(
      @Mixin KafkaOptions kafka,
      @Option(names = "--json", paramLabel = "FILE", description = "Writes JSON; - prints it.")
          @Nullable String json)
      throws BrokerException {
    kafka.require();
    try (OperatorDesk desk = new OperatorDesk(kafka.bootstrap, kafka.topics())) {
      List<BlocklistEntry> entries = desk.inForce();
      if (json != null) {
        Output.check(json);
        ArrayNode list = Output.json().createArrayNode();
        entries.forEach(entry -> put(list.addObject(), entry));
        Output.write(json, list);
        return 0;
      }
      entries.forEach(entry -> System.out.println(line(entry)));
      System.out.println(entries.size() + " entries");
      return 0;
    }
  }

  @Command(mixinStandardHelpOptions = true, description = "Adds an entry.")
  int add(
      @Mixin KafkaOptions kafka,
      @Parameters(paramLabel = "KEY") String key,
      @Option(names = "--for", defaultValue = "1h", description = "10m, 2h, 7d. Default: 1h.")
          String lasting,
      @Option(names = "--action", defaultValue = "block", description = "block, throttle or allow.")
          String action,
      @Option(names = "--reason", required = true, description = "Why; people will read it.")
          String reason,
      @Mixin ShownKeys keys,
      @Option(names = "--force", description = "Adds it whomever it would touch.") boolean force)
      throws BrokerException, PolicyException {
    EntryKey entry = key(key);
    Action what = action(action);
    if (what != Action.ALLOW) {
      refuse(entry, keys.trusted());
    }
    EntryKey shown = keys.of(entry);
    Duration duration = Durations.parse("--for", lasting);
    kafka.require();
    if (what != Action.ALLOW && !isHarmless(kafka, shown, force)) {
      return 1;
    }
    try (OperatorDesk desk = new OperatorDesk(kafka.bootstrap, kafka.topics())) {
      return Confirmations.print(
          shown.text() + " " + action,
          desk.add(shown, what, duration, reason, Confirmations.author()));
    }
  }

  /** Says whom it would touch; refuses orders and many returning visitors, unless forced. */
  private static boolean isHarmless(KafkaOptions kafka, EntryKey key, boolean force) {
    Harm harm = new Harm(key);
    RecentRequests.read(kafka.bootstrap, kafka.topics(), harm::add);
    Money money =
        harm.orders() == 0
            ? Money.none()
            : Money.read(kafka.bootstrap, kafka.topics(), harm.buyers());
    Wrapped.of("", 2, harm.sentence(money)).forEach(System.out::println);
    Optional<String> why = whyNot(harm);
    if (force || why.isEmpty()) {
      return true;
    }
    System.err.println("mastiff blocklist add: not added, since " + why.get());
    return false;
  }

  private static Optional<String> whyNot(Harm harm) {
    if (harm.orders() > 0) {
      return Optional.of("orders are among them; --force adds it");
    }
    if (harm.touchesMany()) {
      return Optional.of(
          "%d returning visitors are over %d of a thousand; --force adds it"
              .formatted(harm.visitors(), Harm.MOST_OF_THOUSAND));
    }
    return harm.untold() == 0
        ? Optional.empty()
        : Optional.of(
            harm.untold()
                + " requests have their addresses hashed and cannot be compared; give the doors'"
                + " --policy, or --force");
  }

  @Command(
      mixinStandardHelpOptions = true,
      description = "Takes an entry back; done when every live door has confirmed it.")
  int lift(
      @Mixin KafkaOptions kafka, @Mixin ShownKeys keys, @Parameters(paramLabel = "KEY") String key)
      throws BrokerException, PolicyException {
    EntryKey entry = keys.of(key(key));
    kafka.require();
    try (OperatorDesk desk = new OperatorDesk(kafka.bootstrap, kafka.topics())) {
      return Confirmations.print(
          entry.text() + " lifted", desk.lift(entry, Confirmations.author()));
    }
  }

  @Command(
      mixinStandardHelpOptions = true,
      description = "Says why a key is listed. Exit code 1 when it is not.")
  int why(
      @Mixin KafkaOptions kafka, @Mixin ShownKeys keys, @Parameters(paramLabel = "KEY") String key)
      throws BrokerException, PolicyException {
    EntryKey wanted = keys.of(key(key));
    kafka.require();
    try (OperatorDesk desk = new OperatorDesk(kafka.bootstrap, kafka.topics())) {
      List<BlocklistEntry> found =
          desk.inForce().stream().filter(e -> e.getKey().equals(wanted.text())).toList();
      if (found.isEmpty()) {
        System.out.println(wanted.text() + ": not listed");
        return 1;
      }
      found.forEach(BlocklistCommand::explain);
      System.out.println("  known to " + desk.liveDoors().size() + " live doors");
      return 0;
    }
  }

  private static void explain(BlocklistEntry entry) {
    System.out.println(line(entry));
    if (!entry.getNote().isEmpty()) {
      System.out.println("  reason: " + printable(entry.getNote()));
    }
    for (Reason reason : entry.getReasonsList()) {
      System.out.printf(
          Locale.ROOT, "  %s (weight %.2f)%n", printable(reason.getText()), reason.getWeight());
    }
    if (entry.getScore() > 0) {
      System.out.printf(
          Locale.ROOT, "  score %.4f by model %s%n", entry.getScore(), printable(entry.getModel()));
    }
    System.out.println(
        "  since "
            + Instant.ofEpochMilli(entry.getCreatedAtMs())
            + " by "
            + printable(entry.getAuthor()));
  }

  private static String line(BlocklistEntry entry) {
    return String.format(
        Locale.ROOT,
        "%s  %s by %s until %s",
        printable(entry.getKey()),
        entry.getAction().name().toLowerCase(Locale.ROOT),
        entry.getSource().name().toLowerCase(Locale.ROOT),
        Instant.ofEpochMilli(entry.getExpiresAtMs() / 1000 * 1000));
  }

  private static void put(ObjectNode node, BlocklistEntry entry) {
    node.put("key", entry.getKey());
    node.put("action", entry.getAction().name().toLowerCase(Locale.ROOT));
    node.put("source", entry.getSource().name().toLowerCase(Locale.ROOT));
    node.put("expiresAtMs", entry.getExpiresAtMs());
    node.put("author", entry.getAuthor());
    node.put("note", entry.getNote());
    node.put("score", entry.getScore());
    ArrayNode reasons = node.putArray("reasons");
    entry.getReasonsList().forEach(reason -> reasons.add(reason.getText()));
  }

  /** Text from a topic as a terminal may show it: without control characters. */
  static String printable(String text) {
    return text.replaceAll("\\p{Cntrl}", "?");
  }

  static EntryKey key(String text) {
    return EntryKey.parse(text)
        .orElseThrow(
            () ->
                new UserError(
                    text
                        + ": not a key; such are address:203.0.113.7, network:203.0.113.0/24,"
                        + " session:ID, shape:HEX, cohort:shape=HEX,route=/search,cookie=none"));
  }

  private static Action action(String text) {
    return switch (text) {
      case "block" -> Action.BLOCK;
      case "throttle" -> Action.THROTTLE;
      case "allow" -> Action.ALLOW;
      default -> throw new UserError("--action " + text + ": block, throttle or allow");
    };
  }

  private static void refuse(EntryKey key, List<IpNetwork> trusted) {
    Unlistable.why(key, trusted)
        .ifPresent(
            why -> {
              throw new UserError(key.text() + ": " + why);
            });
  }
}
