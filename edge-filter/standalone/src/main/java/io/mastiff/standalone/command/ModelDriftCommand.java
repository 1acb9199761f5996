package io.mastiff.standalone.command;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.mastiff.broker.BrokerException;
import io.mastiff.feature.FeatureDrift;
import io.mastiff.feature.FeatureDrift.Change;
import io.mastiff.standalone.UserError;
import io.mastiff.standalone.operator.VerdictDrift;
import java.time.Clock;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code mastiff model drift}: which features are not any more what they were. */
@Command(
    name = "drift",
    mixinStandardHelpOptions = true,
    description = {
      "Compares what is measured lately with what was before.",
      "Feature by feature, from the verdicts that Kafka holds: population stability index, medians,",
      "shares missing."
    })
public final class ModelDriftCommand implements Callable<Integer> {
  @Mixin private KafkaOptions kafka = new KafkaOptions();

  @Option(
      names = "--last",
      defaultValue = "24h",
      description = "Length of the later period, such as 6h or 2d. Default: ${DEFAULT-VALUE}.")
  private String last = "";

  @Option(
      names = "--all",
      description = "Counts sessions that were taken for scrapers too, not only the others.")
  private boolean all;

  @Option(names = "--json", paramLabel = "FILE", description = "Writes JSON; - prints it.")
  private @Nullable String json;

  private final Clock clock = Clock.systemUTC();

  @Override
  public Integer call() throws BrokerException {
    Duration length = Durations.parse("--last", last);
    if (json != null) {
      Output.check(json);
    }
    kafka.require();
    long fromMs = clock.millis() - length.toMillis();
    VerdictDrift drift =
        VerdictDrift.read(kafka.bootstrap, kafka.topics(), fromMs, all, (done, of) -> {});
    requireEnough(drift);
    if (json != null) {
      Output.write(json, json(drift));
    } else {
      print(drift);
    }
    return 0;
  }

  private void requireEnough(VerdictDrift drift) {
    FeatureDrift features = drift.features();
    if (!features.enough()) {
      throw new UserError(
          String.format(
              Locale.ROOT,
              "%,d verdicts in the last %s and %,d before; %,d of each are needed (other --last?)",
              features.seen(true),
              last,
              features.seen(false),
              FeatureDrift.FEWEST));
    }
  }

  private void print(VerdictDrift drift) {
    System.out.printf(
        Locale.ROOT,
        "%,d verdicts in the last %s, %,d before; convicted %.2f%%, %.2f%% before%n",
        drift.features().seen(true),
        last,
        drift.features().seen(false),
        100 * drift.convicted(true),
        100 * drift.convicted(false));
    if (drift.leftOut() > 0) {
      System.out.printf(
          Locale.ROOT, "left out: %,d verdicts with other features%n", drift.leftOut());
    }
    System.out.printf(
        "%-25s %6s %-8s %9s %9s %8s %8s%n",
        "feature", "psi", "", "before", "now", "missing", "now");
    drift.features().changes().forEach(ModelDriftCommand::print);
  }

  private static void print(Change change) {
    System.out.printf(
        Locale.ROOT,
        "%-25.25s %6.3f %-8s %9s %9s %7.1f%% %7.1f%%%n",
        change.feature().column(),
        change.index(),
        change.state(),
        median(change.medianBefore()),
        median(change.medianAfter()),
        100 * change.missingBefore(),
        100 * change.missingAfter());
  }

  private static String median(double value) {
    return Double.isNaN(value) ? "-" : String.format(Locale.ROOT, "%.3g", value);
  }

  private static ObjectNode json(VerdictDrift drift) {
    ObjectNode node = Output.json().createObjectNode();
    node.put("verdicts", drift.features().seen(true));
    node.put("verdictsBefore", drift.features().seen(false));
    node.put("convicted", drift.convicted(true));
    node.put("convictedBefore", drift.convicted(false));
    node.put("leftOut", drift.leftOut());
    ArrayNode rows = node.putArray("features");
    drift.features().changes().forEach(change -> put(rows.addObject(), change));
    return node;
  }

  private static void put(ObjectNode row, Change change) {
    row.put("name", change.feature().column());
    row.put("psi", change.index()).put("state", change.state());
    row.put("missing", change.missingAfter()).put("missingBefore", change.missingBefore());
    if (!Double.isNaN(change.medianAfter())) {
      row.put("median", change.medianAfter());
    }
    if (!Double.isNaN(change.medianBefore())) {
      row.put("medianBefore", change.medianBefore());
    }
  }
}
