package io.mastiff.edge.kafka;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.HexFormat;

/**
 * The key that visitor cookies are signed with: a line of hexadecimal digits that its owner alone
 * reads.
 */
public final class CookieKeyFile {
  private static final int KEY_BYTES = 32;
  private static final int SHORTEST = 16;

  private CookieKeyFile() {}

  /** The key in a file, which is made when it is missing; all nodes of a shop need the same. */
  public static byte[] read(Path file) throws IOException {
    if (!Files.exists(file)) {
      create(file);
    }
    try {
      byte[] key = HexFormat.of().parseHex(Files.readString(file).trim());
      if (key.length >= SHORTEST) {
        return key;
      }
    } catch (IllegalArgumentException e) {
      throw new IOException(file + ": not a line of hexadecimal digits", e);
    }
    throw new IOException(file + ": a cookie key has at least 32 hexadecimal digits");
  }

  private static void create(Path file) throws IOException {
    byte[] key = new byte[KEY_BYTES];
    new SecureRandom().nextBytes(key);
    Files.createFile(
        file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    Files.writeString(file, HexFormat.of().formatHex(key) + "\n");
  }
}
