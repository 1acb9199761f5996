package io.mastiff.bench.audit;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The programs that read the same log in turn, each in a process of its own and on one core where
 * {@code taskset} is there.
 *
 * @param program class path of the command line
 * @param heap the most of it, as Java's options say it
 */
record Contest(String program, String heap, Path folder) {
  /**
   * One run.
   *
   * @param sessions that were told apart; 0 where the program does not tell
   * @param heap null for a program without one
   */
  record Run(String implementation, MeasuredProcess.Cost cost, HeapLog heap, long sessions) {}

  private static final String MASTIFF = "mastiff";
  private static final String GOACCESS = "goaccess";
  private static final HeapLog NO_HEAP = new HeapLog(0, 0);

  /** Mastiff's audit. */
  Run audit(Path log) throws IOException, InterruptedException {
    Path json = folder.resolve("audit.json");
    Path collections = folder.resolve("collections.log");
    List<String> command = onOneCore();
    command.addAll(
        java(
            "-Xmx" + heap, "-XX:+UseParallelGC", "-Xlog:gc:file=" + collections + "::filecount=0"));
    command.addAll(List.of("audit", log.toString(), "--json", json.toString()));
    MeasuredProcess.Cost cost = MeasuredProcess.run(command, folder);
    JsonNode figures = JsonMapper.builder().build().readTree(json.toFile());
    return new Run(MASTIFF, cost, HeapLog.read(collections), figures.path("sessions").asLong());
  }

  /** GoAccess's report as JSON; empty where it is not installed. */
  Optional<Run> goaccess(Path log) throws IOException, InterruptedException {
    Optional<Path> goaccess = installed(GOACCESS);
    if (goaccess.isEmpty()) {
      return Optional.empty();
    }
    List<String> command = onOneCore();
    command.add(goaccess.get().toString());
    command.addAll(List.of(log.toString(), "--log-format=COMBINED", "--no-progress"));
    command.addAll(List.of("--no-global-config", "-o", folder.resolve("goaccess.json").toString()));
    return Optional.of(new Run(GOACCESS, MeasuredProcess.run(command, folder), NO_HEAP, 0));
  }

  /** A log of simulated visits to begin with. */
  Path simulated(long seed, long sessions) throws IOException, InterruptedException {
    Path out = folder.resolve("simulated");
    List<String> command = new ArrayList<>(java("-Xmx" + heap));
    command.addAll(List.of("data", "simulate", "--as", "log", "-o", out.toString()));
    command.addAll(List.of("--seed", Long.toString(seed), "--sessions", Long.toString(sessions)));
    MeasuredProcess.run(command, folder);
    return out.resolve("access.log");
  }

  private List<String> java(String... options) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of(options));
    command.addAll(List.of("-Dmastiff.log=warn", "-cp", program, "io.mastiff.standalone.Main"));
    return command;
  }

  private static List<String> onOneCore() {
    List<String> command = new ArrayList<>();
    installed("taskset")
        .ifPresent(taskset -> command.addAll(List.of(taskset.toString(), "-c", "0")));
    return command;
  }

  static Optional<Path> installed(String name) {
    for (String folder : System.getenv().getOrDefault("PATH", "").split(":", -1)) {
      Path file = Path.of(folder, name);
      if (Files.isExecutable(file)) {
        return Optional.of(file);
      }
    }
    return Optional.empty();
  }
}
