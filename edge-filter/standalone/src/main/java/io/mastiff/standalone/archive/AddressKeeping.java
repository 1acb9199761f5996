package io.mastiff.standalone.archive;

import io.mastiff.edge.client.AddressHasher;
import io.mastiff.edge.client.AddressKey;
import io.mastiff.edge.policy.Privacy;
import io.mastiff.edge.publish.Addresses;
import io.mastiff.standalone.Reasons;
import io.mastiff.standalone.UserError;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * How an archive tells addresses.
 *
 * @param name {@code hashed} or {@code whole}
 * @param keyMark tells two keys apart, and neither from others; empty for whole ones
 */
record AddressKeeping(String name, String keyMark, Addresses addresses) {
  static final String OWN_KEY = "address.key";
  private static final String MARK = "archive";

  static AddressKeeping whole() {
    return new AddressKeeping("whole", "", Addresses.WHOLE);
  }

  /**
   * By a key in a file, which may be that of the doors; without one by a key of the archive's own,
   * that is made in its folder when it begins.
   */
  static AddressKeeping hashed(Path archive, @Nullable Path keyFile, SecureRandom random) {
    Path file = keyFile == null ? archive.resolve(OWN_KEY) : keyFile;
    try {
      if (keyFile == null && !Files.exists(file)) {
        make(file, random);
      }
      String key = AddressKey.read(file);
      if (!key.matches(AddressKey.PATTERN)) {
        throw new UserError(file + ": a key is 16 to 200 characters without blanks");
      }
      Privacy d = Privacy.DEFAULT;
      Privacy hashed = new Privacy(Privacy.Addresses.HASHED, key, d.language(), d.country());
      String mark = new AddressHasher(key).of(MARK).toString();
      return new AddressKeeping("hashed", mark, new Addresses(hashed));
    } catch (IOException e) {
      throw new UserError(file + ": " + Reasons.of(e));
    }
  }

  private static void make(Path file, SecureRandom random) throws IOException {
    if (Files.exists(file.resolveSibling("archive.json"))) {
      throw new UserError(
          file
              + " is gone, with which addresses are hashed here; restore it, or give --address-key");
    }
    byte[] key = new byte[32];
    random.nextBytes(key);
    Files.createDirectories(file.toAbsolutePath().getParent());
    boolean posix = file.getFileSystem().supportedFileAttributeViews().contains("posix");
    if (posix) {
      Files.createFile(
          file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    }
    Set<StandardOpenOption> how = Set.of(StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    Files.writeString(
        file, HexFormat.of().formatHex(key) + "\n", how.toArray(StandardOpenOption[]::new));
  }
}
