package io.mastiff.standalone.command;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/** SHA-256 over options and the contents of files, to tell whether two runs were given the same. */
final class Fingerprint {
  private final MessageDigest digest;

  Fingerprint() {
    try {
      digest = MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }

  /** Adds a value; null is another one than empty. */
  Fingerprint add(@Nullable String value) {
    byte[] bytes = (value == null ? "-" : "=" + value).getBytes(StandardCharsets.UTF_8);
    digest.update((bytes.length + ":").getBytes(StandardCharsets.UTF_8));
    digest.update(bytes);
    return this;
  }

  /** Adds what a file holds; null for none. */
  Fingerprint addFile(@Nullable Path file) throws IOException {
    return add(
        file == null ? null : new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1));
  }

  String hash() {
    return HexFormat.of().formatHex(digest.digest());
  }
}
