package io.mastiff.standalone.command;

import io.mastiff.broker.BrokerException;
import io.mastiff.classifier.Classifier;
import io.mastiff.classifier.ModelException;
import io.mastiff.classifier.ModelReader;
import io.mastiff.event.Topics;
import io.mastiff.standalone.UserError;
import io.mastiff.stream.ModelKey;
import io.mastiff.stream.ModelPublisher;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Locale;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.common.KafkaException;
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
    subcommands = ModelDriftCommand.class,
    description = {
      "Shows, promotes and takes back models. `mastiff model train`, `model evaluate` and",
      "`model compare` start the trainer, a program of its own (it contains Smile, GPL-3.0)."
    })
public final class ModelCommand implements Runnable {
  @Spec private CommandSpec spec;

  @Override
  public void run() {
    throw new CommandLine.ParameterException(
        spec.commandLine(),
        "say what to do: train, evaluate, compare, show, promote, rollback or drift");
  }

  @Command(
      mixinStandardHelpOptions = true,
      description = {
        "Shows a model file, or the default one; with --kafka, which models are in charge."
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
      @Option(names = "--json", paramLabel = "FILE", description = "Writes JSON; - prints it.")
          @Nullable String json)
      throws BrokerException, ModelException, IOException {
    if (json != null) {
      Output.check(json);
    }
    if (bootstrap == null) {
      showFile(file, json);
    } else if (file == null) {
      showTopic(bootstrap, prefix, key.key(), json);
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
      String bootstrap, String prefix, @Nullable ModelKey key, @Nullable String json)
      throws BrokerException {
    KafkaOptions kafka = KafkaOptions.of(bootstrap, prefix);
    kafka.require();
    ModelsInCharge models = new ModelsInCharge(bootstrap, kafka.topics(), key);
    if (json != null) {
      Output.write(json, models.json());
      return;
    }
    models.text().forEach(System.out::println);
  }

  @Command(
      mixinStandardHelpOptions = true,
      description = "Publishes a model file and puts it in charge.")
  int promote(
      @Mixin KafkaOptions kafka,
      @Mixin ModelKeyOptions key,
      @Parameters(paramLabel = "FILE") Path file)
      throws BrokerException, ModelException, IOException, InterruptedException {
    ModelReader.read(file);
    return publish(
        kafka,
        key,
        publisher -> publisher.promote(Files.readAllBytes(file), Confirmations.author()));
  }

  @Command(
      mixinStandardHelpOptions = true,
      description = "Puts the model before the present one in charge again.")
  int rollback(@Mixin KafkaOptions kafka, @Mixin ModelKeyOptions key)
      throws BrokerException, ModelException, IOException, InterruptedException {
    return publish(kafka, key, publisher -> publisher.rollback(Confirmations.author()));
  }

  /** A change of who is in charge; gives the champion's hash. */
  private interface Change {
    String on(ModelPublisher publisher)
        throws ModelException,
            IOException,
            InterruptedException,
            ExecutionException,
            TimeoutException;
  }

  private static int publish(KafkaOptions kafka, ModelKeyOptions options, Change change)
      throws BrokerException, ModelException, IOException, InterruptedException {
    ModelKey key = options.key();
    kafka.require();
    try {
      String hash =
          change.on(new ModelPublisher(kafka.bootstrap, kafka.topics(), Clock.systemUTC(), key));
      System.out.println("model " + hash + ": champion" + (key == null ? "" : ", signed"));
      return 0;
    } catch (ExecutionException | TimeoutException | KafkaException e) {
      throw new UserError("the models topic cannot be used: " + e.getMessage());
    }
  }
}
