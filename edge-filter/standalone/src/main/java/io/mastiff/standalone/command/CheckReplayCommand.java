package io.mastiff.standalone.command;

import io.mastiff.classifier.Classifier;
import io.mastiff.classifier.ModelException;
import io.mastiff.classifier.ModelReader;
import io.mastiff.edge.policy.CookiePolicy;
import io.mastiff.edge.policy.Policy;
import io.mastiff.edge.policy.PolicyException;
import io.mastiff.edge.policy.PolicyReader;
import io.mastiff.event.Mode;
import io.mastiff.standalone.replay.Replay;
import io.mastiff.standalone.replay.ReplayResult;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/** {@code mastiff check replay}. */
@Command(
    name = "replay",
    mixinStandardHelpOptions = true,
    description = {
      "Proves that no shopper is held up and that scrapers are.",
      "Plays shoppers of all kinds and three kinds of scrapers against a door that enforces, its",
      "stream behind it, in simulated time: no shopper may be denied or challenged, and of each",
      "kind of scraper less than 20%% may get through, 40%% where the cookie is not always set:",
      "who was never offered one is slowed and not blocked."
    })
public final class CheckReplayCommand implements Callable<Integer> {
  private static final int FEWEST = 200;
  private static final int MOST = 1_000_000;

  @Option(
      names = "--sessions",
      description = "How many shoppers come (default: ${DEFAULT-VALUE}).",
      defaultValue = "30000")
  private int sessions;

  @Option(names = "--seed", description = "Default: ${DEFAULT-VALUE}.", defaultValue = "1")
  private long seed;

  @Option(names = "--policy", paramLabel = "FILE", description = "Default: the defaults.")
  private @Nullable Path policy;

  @Option(
      names = "--cookie",
      paramLabel = "WHEN",
      description =
          "Sets the visitor cookie always, after-consent (two in three agree after a page) or never. "
              + "Default: as the policy says.",
      converter = WhenConverter.class)
  private CookiePolicy.@Nullable When cookie;

  @Option(names = "--model", paramLabel = "FILE", description = "Default: the one that ships.")
  private @Nullable Path model;

  @Option(names = "--json", paramLabel = "FILE", description = "Writes the figures; - prints them.")
  private @Nullable String json;

  /** Reads the words of the policy file. */
  static final class WhenConverter implements ITypeConverter<CookiePolicy.When> {
    @Override
    public CookiePolicy.When convert(String word) {
      return switch (word) {
        case "always" -> CookiePolicy.When.ALWAYS;
        case "after-consent" -> CookiePolicy.When.AFTER_CONSENT;
        case "never" -> CookiePolicy.When.NEVER;
        default -> throw new TypeConversionException("always, after-consent or never");
      };
    }
  }

  @Override
  public Integer call() throws IOException, ModelException, PolicyException {
    if (sessions < FEWEST || sessions > MOST) {
      throw new io.mastiff.standalone.UserError(
          "--sessions " + sessions + ": give a number from " + FEWEST + " to " + MOST);
    }
    if (json != null) {
      Output.check(json);
    }
    Classifier classifier = model == null ? ModelReader.defaultModel() : ModelReader.read(model);
    Policy file = policy == null ? Policy.DEFAULT : PolicyReader.read(policy);
    Policy base = cookie == null ? file : Replay.withCookie(file, cookie);
    Path folder = Files.createTempDirectory("mastiff-replay");
    Progress progress = new Progress("replaying");
    ReplayResult result;
    try {
      result =
          Replay.run(
              sessions,
              Replay.withPartner(base.withMode(Mode.ENFORCE, 100)),
              classifier,
              folder,
              seed,
              (played, all) -> progress.at(played, all));
    } finally {
      progress.done();
      io.mastiff.standalone.Folders.delete(folder);
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
