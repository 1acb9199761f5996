package io.mastiff.standalone.command;

import io.mastiff.classifier.Classifier;
import io.mastiff.classifier.ModelException;
import io.mastiff.classifier.ModelReader;
import io.mastiff.edge.policy.Policy;
import io.mastiff.edge.policy.PolicyException;
import io.mastiff.edge.policy.PolicyReader;
import io.mastiff.standalone.audit.AuditRun;
import io.mastiff.standalone.audit.LogInput;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code mastiff audit}. */
@Command(
    name = "audit",
    mixinStandardHelpOptions = true,
    description = {
      "Replays access logs offline: who scraped, whom denying would have hurt.",
      "The whole judgement is run. The formats of Apache, nginx, Caddy, Traefik, AWS ALB,",
      "CloudFront and IIS are told by themselves; gzip and zstd too."
    })
public final class AuditCommand implements Callable<Integer> {
  /** Which field of the log names a session. */
  public enum SessionField {
    USER
  }

  @Parameters(
      arity = "1..*",
      paramLabel = "LOG",
      description = "Access logs or globs, oldest first.")
  private List<Path> logs = List.of();

  @Option(names = "--json", paramLabel = "FILE", description = "Writes the figures; - prints them.")
  private @Nullable String json;

  @Option(
      names = {"--html", "--report"},
      paramLabel = "FILE",
      description = "Writes a page for who runs the shop; it opens offline.")
  private @Nullable String html;

  @Option(names = "--sessions", paramLabel = "FILE", description = "Writes a CSV row a session.")
  private @Nullable Path sessions;

  @Option(
      names = "--session-field",
      description = "Takes the session from this field: ${COMPLETION-CANDIDATES}.")
  private @Nullable SessionField sessionField;

  @Option(
      names = "--whole-addresses",
      description = "Tells clients by address, not by network, in the summary and the page.")
  private boolean wholeAddresses;

  @Option(names = "--model", paramLabel = "FILE", description = "Default: the one that ships.")
  private @Nullable Path model;

  @Option(
      names = "--policy",
      paramLabel = "FILE",
      description = "Its routes and its privacy setting are used.")
  private @Nullable Path policy;

  @Override
  public Integer call() throws ModelException, PolicyException, InterruptedException {
    if (json != null) {
      Output.check(json);
    }
    if (html != null) {
      Output.checkFile("--html", html);
    }
    if (sessions != null) {
      Output.checkFile("--sessions", sessions.toString());
    }
    Classifier classifier = model == null ? ModelReader.defaultModel() : ModelReader.read(model);
    Policy rules = policy == null ? Policy.DEFAULT : PolicyReader.read(policy);
    List<Path> files = LogInput.files(logs);
    long size = files.stream().mapToLong(log -> log.toFile().length()).sum();
    Progress progress = new Progress("reading");
    AuditRun run =
        AuditRun.of(
            files,
            classifier,
            rules,
            sessionField != null,
            sessions,
            done -> progress.at(done, size));
    progress.done();
    if (json == null || !Output.isStandardOutput(json)) {
      System.out.print(run.text(wholeAddresses));
    }
    if (json != null) {
      Output.write(json, run.json(Output.json()));
    }
    if (html != null) {
      Output.writeFile("--html", html, run.html(wholeAddresses));
    }
    return 0;
  }
}
