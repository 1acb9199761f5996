package io.mastiff.standalone.command;

import io.mastiff.classifier.Classifier;
import io.mastiff.classifier.ModelException;
import io.mastiff.classifier.ModelReader;
import io.mastiff.edge.policy.Policy;
import io.mastiff.edge.policy.PolicyException;
import io.mastiff.edge.policy.PolicyReader;
import io.mastiff.standalone.UserError;
import io.mastiff.standalone.audit.LogInput;
import io.mastiff.standalone.audit.Review;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code mastiff data review}. */
@Command(
    name = "review",
    mixinStandardHelpOptions = true,
    description = {
      "Chooses visits of access logs for a person to judge, the most doubtful and some by",
      "chance. Fill the column label with human or bot; data import --labels takes the file."
    })
public final class DataReviewCommand implements Callable<Integer> {
  private static final int MOST = 10_000;

  @Parameters(
      arity = "1..*",
      paramLabel = "LOG",
      description = "Access logs or globs, oldest first.")
  private List<Path> logs = List.of();

  @Option(
      names = "-n",
      paramLabel = "NUMBER",
      defaultValue = "200",
      description = "How many visits, 2 to 10,000 (default: ${DEFAULT-VALUE}).")
  private int number;

  @Option(
      names = {"-o", "--out"},
      required = true,
      paramLabel = "FILE",
      description = "The file to fill; none that is there is replaced.")
  private Path out = Path.of("");

  @Option(
      names = "--seed",
      paramLabel = "NUMBER",
      defaultValue = "7",
      description = "Which visits chance takes (default: ${DEFAULT-VALUE}).")
  private long seed;

  @Option(
      names = "--session-field",
      description = "Takes the session from this field: ${COMPLETION-CANDIDATES}.")
  private AuditCommand.@Nullable SessionField sessionField;

  @Option(names = "--model", paramLabel = "FILE", description = "Default: the one that ships.")
  private @Nullable Path model;

  @Option(names = "--policy", paramLabel = "FILE", description = "Its routes are used.")
  private @Nullable Path policy;

  @Override
  public Integer call() throws ModelException, PolicyException, InterruptedException, IOException {
    check();
    Classifier classifier = model == null ? ModelReader.defaultModel() : ModelReader.read(model);
    Policy rules = policy == null ? Policy.DEFAULT : PolicyReader.read(policy);
    List<Path> files = LogInput.files(logs);
    long size = files.stream().mapToLong(log -> log.toFile().length()).sum();
    Progress progress = new Progress("reading");
    boolean byUser = sessionField != null;
    Review review =
        Review.of(files, classifier, rules, byUser, number, seed, done -> progress.at(done, size));
    progress.done();
    review.write(out);
    say(review, byUser);
    return 0;
  }

  private void check() {
    if (number < 2 || number > MOST) {
      throw new UserError("-n " + number + ": 2 to " + MOST);
    }
    Output.checkFile("-o", out.toString());
    if (Files.exists(out)) {
      throw new UserError("-o " + out + ": it is there already; name another file");
    }
  }

  private void say(Review review, boolean byUser) {
    System.out.println(
        review.size() + " visits in " + out + ". Fill the column label with human or bot, then:");
    System.out.println(
        "  mastiff data import LOG --labels "
            + out
            + (byUser ? " --session-field user" : "")
            + " -o FOLDER");
  }
}
