package io.mastiff.standalone.dataset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.mastiff.data.label.LabelKey;
import io.mastiff.edge.crawler.CrawlerReader;
import io.mastiff.edge.policy.Policy;
import io.mastiff.standalone.audit.LogInput;
import io.mastiff.standalone.dataset.EventFeed.Telling;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An import of several files that is interrupted goes on where it stood, to the same bytes. */
class ResumedImportTest {
  private static final int FILES = 3;
  @TempDir Path folder;

  @BeforeEach
  void logs() throws Exception {
    List<String> lines = new ShopLog().buyers(300).walkers(30, false).lines();
    for (int file = 0; file < FILES; file++) {
      int size = lines.size() / FILES;
      Files.write(folder.resolve(file + ".log"), lines.subList(file * size, (file + 1) * size));
      Files.writeString(
          folder.resolve(file + ".log"), "junk\n", java.nio.file.StandardOpenOption.APPEND);
    }
  }

  private ObjectNode run(String out, String made, Telling reading) throws Exception {
    ImportSettings settings =
        new ImportSettings(
            folder.resolve(out),
            Policy.DEFAULT,
            CrawlerReader.shipped(),
            ImportSettings.SessionField.CLIENT,
            Map.of(),
            LabelKey.ADDRESS,
            Set.of(ShopLog.TRAP),
            List.of(),
            made,
            Long.MAX_VALUE);
    List<Path> files = Stream.of("0.log", "1.log", "2.log").map(folder::resolve).toList();
    return DatasetImport.ofLogs(settings, LogInput.sources(files), reading, (done, all) -> {})
        .json(new ObjectMapper());
  }

  /** Stops in the second file, as if the machine had gone down. */
  private void interrupted(String out) {
    long first = folder.resolve("0.log").toFile().length();
    assertThatThrownBy(
            () ->
                run(
                    out,
                    "as before",
                    (done, all) -> {
                      if (done > first + 10_000) {
                        throw new IllegalStateException("power failure");
                      }
                    }))
        .hasMessage("power failure");
    assertThat(folder.resolve(out)).doesNotExist();
    assertThat(folder.resolve(out + ".sorting/part-00001.parquet")).exists();
    assertThat(folder.resolve(out + ".sorting/part-00002.parquet")).doesNotExist();
  }

  private Map<String, byte[]> bytes(String out) throws Exception {
    Map<String, byte[]> bytes = new TreeMap<>();
    try (Stream<Path> files = Files.list(folder.resolve(out))) {
      for (Path file : files.toList()) {
        bytes.put(file.getFileName().toString(), Files.readAllBytes(file));
      }
    }
    return bytes;
  }

  private void isAsUninterrupted(String out, ObjectNode figures) throws Exception {
    ObjectNode whole = run("whole", "as before", (done, all) -> {});
    Map<String, byte[]> expected = bytes("whole");
    assertThat(bytes(out).keySet()).isEqualTo(expected.keySet()).contains("baseline.bin");
    bytes(out).forEach((name, found) -> assertThat(found).as(name).isEqualTo(expected.get(name)));
    whole.remove(List.of("data", "resumed"));
    assertThat(figures.deepCopy().remove(List.of("data", "resumed"))).isEqualTo(whole);
    assertThat(whole.get("bad").asInt()).isEqualTo(FILES);
    assertThat(folder.resolve(out + ".sorting")).doesNotExist();
  }

  @Test
  void filesThatWereReadStayRead() throws Exception {
    interrupted("out");
    ObjectNode figures = run("out", "as before", (done, all) -> {});

    assertThat(figures.get("resumed").asInt()).isEqualTo(1);
    isAsUninterrupted("out", figures);
  }

  @Test
  void aFileThatHasChangedIsReadAnew() throws Exception {
    interrupted("out");
    Path first = folder.resolve("0.log");
    List<String> lines = Files.readAllLines(first);
    Files.write(first, lines.subList(5, lines.size()));
    ObjectNode figures = run("out", "as before", (done, all) -> {});

    assertThat(figures.get("resumed").asInt()).isZero();
    isAsUninterrupted("out", figures);
  }

  @Test
  void otherSettingsBeginAnew() throws Exception {
    interrupted("out");

    assertThat(run("out", "otherwise", (done, all) -> {}).get("resumed").asInt()).isZero();
  }
}
