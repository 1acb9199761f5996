package io.mastiff.edge.client;

import java.io.IOException;
import java.nio.charset.MalformedInputException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** The key that addresses are hashed with; the same at all doors and tools of a shop. */
public final class AddressKey {
  /** Environment variable that is read instead of the policy's key where it is set. */
  public static final String VARIABLE = "MASTIFF_ADDRESS_KEY";

  /** What a key looks like. */
  public static final String PATTERN = "\\S{16,200}";

  private static final int LARGEST_FILE = 1024;

  private AddressKey() {}

  /** The key in the environment, or null. */
  public static @Nullable String fromEnvironment() {
    String given = System.getenv(VARIABLE);
    return given == null ? null : given.trim();
  }

  /** The one line in a file; a message that does not tell it where it is none. */
  public static String read(Path file) throws IOException {
    if (!Files.isRegularFile(file) || !Files.isReadable(file)) {
      throw new IOException("no such file, or it cannot be read; openssl rand -hex 32 makes a key");
    }
    if (Files.size(file) > LARGEST_FILE) {
      throw new IOException("more than " + LARGEST_FILE + " bytes are no key");
    }
    try {
      return Files.readString(file).trim();
    } catch (MalformedInputException e) {
      throw new IOException("not text; openssl rand -hex 32 makes a key", e);
    }
  }
}
