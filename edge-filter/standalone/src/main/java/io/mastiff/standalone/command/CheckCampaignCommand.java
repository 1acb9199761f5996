package io.mastiff.standalone.command;

import io.mastiff.classifier.ModelReader;
import io.mastiff.edge.policy.Policy;
import io.mastiff.edge.policy.PolicyException;
import io.mastiff.edge.policy.PolicyReader;
import io.mastiff.standalone.Folders;
import io.mastiff.standalone.UserError;
import io.mastiff.standalone.replay.Campaign;
import io.mastiff.standalone.replay.CampaignResult;
import io.mastiff.standalone.replay.Scenario;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/** {@code mastiff check campaign}. */
@Command(
    name = "campaign",
    mixinStandardHelpOptions = true,
    description = {
      "Proves that scrapers which spread over thousands of addresses are found as one.",
      "Plays shoppers and one scenario against a door that enforces and always challenges, its",
      "stream behind it, in simulated time: flood, flood-framed, flood-mixed, watchers;",
      "and two in which nobody scrapes and nobody may be listed: flash-sale, cdn."
    })
public final class CheckCampaignCommand implements Callable<Integer> {
  private static final int FEWEST = 500;
  private static final int MOST = 1_000_000;

  @Option(
      names = "--scenario",
      required = true,
      paramLabel = "NAME",
      description = "flood, flood-framed, flood-mixed, watchers, flash-sale or cdn.",
      converter = ScenarioConverter.class)
  private Scenario scenario = Scenario.FLOOD;

  @Option(
      names = "--sessions",
      description = "How many shoppers come (default: ${DEFAULT-VALUE}).",
      defaultValue = "30000")
  private int sessions;

  @Option(names = "--seed", description = "Default: ${DEFAULT-VALUE}.", defaultValue = "1")
  private long seed;

  @Option(names = "--policy", paramLabel = "FILE", description = "Default: the defaults.")
  private @Nullable Path policy;

  @Option(names = "--json", paramLabel = "FILE", description = "Writes the figures; - prints them.")
  private @Nullable String json;

  /** Reads a scenario's word. */
  static final class ScenarioConverter implements ITypeConverter<Scenario> {
    @Override
    public Scenario convert(String word) {
      return Arrays.stream(Scenario.values())
          .filter(scenario -> scenario.word().equals(word))
          .findFirst()
          .orElseThrow(
              () ->
                  new TypeConversionException(
                      Arrays.stream(Scenario.values())
                          .map(Scenario::word)
                          .collect(Collectors.joining(", "))));
    }
  }

  @Override
  public Integer call() throws IOException, PolicyException {
    if (sessions < FEWEST || sessions > MOST) {
      throw new UserError(
          "--sessions " + sessions + ": give a number from " + FEWEST + " to " + MOST);
    }
    if (json != null) {
      Output.check(json);
    }
    Policy base = policy == null ? Policy.DEFAULT : PolicyReader.read(policy);
    Path folder = Files.createTempDirectory("mastiff-campaign");
    Progress progress = new Progress("replaying");
    CampaignResult result;
    try {
      result =
          Campaign.run(
              scenario,
              sessions,
              base,
              ModelReader.defaultModel(),
              folder,
              seed,
              (played, all) -> progress.at(played, all));
    } finally {
      progress.done();
      Folders.delete(folder);
    }
    if (json == null || !Output.isStandardOutput(json)) {
      System.out.print(result.text());
    }
    if (json != null) {
      Output.write(json, result.json(Output.json()));
    }
    return result.failures().isEmpty() ? 0 : 1;
  }
}
