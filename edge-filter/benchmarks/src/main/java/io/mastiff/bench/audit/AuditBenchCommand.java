package io.mastiff.bench.audit;

import io.mastiff.bench.audit.Contest.Run;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code mastiff bench audit}: what an audit of a long log costs, beside GoAccess. */
@Command(
    name = "mastiff bench audit",
    mixinStandardHelpOptions = true,
    description = {
      "Writes a log of many visitors, and lets audit and GoAccess (where it is installed) read it",
      "in turn, each on one core: lines a second, heap and resident memory. The log is a short one",
      "again and again, with other times and addresses: 250 bytes a line. Every run goes to",
      "standard error; the figures are those of the run with the median time."
    })
public final class AuditBenchCommand implements Callable<Integer> {
  private static final long SIMULATED_SESSIONS = 5_000;

  @Option(
      names = "--lines",
      defaultValue = "2000000",
      description = "1000 to 1000000000. Default: ${DEFAULT-VALUE}.")
  private long lines;

  @Option(
      names = "--from",
      paramLabel = "LOG",
      description = "A log in the Combined Log Format to begin with. Default: a simulated one.")
  private @Nullable Path from;

  @Option(names = "--seed", defaultValue = "7", description = "Default: ${DEFAULT-VALUE}.")
  private long seed;

  @Option(
      names = "--rounds",
      defaultValue = "3",
      description = "How often each reads it, 1 to 99. Default: ${DEFAULT-VALUE}.")
  private int rounds;

  @Option(names = "--heap", defaultValue = "1g", description = "Default: ${DEFAULT-VALUE}.")
  private String heap = "1g";

  @Option(
      names = "--folder",
      paramLabel = "DIR",
      description = "Where the log is written meanwhile. Default: the system's for such files.")
  private @Nullable Path folder;

  @Option(names = "--json", paramLabel = "FILE", description = "Writes the rows; - prints them.")
  private @Nullable String json;

  @Spec private @Nullable CommandSpec spec;

  /** Runs the program: 0 done, 2 bad input. */
  public static void main(String[] args) {
    System.exit(line().execute(args));
  }

  static CommandLine line() {
    CommandLine line = new CommandLine(new AuditBenchCommand());
    line.setParameterExceptionHandler((e, args) -> complain(line, e));
    line.setExecutionExceptionHandler((e, command, parsed) -> complain(line, e));
    return line;
  }

  private static int complain(CommandLine line, Exception e) {
    line.getErr().println("mastiff bench audit: " + e.getMessage());
    return 2;
  }

  @Override
  public Integer call() throws IOException, InterruptedException {
    check();
    Path work = workFolder();
    Thread cleaner = new Thread(() -> delete(work), "mastiff-cleaner");
    Runtime.getRuntime().addShutdownHook(cleaner);
    try {
      Contest contest = new Contest(System.getProperty("mastiff.program", ""), heap, work);
      new AuditFigures(lines, run(contest, log(contest, work))).print(json);
    } finally {
      delete(work);
      Runtime.getRuntime().removeShutdownHook(cleaner);
    }
    return 0;
  }

  private Path log(Contest contest, Path work) throws IOException, InterruptedException {
    Path start = from == null ? contest.simulated(seed, SIMULATED_SESSIONS) : from;
    LogTemplate template = template(start);
    Path log = work.resolve("access.log");
    new ManyVisitors(template, seed).write(log, lines);
    System.err.printf(
        "%,d lines, %,d MB, made of %,d lines%n", lines, Files.size(log) >> 20, template.size());
    return log;
  }

  private LogTemplate template(Path log) {
    try {
      return LogTemplate.read(log);
    } catch (IOException e) {
      throw bad("--from " + log + ": cannot be read: " + e.getMessage());
    }
  }

  private List<Run> run(Contest contest, Path log) throws IOException, InterruptedException {
    List<Run> runs = new ArrayList<>();
    for (int i = 0; i < rounds; i++) {
      add(contest.audit(log), runs);
      contest.goaccess(log).ifPresent(run -> add(run, runs));
    }
    return runs;
  }

  private void add(Run run, List<Run> to) {
    System.err.println(AuditFigures.text(run, lines));
    to.add(run);
  }

  private Path workFolder() throws IOException {
    String name = "mastiff-bench-audit";
    return folder == null
        ? Files.createTempDirectory(name)
        : Files.createTempDirectory(folder, name);
  }

  private static void delete(Path folder) {
    try (Stream<Path> files = Files.walk(folder)) {
      files.sorted(Comparator.reverseOrder()).forEach(file -> file.toFile().delete());
    } catch (IOException e) {
      System.err.println("mastiff bench audit: " + folder + " is left: " + e.getMessage());
    }
  }

  /** Before anything is written. */
  private void check() {
    if (lines < 1_000 || lines > 1_000_000_000) {
      throw bad("--lines " + lines + ": 1000 to 1000000000");
    }
    if (rounds < 1 || rounds > 99) {
      throw bad("--rounds " + rounds + ": 1 to 99");
    }
    if (!heap.matches("[1-9][0-9]{0,5}[mgMG]")) {
      throw bad("--heap " + heap + ": a number with m or g behind it");
    }
    if (folder != null && !Files.isWritable(folder)) {
      throw bad("--folder " + folder + ": does not exist or cannot be written");
    }
    if (from != null && !Files.isReadable(from)) {
      throw bad("--from " + from + ": no such file, or it cannot be read");
    }
    checkJson();
  }

  private void checkJson() {
    if (json != null && !json.equals("-")) {
      Path parent = Path.of(json).toAbsolutePath().getParent();
      if (parent == null || !Files.isWritable(parent)) {
        throw bad("--json " + json + ": its folder does not exist or cannot be written");
      }
    }
  }

  private ParameterException bad(String message) {
    return new ParameterException(Objects.requireNonNull(spec).commandLine(), message);
  }
}
