package io.mastiff.standalone.command;

import io.mastiff.edge.client.AddressKey;
import io.mastiff.standalone.UserError;
import io.mastiff.stream.ModelKey;
import java.io.IOException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The key of those who may put a model in charge: from a file, else from the environment. */
final class ModelKeyOptions {
  @Option(
      names = "--model-key-file",
      paramLabel = "FILE",
      description =
          "A file with the secret that signs who is in charge of the models. Default: what "
              + "MASTIFF_MODEL_KEY holds, or no key. openssl rand -hex 32 makes one.")
  private @Nullable Path file;

  /** The key, or null where none is used. */
  @Nullable ModelKey key() {
    String environment = System.getenv(ModelKey.VARIABLE);
    if (file == null && environment == null) {
      return null;
    }
    String where = file == null ? ModelKey.VARIABLE : "--model-key-file " + file;
    try {
      return ModelKey.of(file == null ? environment.trim() : AddressKey.read(file));
    } catch (IOException | IllegalArgumentException e) {
      throw new UserError(where + ": " + e.getMessage());
    }
  }
}
