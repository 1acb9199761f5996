package io.mastiff.standalone.command;

import io.mastiff.classifier.ModelException;
import io.mastiff.classifier.ModelReader;
import io.mastiff.data.simulate.crowd.Arrivals;
import io.mastiff.data.simulate.crowd.Crowd;
import io.mastiff.data.simulate.family.Families;
import io.mastiff.standalone.Folders;
import io.mastiff.standalone.UserError;
import io.mastiff.standalone.sameness.Sameness;
import io.mastiff.standalone.sameness.SamenessResult;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code mastiff check sameness}. */
@Command(
    name = "sameness",
    mixinStandardHelpOptions = true,
    description = {
      "Proves that stream and audit measure the same.",
      "Gives the events of simulated sessions to the stream's topology, which saves and restores",
      "the session around each, and to audit's measurement, which keeps it: after every event",
      "both must give the same vector to the bit."
    })
public final class CheckSamenessCommand implements Callable<Integer> {
  @Option(
      names = "--sessions",
      description = "100 to 10000000 (default: ${DEFAULT-VALUE}).",
      defaultValue = "100000")
  private long sessions;

  @Option(names = "--seed", description = "Default: ${DEFAULT-VALUE}.", defaultValue = "1")
  private long seed;

  @Option(names = "--json", paramLabel = "FILE", description = "Writes the figures; - prints them.")
  private @Nullable String json;

  @Override
  public Integer call() throws IOException, ModelException, InterruptedException {
    if (sessions < 100 || sessions > 10_000_000) {
      throw new UserError("--sessions " + sessions + ": give a number from 100 to 10000000");
    }
    if (json != null) {
      Output.check(json);
    }
    SamenessResult result = run();
    if (json == null || !Output.isStandardOutput(json)) {
      System.out.print(result.text());
    }
    if (json != null) {
      Output.write(json, result.json(Output.json()));
    }
    return result.failures().isEmpty() ? 0 : 1;
  }

  private SamenessResult run() throws IOException, ModelException, InterruptedException {
    Crowd crowd = new Crowd(seed, sessions, Families.shipped(), 0, Arrivals.Shape.DIURNAL);
    Path folder = Files.createTempDirectory("mastiff-sameness");
    Progress progress = new Progress("comparing");
    ExecutorService threads =
        Executors.newFixedThreadPool(Runtime.getRuntime().availableProcessors());
    try {
      return new Sameness(crowd, ModelReader.defaultModel(), folder)
          .run(threads, done -> progress.at(done, sessions));
    } finally {
      threads.shutdownNow();
      progress.done();
      Folders.delete(folder);
    }
  }
}
