package io.mastiff.standalone.command;

import io.mastiff.broker.BrokerException;
import io.mastiff.classifier.Classifier;
import io.mastiff.classifier.ModelException;
import io.mastiff.classifier.ModelReader;
import io.mastiff.event.Topics;
import io.mastiff.standalone.UserError;
import io.mastiff.stream.ModelChange;
import io.mastiff.stream.ModelKey;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code mastiff model}; what learns and judges is a program of its own. */
@Command(
    name = "model",
    mixinStandardHelpOptions = true,
    synopsisSubcommandLabel = "COMMAND",
    subcommands = {
      ModelPromoteCommand.class,
      ModelFreezeCommand.class,
      ModelUnfreezeCommand.class,
      ModelDriftCommand.class
    },
    description = {
      "Trains, judges, promotes and takes back models.",
      "What learns and judges is a program of its own, the trainer (it contains Smile,",
      "GPL-3.0), which `mastiff` starts:",
      "  train      Trains a model on a dataset.",
      "  evaluate   Judges a model on a dataset, or on live traffic.",
      "  compare    Says whether a model is worse than another.",
      "  resemble   Says how a simulated dataset differs from one of a log."
    })
public final class ModelCommand implements Runnable {
  @Spec private CommandSpec spec;

  @Override
  public void run() {
    throw new CommandLine.ParameterException(
        spec.commandLine(),
        "say what to do: train, evaluate, compare, show, promote, rollback, freeze, unfreeze or"
            + " drift");
  }

  @Command(
      mixinStandardHelpOptions = true,
      description = {
        "Shows a model file, or the default one.",
        "With --kafka it shows which models are in charge."
      })
  int show(
      @Parameters(arity = "0..1", paramLabel = "FILE") @Nullable Path file,
      @Option(
              names = "--kafka",
              paramLabel = "HOST:PORT,…",
              description = "Shows champion, challenger and the one before, from the topic.")
          @Nullable String bootstrap,
      @Option(
              names = "--topic-prefix",
              defaultValue = Topics.DEFAULT_PREFIX,
              description = "First part of all topic names. Default: ${DEFAULT-VALUE}.")
          String prefix,
      @Mixin ModelKeyOptions key,
      @Option(
              names = "--save",
              paramLabel = "FILE",
              description = "With --kafka: writes the champion's model file, if FILE is not there.")
          @Nullable Path save,
      @Option(names = "--json", paramLabel = "FILE", description = "Writes JSON; - prints it.")
          @Nullable String json)
      throws BrokerException, ModelException, IOException {
    if (json != null) {
      Output.check(json);
    }
    if (bootstrap == null && save != null) {
      throw new UserError("--save needs --kafka, from where it takes the champion");
    }
    if (bootstrap == null) {
      showFile(file, json);
    } else if (file == null) {
      showTopic(bootstrap, prefix, key.key(), save, json);
    } else {
      throw new UserError("show either FILE or what --kafka holds, not both");
    }
    return 0;
  }

  private static void showFile(@Nullable Path file, @Nullable String json)
      throws ModelException, IOException {
    Classifier model = file == null ? ModelReader.defaultModel() : ModelReader.read(file);
    if (json != null) {
      Output.write(json, Output.json().readTree(model.cardJson()));
      return;
    }
    System.out.printf(
        Locale.ROOT,
        "model %s: %d trees, %d nodes; blocks from %.6f, throttles from %.6f%n",
        model.hash(),
        model.ensemble().trees(),
        model.ensemble().nodes(),
        model.blockThreshold(),
        model.throttleThreshold());
    System.out.println(Output.json().readTree(model.cardJson()).toPrettyString());
  }

  private static void showTopic(
      String bootstrap,
      String prefix,
      @Nullable ModelKey key,
      @Nullable Path save,
      @Nullable String json)
      throws BrokerException, ModelException, IOException {
    KafkaOptions kafka = KafkaOptions.of(bootstrap, prefix);
    kafka.require();
    ModelsInCharge models =
        ModelsInCharge.read(bootstrap, kafka.topics(), key, Clock.systemUTC().millis());
    if (save != null) {
      ChampionFile.save(bootstrap, kafka.topics(), models.champion(), save);
      System.err.println("mastiff model show: wrote the champion's file to " + save);
    }
    if (json != null) {
      Output.write(json, models.json());
      return;
    }
    models.text().forEach(System.out::println);
  }

  @Command(
      mixinStandardHelpOptions = true,
      description = {
        "Puts the model before the present one in charge again.",
        "With --shadow it takes the challenger out of shadow."
      })
  int rollback(
      @Mixin KafkaOptions kafka,
      @Mixin ModelKeyOptions key,
      @Mixin ForceOptions force,
      @Option(names = "--shadow", description = "Takes out the challenger; the champion stays.")
          boolean shadow)
      throws BrokerException, ModelException, IOException, InterruptedException {
    force.check();
    ModelDesk desk = new ModelDesk(kafka, key, Clock.systemUTC());
    ModelChange change = force.change("taken back");
    String hash =
        desk.change(publisher -> shadow ? publisher.withdraw(change) : publisher.rollback(change));
    String now = shadow ? ": out of shadow" : ": champion";
    System.out.println("model " + hash + now + desk.signed());
    return 0;
  }
}
