package io.mastiff.standalone.audit;

import io.mastiff.classifier.Classifier;
import io.mastiff.edge.policy.Policy;
import io.mastiff.edge.policy.PolicyException;
import io.mastiff.edge.policy.Privacy;
import io.mastiff.standalone.UserError;
import io.mastiff.standalone.audit.ReviewPick.Pick;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.function.LongConsumer;

/**
 * A file of visits for a person to judge, which is a file of labels once its column {@code label}
 * is filled with {@code human} or {@code bot}. Characters are the log's own bytes.
 */
public final class Review {
  private static final int LONGEST = 300;

  private final List<Pick> picks;
  private final boolean byUser;

  private Review(List<Pick> picks, boolean byUser) {
    this.picks = picks;
    this.byUser = byUser;
  }

  /**
   * Reads the logs and chooses.
   *
   * @param most how many visits
   * @param byUser whether the log's user field names the sessions
   */
  public static Review of(
      List<Path> files,
      Classifier model,
      Policy policy,
      boolean byUser,
      int most,
      long seed,
      LongConsumer progress)
      throws InterruptedException, PolicyException {
    requireAddresses(policy, byUser);
    List<LogSource> sources = LogInput.sources(files);
    ReviewPick pick = new ReviewPick(model, most, seed);
    Audit audit =
        new Audit(model, policy, AuditRun.crawlers(policy), byUser, AuditRun.workers(), pick);
    try {
      if (audit.run(sources, progress).parsed == 0) {
        throw LogInput.unreadable(sources.get(0), audit.bad());
      }
    } catch (UncheckedIOException | IOException e) {
      throw new UserError("the log: " + e.getMessage());
    }
    return new Review(pick.picks(), byUser);
  }

  private static void requireAddresses(Policy policy, boolean byUser) {
    if (!byUser && policy.privacy().addresses() != Privacy.Addresses.WHOLE) {
      throw new UserError(
          "the policy's privacy.addresses: labels are found by whole addresses; review with a policy"
              + " that keeps them whole, or with --session-field user");
    }
  }

  /** Writes the file as a whole, and never over another. */
  public void write(Path target) throws IOException {
    Path file = target.toAbsolutePath();
    Path folder = file.getParent();
    Path part = Files.createTempFile(folder == null ? Path.of("/") : folder, "review", ".part");
    try {
      try (BufferedWriter out = Files.newBufferedWriter(part, StandardCharsets.ISO_8859_1)) {
        out.write(byUser ? "session" : "address+agent");
        out.write(
            ",label,chosen,client,first,seconds,requests,pages,assets,products,orders,bytes,referer,"
                + "first pages,agent,score,speaks against it\n");
        for (Pick pick : picks) {
          out.write(row(pick));
        }
      }
      Files.move(part, file);
    } finally {
      Files.deleteIfExists(part);
    }
  }

  private static String row(Pick pick) {
    return String.join(
            ",",
            SessionCsv.quoted(pick.key()),
            "",
            pick.chosen(),
            SessionCsv.quoted(pick.client()),
            Instant.ofEpochMilli(pick.firstMs()).toString(),
            Long.toString((pick.lastMs() - pick.firstMs()) / 1000),
            Long.toString(pick.requests()),
            Integer.toString(pick.pages()),
            Long.toString(pick.assets()),
            Long.toString(pick.products()),
            Long.toString(pick.orders()),
            Long.toString(pick.bytes()),
            text(pick.referer()),
            text(String.join(" ", pick.paths())),
            text(pick.agent()),
            String.format(Locale.ROOT, "%.4f", pick.score()),
            text(String.join("; ", pick.reasons())))
        + "\n";
  }

  /** What does not fit the log's characters is a question mark. */
  private static String text(String text) {
    String shown = Words.printable(Words.cut(text, LONGEST)).replace('…', '~');
    return SessionCsv.quoted(shown.replaceAll("[^\\x20-\\xff]", "?"));
  }

  public int size() {
    return picks.size();
  }
}
