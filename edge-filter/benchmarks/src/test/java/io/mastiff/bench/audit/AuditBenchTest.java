package io.mastiff.bench.audit;

import static org.assertj.core.api.Assertions.assertThat;

import io.mastiff.data.accesslog.CombinedParser;
import io.mastiff.data.accesslog.LogLine;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class AuditBenchTest {
  private static final int LINES = 5_000;

  @TempDir Path folder;

  /** Ten visits of six pages, a minute apart, the last line out of order. */
  private Path log() throws IOException {
    List<String> lines = new ArrayList<>();
    for (int page = 0; page < 6; page++) {
      for (int visitor = 0; visitor < 10; visitor++) {
        lines.add(
            "192.0.%d.7 - - [12/Mar/2024:10:%02d:%02d +0100] \"GET /p/%d HTTP/1.1\" 200 5 \"-\" \"x\""
                .formatted(visitor, page, visitor, page));
      }
    }
    lines.add("junk");
    lines.add(lines.remove(0));
    return Files.write(folder.resolve("short.log"), lines);
  }

  private List<LogLine> written(String name, long seed) throws IOException {
    Path file = folder.resolve(name);
    new ManyVisitors(LogTemplate.read(log()), seed).write(file, LINES);
    CombinedParser parser = new CombinedParser();
    return Files.readAllLines(file).stream().map(line -> parser.parse(line).orElseThrow()).toList();
  }

  @Test
  void theLongLogIsInOrderAndItsVisitsAreMany() throws Exception {
    List<LogLine> lines = written("a.log", 7);

    assertThat(lines)
        .hasSize(LINES)
        .isSortedAccordingTo((a, b) -> Long.compare(a.atMs(), b.atMs()));
    Set<String> clients = new HashSet<>();
    lines.forEach(line -> clients.add(line.address()));
    assertThat(clients).hasSizeBetween(LINES / 6 - 50, LINES / 6 + 1_000);
    assertThat(lines).extracting(LogLine::target).contains("/p/0", "/p/5");
  }

  @Test
  void theSameSeedGivesTheSameBytesAndAnotherOneOtherAddresses() throws Exception {
    List<LogLine> first = written("a.log", 7);

    assertThat(written("b.log", 7)).isEqualTo(first);
    assertThat(written("c.log", 8)).isNotEqualTo(first);
  }

  @Test
  void theHeapIsReadFromTheLogOfCollections() throws Exception {
    Path file =
        Files.writeString(
            folder.resolve("gc.log"),
            "[1s][info][gc] GC(0) Pause Young (Allocation Failure) 256M->5M(981M) 9.1ms\n"
                + "[2s][info][gc] GC(1) Pause Full (Ergonomics) 471M->250M(981M) 20.4ms\n");

    assertThat(HeapLog.read(file)).isEqualTo(new HeapLog(471L << 20, 250L << 20));
  }

  @Test
  void aProgramsTimeAndMemoryAreMeasured() throws Exception {
    MeasuredProcess.Cost cost =
        MeasuredProcess.run(
            List.of("sh", "-c", "i=0; while [ $i -lt 200000 ]; do i=$((i+1)); done"), folder);

    assertThat(cost.cpuNanos()).isBetween(1_000_000L, cost.wallNanos() + 20_000_000);
    assertThat(cost.peakBytes()).isBetween(100_000L, 1L << 28);
  }

  @Test
  void badInputIsOneLine() throws Exception {
    Path junk = Files.writeString(folder.resolve("junk.log"), "junk\n");
    assertThat(fails("--lines", "5")).contains("--lines 5: 1000 to");
    assertThat(fails("--rounds", "0")).contains("--rounds 0: 1 to 99");
    assertThat(fails("--heap", "much")).contains("--heap much");
    assertThat(fails("--from", folder + "/none.log")).contains("no such file");
    assertThat(fails("--from", junk.toString())).contains("junk.log").contains("no line of");
    assertThat(fails("--folder", "/no/such")).contains("--folder /no/such");
    assertThat(fails("--json", "/no/such/out.json")).contains("cannot be written");
  }

  private static String fails(String... arguments) {
    CommandLine line = AuditBenchCommand.line();
    StringWriter text = new StringWriter();
    line.setErr(new PrintWriter(text, true));
    assertThat(line.execute(arguments)).isEqualTo(2);
    assertThat(text.toString().strip().lines()).hasSize(1);
    return text.toString();
  }
}
