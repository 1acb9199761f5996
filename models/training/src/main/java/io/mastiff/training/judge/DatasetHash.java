package io.mastiff.training.judge;

import io.mastiff.feature.DatasetFormat;
import io.mastiff.training.TrainingException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/**
 * What tells one dataset from another: 16 hexadecimal digits of SHA-256 over the names, lengths and
 * bytes of its description and parts. Read as a stream, at the speed of the disk.
 */
final class DatasetHash {
  private DatasetHash() {}

  static String of(DatasetFolder data) throws TrainingException {
    List<Path> files = new ArrayList<>(data.parts());
    files.add(0, data.folder().resolve(DatasetFormat.DESCRIPTION));
    MessageDigest digest = sha256();
    try (OutputStream out = new DigestOutputStream(OutputStream.nullOutputStream(), digest)) {
      for (Path file : files) {
        String head = file.getFileName() + " " + Files.size(file) + "\n";
        out.write(head.getBytes(StandardCharsets.UTF_8));
        try (InputStream in = Files.newInputStream(file)) {
          in.transferTo(out);
        }
      }
    } catch (IOException e) {
      throw new TrainingException(data.folder() + ": cannot be read (" + e.getMessage() + ")");
    }
    return HexFormat.of().formatHex(digest.digest(), 0, 8);
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
