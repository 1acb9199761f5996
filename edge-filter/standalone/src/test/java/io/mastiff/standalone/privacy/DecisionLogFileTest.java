package io.mastiff.standalone.privacy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mastiff.standalone.UserError;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Set;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Lines about one visitor are found and made silent; all others stay as they are, to the byte. */
class DecisionLogFileTest {
  private static final String ID = "Zm9vYmFyYmF6cXV4";
  private static final List<String> LINES =
      List.of(
          "2026-01-01 INFO mastiff.decisions action=allow path=/ address=203.0.113.7 session=" + ID,
          "action=allow path=/p/1 address=198.51.100.7 session=aaaaaaaaaaaaaaaa agent=\"x session="
              + ID
              + " y\"",
          "action=block path=/p/2 address=203.0.113.7 session=\"\" agent=\"a \\\" b\" reference=1K2J3H4G5 left-out=0",
          "reaction=allow session=" + ID,
          "action=allow path=/p/3 session=" + ID + "x",
          "x".repeat(200_000) + " action=allow session=" + ID,
          "action=allow path=/a agent=\"Mozilla/5.0 (X)\" session=" + ID + " reasons=\"a=b; c\"");

  @TempDir Path folder;

  private DecisionLogFile file(Path path) {
    return new DecisionLogFile(path, ID, Set.of("1K2J3H4G5"));
  }

  private static List<String> expected() {
    return List.of(
        "2026-01-01 INFO mastiff.decisions action=allow path=x address=xxxxxxxxxxx session=xxxxxxxxxxxxxxxx",
        LINES.get(1),
        "action=block path=xxxx address=xxxxxxxxxxx session=\"\" agent=\"xxxxxx\" reference=xxxxxxxxx left-out=0",
        LINES.get(3),
        LINES.get(4),
        LINES.get(5),
        "action=allow path=xx agent=\"xxxxxxxxxxxxxxx\" session=xxxxxxxxxxxxxxxx reasons=\"a=b; c\"");
  }

  @Test
  void aPlainFileIsOverwrittenInPlaceWhileItIsWrittenTo() throws Exception {
    Path path = Files.write(folder.resolve("door.log"), LINES);
    long size = Files.size(path);
    assertThat(file(path).find()).isEqualTo(new DecisionLogFile.Lines(path, 3, 1, 7));
    assertThat(Files.readAllLines(path)).as("finding changes nothing").isEqualTo(LINES);

    try (OutputStream logger = Files.newOutputStream(path, StandardOpenOption.APPEND)) {
      assertThat(file(path).erase().count()).isEqualTo(3);
      assertThat(Files.size(path)).isEqualTo(size);
      logger.write("action=allow later\n".getBytes(StandardCharsets.US_ASCII));
    }
    List<String> now = Files.readAllLines(path);
    assertThat(now.subList(0, 7)).isEqualTo(expected());
    assertThat(now).endsWith("action=allow later");
    assertThat(file(path).find().count()).isZero();
  }

  @Test
  void aGzipFileIsReplacedAsAWholeAndKeepsItsPermissions() throws Exception {
    Path path = folder.resolve("door.log.1.gz");
    try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(path))) {
      out.write((String.join("\n", LINES) + "\n").getBytes(StandardCharsets.ISO_8859_1));
    }
    Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rw-r-----"));

    assertThat(file(path).find().count()).isEqualTo(3);
    assertThat(file(path).erase().count()).isEqualTo(3);
    try (InputStream in = new GZIPInputStream(Files.newInputStream(path))) {
      String text = new String(in.readAllBytes(), StandardCharsets.ISO_8859_1);
      assertThat(text.lines().toList()).isEqualTo(expected());
    }
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(path)))
        .isEqualTo("rw-r-----");
    try (var files = Files.list(folder)) {
      assertThat(files).containsExactly(path);
    }
  }

  @Test
  void aFileThatIsNotThereIsNamed() {
    assertThatThrownBy(() -> file(folder.resolve("none.log")))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("none.log: no such file");
  }
}
