package io.mastiff.bench;

import io.mastiff.bench.Runs.Case;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.runner.RunnerException;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code mastiff bench session-features}: what it costs to measure a session. */
@Command(
    name = "mastiff bench session-features",
    mixinStandardHelpOptions = true,
    description = {
      "Measures with JMH what the features of a session cost over simulated visits: an event",
      "that is added, the same as the stream does it (its state read from bytes and written",
      "again), and a vector; and how many bytes a session's state has. Takes a minute and 1 GB.",
      "Medians; every iteration goes to standard error."
    })
public final class SessionBenchCommand implements Callable<Integer> {
  static final int SESSIONS = 4_000;
  private static final String SESSION = "io.mastiff.bench.SessionBenchmark.";

  @Option(names = "--json", description = "Write the rows as JSON; - is standard output.")
  private @Nullable String json;

  @Option(names = "--quick", description = "Fewer iterations; for a first look.")
  private boolean quick;

  @Spec private @Nullable CommandSpec spec;

  /** Runs the program: 0 done, 2 bad input. */
  public static void main(String[] args) {
    System.exit(line().execute(args));
  }

  static CommandLine line() {
    CommandLine line = new CommandLine(new SessionBenchCommand());
    line.setParameterExceptionHandler(
        (e, args) -> {
          line.getErr().println("mastiff bench session-features: " + e.getMessage());
          return 2;
        });
    return line;
  }

  /** An event that is added to its session. */
  static Case features() {
    return new Case("session-features", "mastiff", SESSION + "add", SESSIONS, 1, "");
  }

  static List<Case> cases() {
    return List.of(
        features(),
        new Case("session-kept", "mastiff", SESSION + "keep", SESSIONS, 1, ""),
        new Case("session-vector", "mastiff", SESSION + "vector", SESSIONS, 1, ""));
  }

  @Override
  public Integer call() throws RunnerException, IOException {
    checkJson();
    Runs runs = new Runs(quick, "1g");
    List<Row> rows = new ArrayList<>();
    for (Case one : cases()) {
      rows.add(runs.run(one));
    }
    rows.addAll(states(SESSIONS));
    Figures.print(rows, json);
    return 0;
  }

  /** What the state of a session takes where it is stored. */
  static List<Row> states(int sessions) {
    int[] bytes = new SimulatedDay(sessions).stateBytes();
    return List.of(
        state("state-median", bytes.length, bytes[bytes.length / 2]),
        state("state-most", bytes.length, bytes[bytes.length - 1]));
  }

  private static Row state(String name, int size, int bytes) {
    return new Row(name, "mastiff", size, 1, 0, 0, 0, bytes, 0);
  }

  private void checkJson() {
    if (json != null && !json.equals("-")) {
      Path folder = Path.of(json).toAbsolutePath().getParent();
      if (folder == null || !Files.isWritable(folder)) {
        throw new ParameterException(
            Objects.requireNonNull(spec).commandLine(),
            "--json " + json + ": its folder does not exist or cannot be written");
      }
    }
  }
}
