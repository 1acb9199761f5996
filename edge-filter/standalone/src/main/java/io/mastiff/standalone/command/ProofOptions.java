package io.mastiff.standalone.command;

import io.mastiff.broker.BrokerException;
import io.mastiff.standalone.Folders;
import io.mastiff.standalone.UserError;
import io.mastiff.standalone.proof.Proof;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** What the checks share that start parts of their own: a folder for a time, and figures. */
final class ProofOptions {
  @Option(names = "--json", paramLabel = "FILE", description = "Writes the figures; - prints them.")
  private @Nullable String json;

  /** A check, given an empty folder. */
  interface Run {
    Proof in(Path folder) throws BrokerException, IOException, InterruptedException;
  }

  /** Runs a check and says what came of it: 0 holds, 1 does not. */
  int prove(Run run) throws BrokerException, IOException, InterruptedException {
    if (json != null) {
      Output.check(json);
    }
    Path folder = Files.createTempDirectory("mastiff-check");
    Proof proof;
    try {
      proof = run.in(folder);
    } finally {
      Folders.delete(folder);
    }
    if (json == null || !Output.isStandardOutput(json)) {
      System.out.print(proof.text());
    }
    if (json != null) {
      Output.write(json, proof.json(Output.json()));
    }
    return proof.failures().isEmpty() ? 0 : 1;
  }

  /** Refuses a number out of bounds. */
  static void within(String option, int value, int least, int most) {
    if (value < least || value > most) {
      throw new UserError(
          "%s %d: give a number from %d to %d".formatted(option, value, least, most));
    }
  }
}
