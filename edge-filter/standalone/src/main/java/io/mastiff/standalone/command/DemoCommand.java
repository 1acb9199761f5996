package io.mastiff.standalone.command;

import io.mastiff.broker.BrokerException;
import io.mastiff.standalone.Folders;
import io.mastiff.standalone.actor.Play;
import io.mastiff.standalone.demo.Demo;
import io.mastiff.standalone.demo.DemoJson;
import io.mastiff.standalone.demo.DemoResult;
import io.mastiff.standalone.demo.DemoSettings;
import io.mastiff.standalone.demo.DemoTable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/** {@code mastiff demo}. */
@Command(
    name = "demo",
    mixinStandardHelpOptions = true,
    description = {
      "Runs all of it on this machine: store, broker, stream, door; shoppers and scrapers.",
      "Prints what each got, observed and enforced. Exit code 1 when a promise does not hold."
    })
public final class DemoCommand implements Callable<Integer> {
  @Option(
      names = "--scenario",
      defaultValue = "default",
      paramLabel = "NAME",
      converter = PlayConverter.class,
      description = {
        "What is played: default, flood (one request per address), flood-mixed (in twelve header"
            + " orders) or flash-sale (nobody scrapes). Default: ${DEFAULT-VALUE}."
      })
  private Play play = Play.DEFAULT;

  @Option(
      names = "--front",
      defaultValue = "sidecar",
      description = "Where the door stands: ${COMPLETION-CANDIDATES}. Default: ${DEFAULT-VALUE}.")
  private DemoSettings.Front front = DemoSettings.Front.SIDECAR;

  @Option(
      names = "--kill",
      description = "Kills a part in the middle of the enforced phase: ${COMPLETION-CANDIDATES}.")
  private DemoSettings.@Nullable Part kill;

  @Option(
      names = "--without",
      split = ",",
      description = "Leaves out a part, to see what it is worth: ${COMPLETION-CANDIDATES}.")
  private Set<StreamCommand.Part> without = Set.of();

  @Option(names = "--json", paramLabel = "FILE", description = "Writes the figures; - prints them.")
  private @Nullable String json;

  @Option(names = "--seed", defaultValue = "1", description = "Default: ${DEFAULT-VALUE}.")
  private long seed;

  @Option(names = "--keep", description = "Keeps the run's folder and prints its name.")
  private boolean keep;

  /** Reads a play's word. */
  static final class PlayConverter implements ITypeConverter<Play> {
    @Override
    public Play convert(String word) {
      return Arrays.stream(Play.values())
          .filter(play -> play.word().equals(word))
          .findFirst()
          .orElseThrow(
              () ->
                  new TypeConversionException(
                      Arrays.stream(Play.values())
                          .map(Play::word)
                          .collect(Collectors.joining(", "))));
    }
  }

  @Override
  public Integer call() throws BrokerException, IOException, InterruptedException {
    if (json != null) {
      Output.check(json);
    }
    boolean quiet = json != null && Output.isStandardOutput(json);
    Path folder = Files.createTempDirectory("mastiff-demo");
    try {
      DemoResult result = new Demo(settings(), folder, Progress.steps(quiet)).run();
      if (!quiet) {
        System.out.print(new DemoTable(result).text());
      }
      if (json != null) {
        Output.write(json, new DemoJson(result, Output.json()).node());
      }
      return result.failures().isEmpty() ? 0 : 1;
    } finally {
      if (keep) {
        System.err.println("kept: " + folder);
      } else {
        Folders.delete(folder);
      }
    }
  }

  private DemoSettings settings() {
    Set<String> left =
        without.stream().map(p -> p.name().toLowerCase(Locale.ROOT)).collect(Collectors.toSet());
    return new DemoSettings(play, front, kill, left, seed);
  }
}
