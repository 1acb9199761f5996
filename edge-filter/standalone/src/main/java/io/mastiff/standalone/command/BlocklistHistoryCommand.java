package io.mastiff.standalone.command;

import com.fasterxml.jackson.databind.node.ArrayNode;
import io.mastiff.broker.BrokerException;
import io.mastiff.edge.policy.PolicyException;
import io.mastiff.standalone.operator.ListHistory;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code mastiff blocklist history}. */
@Command(
    name = "history",
    mixinStandardHelpOptions = true,
    description = {
      "Says what happened to a key: who added or lifted it (kept 90 days), and when",
      "the stream listed it and why (7 days). Without a key: all that people did,",
      "modes among it."
    })
public final class BlocklistHistoryCommand implements Callable<Integer> {
  private static final int INDENT = 4;

  @Mixin private KafkaOptions kafka = new KafkaOptions();
  @Mixin private ShownKeys keys = new ShownKeys();

  @Parameters(paramLabel = "KEY", arity = "0..1", description = "Default: all keys.")
  private @Nullable String key;

  @Option(names = "--json", paramLabel = "FILE", description = "Writes JSON; - prints it.")
  private @Nullable String json;

  @Override
  public Integer call() throws BrokerException, PolicyException {
    if (json != null) {
      Output.check(json);
    }
    Optional<String> wanted =
        key == null ? Optional.empty() : Optional.of(keys.of(BlocklistCommand.key(key)).text());
    kafka.require();
    Progress progress = new Progress("reading");
    List<ListHistory.Act> acts =
        ListHistory.read(kafka.bootstrap, kafka.topics(), wanted, progress::at);
    progress.done();
    if (json != null) {
      ArrayNode list = Output.json().createArrayNode();
      acts.forEach(
          act ->
              list.addObject()
                  .put("atMs", act.atMs())
                  .put("who", act.who())
                  .put("key", act.key())
                  .put("what", act.what()));
      Output.write(json, list);
      return 0;
    }
    acts.forEach(act -> print(act, wanted.isEmpty()));
    System.out.println(acts.isEmpty() ? "nothing is known" : acts.size() + " in all");
    return 0;
  }

  private static void print(ListHistory.Act act, boolean withKey) {
    System.out.printf(
        "%s  %s%s%n",
        Instant.ofEpochMilli(act.atMs() / 1000 * 1000),
        BlocklistCommand.printable(act.who()),
        withKey ? "  " + BlocklistCommand.printable(act.key()) : "");
    Wrapped.of(" ".repeat(INDENT), INDENT, BlocklistCommand.printable(act.what()))
        .forEach(System.out::println);
  }
}
