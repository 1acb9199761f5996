package io.mastiff.training.judge;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.mastiff.training.TrainingException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code mastiff model resemble}: how well simulated people pass for those of a log. */
@Command(
    name = "mastiff model resemble",
    mixinStandardHelpOptions = true,
    version = "mastiff trainer (contains Smile 3.1.1, GPL-3.0)",
    description = {
      "Trains trees to tell simulated people from those of a log, and says how well they can:",
      "an AUC of 0.5 is not at all, 1 is always."
    })
public final class ResembleCommand implements Callable<Integer> {
  private static final Pattern RANGE = Pattern.compile("([0-9]{1,3})(?:-([0-9]{1,3}))?");

  @Spec private CommandSpec spec;

  @Parameters(index = "0", paramLabel = "SIMULATED", description = "Folder of data simulate.")
  private Path simulated;

  @Parameters(index = "1", paramLabel = "REAL", description = "Folder of data import.")
  private Path real;

  @Option(
      names = "--json",
      arity = "0..1",
      fallbackValue = Output.STANDARD,
      paramLabel = "FILE",
      description = "Writes the figures as JSON; - or nothing is standard output.")
  private @Nullable String json;

  @Option(
      names = "--ignore",
      split = ",",
      paramLabel = "NUMBER",
      description =
          "Numbers of features, as docs/operations/features.md has them, that are left out: "
              + "where the log is of another kind of site, those of pages and products (33,35-43).")
  private List<String> ignore = List.of();

  @Option(names = "--seed", defaultValue = "42", description = "Default: ${DEFAULT-VALUE}.")
  private long seed;

  /** Runs the program: 0 done, 2 bad input. */
  public static void main(String[] args) {
    System.exit(run(args));
  }

  /** Runs the program and returns its exit code. */
  public static int run(String... args) {
    return JudgeProgram.run(new ResembleCommand(), args);
  }

  @Override
  public Integer call() throws TrainingException {
    Output.check("--json", json);
    DatasetFolder made = open(simulated, "simulated");
    DatasetFolder genuine = open(real, "real log");
    Set<String> ignored = ignored();
    Resemblance found =
        JudgeProgram.onAllProcessors(
            executor -> Resemblance.of(made, genuine, ignored, seed, executor));
    PrintWriter out = spec.commandLine().getOut();
    Output.json(json, json(found), out);
    if (!Output.isStandard(json)) {
      print(found, out);
    }
    return 0;
  }

  private Set<String> ignored() throws TrainingException {
    Set<String> columns = new HashSet<>();
    for (String range : ignore) {
      Matcher numbers = RANGE.matcher(range);
      if (!numbers.matches()) {
        throw new TrainingException("--ignore " + range + ": give numbers, as 33,35-43");
      }
      int first = Integer.parseInt(numbers.group(1));
      int last = numbers.group(2) == null ? first : Integer.parseInt(numbers.group(2));
      columns.addAll(FeatureBlock.numbered("ignored", first, last).columns());
    }
    return columns;
  }

  private static DatasetFolder open(Path folder, String kind) throws TrainingException {
    DatasetFolder data = DatasetFolder.open(folder);
    if (!data.kind().equals(kind)) {
      throw new TrainingException(
          Show.format(
              "%s: its sessions are of kind \"%s\"; give a dataset of kind \"%s\" here",
              folder, data.kind(), kind));
    }
    return data;
  }

  private static ObjectNode json(Resemblance found) {
    ObjectNode out = new ObjectMapper().createObjectNode();
    out.put("realSessions", found.real()).put("simulatedSessions", found.simulated());
    EvaluationJson.estimate(out.putObject("auc"), found.auc());
    ObjectNode tells = out.putObject("singleFeature");
    found.tells().forEach(tell -> tells.put(tell.column(), tell.auc()));
    return out;
  }

  private static void print(Resemblance found, PrintWriter out) {
    out.println(
        Show.format(
            "%,d sessions of the log, %,d simulated; features that the log can tell",
            found.real(), found.simulated()));
    out.println(
        Show.format(
            "AUC of telling them apart %s (%s)",
            Show.figure(found.auc()), Show.figureInterval(found.auc())));
    found
        .tells()
        .forEach(
            tell -> out.println(Show.format("  %.4f  alone by %s", tell.auc(), tell.column())));
    out.flush();
  }
}
