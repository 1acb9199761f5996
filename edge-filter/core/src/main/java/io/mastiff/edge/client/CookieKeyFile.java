package io.mastiff.edge.client;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.HexFormat;

/**
 * The keys that visitor cookies are signed with: lines of hexadecimal digits, newest first, that
 * their owner alone reads.
 */
public final class CookieKeyFile {
  /** Environment variable that is read instead of the file where it is set. */
  public static final String VARIABLE = "MASTIFF_COOKIE_KEYS";

  private static final int KEY_BYTES = 32;

  private CookieKeyFile() {}

  /** The keys in a file, which is made when it is missing; all doors of a shop need the same. */
  public static CookieKeys read(Path file) throws IOException {
    String given = System.getenv(VARIABLE);
    if (given == null && !Files.exists(file)) {
      create(file);
    }
    try {
      return CookieKeys.parse(given == null ? Files.readString(file) : given);
    } catch (IllegalArgumentException e) {
      throw new IOException((given == null ? file : VARIABLE) + ": " + e.getMessage(), e);
    }
  }

  private static void create(Path file) throws IOException {
    byte[] key = new byte[KEY_BYTES];
    new SecureRandom().nextBytes(key);
    Files.createFile(
        file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    Files.writeString(file, HexFormat.of().formatHex(key) + "\n");
  }
}
