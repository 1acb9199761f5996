package io.mastiff.standalone.command;

import io.mastiff.standalone.UserError;
import io.mastiff.stream.ModelChange;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** How a change goes past what would hold it back; the reason is kept and shown. */
final class ForceOptions {
  private static final int LONGEST = 200;

  @Option(
      names = "--force",
      description = "Goes past gates and freezes; needs --why, which is kept and shown.")
  private boolean force;

  @Option(names = "--why", paramLabel = "TEXT", description = "Why; people will read it.")
  private @Nullable String why;

  boolean isForced() {
    return force;
  }

  /** Refuses, before any work, one option without the other. */
  void check() {
    if (force == (why == null)) {
      throw new UserError("--force and --why TEXT go together");
    }
    if (why != null && (why.isBlank() || why.length() > LONGEST)) {
      throw new UserError("--why: 1 to " + LONGEST + " characters");
    }
  }

  ModelChange change(String evidence) {
    return new ModelChange(Confirmations.author(), why == null ? "" : why, evidence);
  }
}
