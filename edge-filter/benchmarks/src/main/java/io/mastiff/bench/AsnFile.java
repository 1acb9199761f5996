package io.mastiff.bench;

import io.mastiff.edge.testkit.MmdbWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A database of 60,000 made-up autonomous systems over the clients' networks. */
final class AsnFile {
  private AsnFile() {}

  static Path write() throws IOException {
    MmdbWriter writer = new MmdbWriter("Bench-ASN");
    for (int i = 0; i < 60_000; i++) {
      long first = 0x2000_0000L + i * 32_768L;
      writer.put(
          (first >>> 24 & 255) + "." + (first >>> 16 & 255) + "." + (first >>> 8 & 255) + ".0/17",
          java.util.Map.of("autonomous_system_number", 1000L + i));
    }
    Path file = Files.createTempFile("asn", ".mmdb");
    file.toFile().deleteOnExit();
    writer.write(file);
    return file;
  }
}
