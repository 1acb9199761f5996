package io.mastiff.standalone.command;

import io.mastiff.broker.BrokerException;
import io.mastiff.classifier.Classifier;
import io.mastiff.classifier.ModelException;
import io.mastiff.classifier.ModelReader;
import io.mastiff.standalone.UserError;
import io.mastiff.stream.ModelPublisher;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code mastiff model}; {@code train} is a program of its own that the launcher starts. */
@Command(
    name = "model",
    mixinStandardHelpOptions = true,
    synopsisSubcommandLabel = "COMMAND",
    description = {
      "Shows and promotes models. `mastiff model train` starts the trainer, a program of its own",
      "(it contains Smile, which is GPL-3.0)."
    })
public final class ModelCommand implements Runnable {
  @Spec private CommandSpec spec;

  @Override
  public void run() {
    throw new CommandLine.ParameterException(
        spec.commandLine(), "say what to do: train, show or promote");
  }

  @Command(mixinStandardHelpOptions = true, description = "Shows a model file, or the default one.")
  int show(
      @Parameters(arity = "0..1", paramLabel = "FILE") @Nullable Path file,
      @Option(names = "--json", paramLabel = "FILE", description = "Writes JSON; - prints it.")
          @Nullable String json)
      throws ModelException, IOException {
    Classifier model = file == null ? ModelReader.defaultModel() : ModelReader.read(file);
    if (json != null) {
      Output.check(json);
      Output.write(json, Output.json().readTree(model.cardJson()));
      return 0;
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
    return 0;
  }

  @Command(
      mixinStandardHelpOptions = true,
      description = "Publishes a model file and puts it in charge.")
  int promote(@Mixin KafkaOptions kafka, @Parameters(paramLabel = "FILE") Path file)
      throws BrokerException, ModelException, IOException, InterruptedException {
    ModelReader.read(file);
    kafka.require();
    try {
      String hash =
          new ModelPublisher(kafka.bootstrap, kafka.topics())
              .promote(Files.readAllBytes(file), "", Confirmations.author());
      System.out.println("model " + hash + ": champion");
      return 0;
    } catch (ExecutionException | TimeoutException e) {
      throw new UserError("the models topic cannot be written: " + e.getMessage());
    }
  }
}
