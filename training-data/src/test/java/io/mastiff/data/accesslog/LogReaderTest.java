package io.mastiff.data.accesslog;

import static org.assertj.core.api.Assertions.assertThat;

import com.github.luben.zstd.ZstdOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LogReaderTest {
  @TempDir Path folder;

  private static List<String> lines(LogReader in) throws IOException {
    List<String> lines = new ArrayList<>();
    for (String line = in.next(); line != null; line = in.next()) {
      lines.add(line);
    }
    return lines;
  }

  private Path write(String name, byte[] bytes) throws IOException {
    return Files.write(folder.resolve(name), bytes);
  }

  private static byte[] text() {
    SplittableRandom random = new SplittableRandom(3);
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < 20_000; i++) {
      text.append("line ").append(i).append(' ').append(random.nextLong()).append("\n");
    }
    return text.toString().getBytes(StandardCharsets.ISO_8859_1);
  }

  private static byte[] gzip(byte[] bytes) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (OutputStream packed = new GZIPOutputStream(out)) {
      packed.write(bytes);
    }
    return out.toByteArray();
  }

  private static byte[] zstd(byte[] bytes) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (OutputStream packed = new ZstdOutputStream(out)) {
      packed.write(bytes);
    }
    return out.toByteArray();
  }

  @Test
  void plainGzipAndZstdAreToldByTheirFirstBytes() throws IOException {
    byte[] text = text();
    List<String> whole = new String(text, StandardCharsets.ISO_8859_1).lines().toList();
    for (byte[] bytes : List.of(text, gzip(text), zstd(text))) {
      Path file = write("a.log", bytes);
      try (LogReader in = LogReader.open(file)) {
        assertThat(lines(in)).isEqualTo(whole);
        assertThat(in.damage()).isEmpty();
        assertThat(in.bytes()).isEqualTo(bytes.length);
      }
    }
  }

  @Test
  void compressedDataThatEndsEarlyGivesWhatThereIs() throws IOException {
    for (byte[] bytes : List.of(gzip(text()), zstd(text()))) {
      Path file = write("a.log", Arrays.copyOf(bytes, bytes.length / 2));
      try (LogReader in = LogReader.open(file)) {
        assertThat(lines(in).size()).isBetween(5_000, 15_000);
        assertThat(in.damage()).isPresent();
      }
    }
  }

  @Test
  void brokenCompressedDataIsSaidAndNeverThrown() throws IOException {
    SplittableRandom random = new SplittableRandom(9);
    for (byte[] good : List.of(gzip(text()), zstd(text()))) {
      for (int i = 0; i < 20; i++) {
        byte[] bytes = good.clone();
        int from = 4 + random.nextInt(bytes.length - 4);
        for (int k = from; k < Math.min(bytes.length, from + 200); k++) {
          bytes[k] = (byte) random.nextInt();
        }
        try (LogReader in = LogReader.open(write("a.log", bytes))) {
          assertThat(lines(in)).isNotNull();
        }
      }
    }
    try (LogReader in = LogReader.open(write("a.log", new byte[] {0x1f, (byte) 0x8b, 1, 2}))) {
      assertThat(lines(in)).isEmpty();
      assertThat(in.damage()).isPresent();
    }
  }

  @Test
  void aLineOfAMegabyteIsCutAndTheNextIsWhole() throws IOException {
    String text = "first\r\n" + "x".repeat(1_000_000) + "\nlast";
    try (LogReader in = LogReader.open(write("a.log", text.getBytes(StandardCharsets.UTF_8)))) {
      List<String> lines = lines(in);
      assertThat(lines).hasSize(3);
      assertThat(lines.get(0)).isEqualTo("first");
      assertThat(lines.get(1)).hasSize(LogReader.LONGEST + 1);
      assertThat(lines.get(2)).isEqualTo("last");
      assertThat(new CombinedParser().parse(lines.get(1))).isEmpty();
    }
  }

  @Test
  void emptyLinesAreLines() throws IOException {
    try (LogReader in =
        LogReader.open(write("a.log", "\n\na\n".getBytes(StandardCharsets.UTF_8)))) {
      assertThat(lines(in)).containsExactly("", "", "a");
    }
  }

  @Test
  void aGlobIsReadInTheOrderOfTime() throws IOException {
    String line = "203.0.113.7 - - [%02d/Mar/2026:09:00:00 +0000] \"GET / HTTP/1.1\" 200 1\n";
    Path newest = Files.writeString(folder.resolve("access.log"), String.format(line, 9));
    Path older =
        write("access.log.1", gzip(String.format(line, 5).getBytes(StandardCharsets.UTF_8)));
    Path oldest = Files.writeString(folder.resolve("access.log.2"), String.format(line, 1));

    assertThat(LogFiles.named(List.of(folder.resolve("access.log*"))))
        .containsExactly(oldest, older, newest);
    assertThat(LogFiles.named(List.of(folder.resolve("nothing*"))))
        .containsExactly(folder.resolve("nothing*"));
  }
}
