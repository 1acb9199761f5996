package io.mastiff.edge.policy;

import io.mastiff.edge.client.AddressKey;
import java.io.IOException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Where a policy's address key comes from: the environment, a file, or the policy itself. */
final class AddressKeys {
  private static final String FILE = "privacy.hashKeyFile";
  private static final String KEY = "privacy.hashKey";
  private static final String SHORT = "a secret of 16 to 200 characters without blanks";

  private AddressKeys() {}

  /**
   * The key, or empty where there is none.
   *
   * @param needed whether it is a mistake to have none; else no file is read
   * @param environment the key that outranks the policy's, or null
   */
  static String of(Fields f, boolean needed, @Nullable String environment) {
    String written = f.text(KEY, AddressKey.PATTERN, "");
    String file = f.text(FILE, ".{1,500}", "");
    if (!written.isEmpty() && !file.isEmpty()) {
      f.problem(FILE, file, "give hashKey or hashKeyFile, not both");
    }
    if (!needed) {
      return written;
    }
    if (environment != null) {
      return checked(f, AddressKey.VARIABLE, environment);
    }
    if (!file.isEmpty()) {
      return fromFile(f, file);
    }
    if (written.isEmpty()) {
      f.problem(KEY, "", "give hashKeyFile, a file with " + SHORT);
    }
    return written;
  }

  private static String fromFile(Fields f, String file) {
    try {
      return checked(f, FILE, AddressKey.read(Path.of(file)));
    } catch (InvalidPathException | IOException e) {
      f.problem(FILE, file, e instanceof IOException ? String.valueOf(e.getMessage()) : "no path");
      return "";
    }
  }

  private static String checked(Fields f, String where, String key) {
    if (!key.matches(AddressKey.PATTERN)) {
      f.problem(where, "(not shown)", "give " + SHORT);
      return "";
    }
    return key;
  }
}
