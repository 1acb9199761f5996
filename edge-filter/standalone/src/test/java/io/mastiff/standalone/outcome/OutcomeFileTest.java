package io.mastiff.standalone.outcome;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mastiff.event.Outcome;
import io.mastiff.standalone.UserError;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Rows of real files: what they say, or on which line they say nothing and why. */
class OutcomeFileTest {
  private static final long NOW = Instant.parse("2026-11-27T12:00:00Z").toEpochMilli();
  private static final String HEADER = "reference,kind,value,currency,time\n";
  @TempDir Path folder;
  private final List<Outcome> good = new ArrayList<>();
  private final BadRows bad = new BadRows();

  private long read(Path file, char separator, String zone) {
    RowTime time = new RowTime(zone == null ? null : ZoneId.of(zone), NOW);
    return new OutcomeFile(file, separator, new RowReader("default", time))
        .read(good::add, bad, bytes -> {});
  }

  private long read(String text) throws IOException {
    return read(Files.writeString(folder.resolve("orders.csv"), text), ',', null);
  }

  @Test
  void columnsAreFoundByNameInAnyOrderAndOthersPassedOver() throws IOException {
    long rows =
        read(
            "\ufeffTime,Order No,Currency,VALUE,Kind,Reference\r\n"
                + "2026-11-01T09:30:00Z,17,EUR,19.90,purchase,A-17\r\n\r\n"
                + "2026-11-02 10:30:00+01:00,\"17, again\",EUR,5,Refund,\"A-\"\"17\"\"\"\r\n"
                + "2026-11-03T09:30:00.250Z,18,SEK,0.005,chargeback,a:198.51.100.0/24|00000000000000ff\n");

    assertThat(bad.first()).isEmpty();
    assertThat(rows).isEqualTo(3);
    assertThat(good).extracting(Outcome::getReference).startsWith("A-17", "A-\"17\"");
    assertThat(good)
        .extracting(Outcome::getKind)
        .containsExactly("purchased", "refunded", "charged-back");
    assertThat(good).extracting(Outcome::getValueCents).containsExactly(1990L, 500L, 1L);
    assertThat(Instant.ofEpochMilli(good.get(1).getAtMs())).isEqualTo("2026-11-02T09:30:00Z");
    assertThat(good).extracting(Outcome::getId).doesNotHaveDuplicates().doesNotContain(0L);
  }

  @Test
  void separatorZoneAndGzipAreRead() throws IOException {
    Path file = folder.resolve("orders.gz");
    try (var out = new GZIPOutputStream(Files.newOutputStream(file))) {
      out.write(
          (HEADER.replace(',', ';') + "Größe-7;purchase;1.5;EUR;2026-07-01 12:00\n")
              .getBytes(StandardCharsets.UTF_8));
    }
    read(file, ';', "Europe/Berlin");

    assertThat(good).extracting(Outcome::getReference).containsExactly("Größe-7");
    assertThat(Instant.ofEpochMilli(good.get(0).getAtMs())).isEqualTo("2026-07-01T10:00:00Z");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          ,purchase,1,EUR,2026-11-01T00:00:00Z          | reference is empty
          s:short,purchase,1,EUR,2026-11-01T00:00:00Z   | reference s:short is not a whole name
          a:x,purchase,1,EUR,2026-11-01T00:00:00Z       | reference a:x is not a whole name
          A-1,gift,1,EUR,2026-11-01T00:00:00Z           | kind gift: purchase, refund
          A-1,purchase,-1,EUR,2026-11-01T00:00:00Z      | value -1: an amount without sign
          A-1,purchase,1e3,EUR,2026-11-01T00:00:00Z     | value 1e3
          A-1,purchase,19,90,EUR,2026-11-01T00:00:00Z   | 6 cells where the first line has 5
          A-1,purchase,1,euro,2026-11-01T00:00:00Z      | currency euro: three capital letters
          A-1,purchase,1,EUR,yesterday                  | time yesterday: such as
          A-1,purchase,1,EUR,2026-02-30T00:00:00Z       | time 2026-02-30T00:00:00Z: such as
          A-1,purchase,1,EUR,2026-11-01T00:00:00        | has no offset; add one
          A-1,purchase,1,EUR,2027-01-01T00:00:00Z       | is before 2000 or to come
          """)
  void aBadRowIsNamedByItsLineAndReason(String row, String reason) throws IOException {
    String first = "\"A\n0\",purchase,1,EUR,2026-11-01T00:00:00Z\n".replace("A\n0", "A-0");
    long rows = read(HEADER + first + "\n" + row + "\n" + first.replace("A-0", "A-9"));

    assertThat(rows).isEqualTo(3);
    assertThat(good).extracting(Outcome::getReference).containsExactly("A-0", "A-9");
    assertThat(bad.count()).isEqualTo(1);
    assertThat(bad.first().get(0).line()).isEqualTo(4);
    assertThat(bad.first().get(0).reason()).contains(reason);
  }

  @Test
  void linesAreCountedAcrossCellsOfSeveralLines() throws IOException {
    read("note," + HEADER + "\"two\nlines\",A-1,purchase,1,EUR,2026-11-01T00:00:00Z\nx,,,,,\n");

    assertThat(good).hasSize(1);
    assertThat(bad.first()).extracting(BadRows.BadRow::line).containsExactly(4L);
  }

  @Test
  void whatIsNoFileOfOutcomesIsRefusedInOneLine() {
    assertThatThrownBy(() -> read("")).isInstanceOf(UserError.class).hasMessageContaining("empty");
    assertThatThrownBy(() -> read("reference;kind;value;currency;time\n"))
        .hasMessageContaining("line 1: no column reference, kind")
        .hasMessageContaining("--separator");
    assertThatThrownBy(() -> read("kind," + HEADER)).hasMessageContaining("two columns");
    assertThatThrownBy(() -> read(HEADER + "A-1,purchase,1,EUR,2026-11-01T00:00:00Z\n\"A-2,x\n"))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("not CSV: line ");
    assertThatThrownBy(() -> read(HEADER + "\"" + "x".repeat(100_000)))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("not CSV: line ");
  }

  @Test
  void aLongFileIsReadWithoutKeepingItsRows() throws IOException {
    Path file = folder.resolve("long.csv");
    try (BufferedWriter out =
        new BufferedWriter(
            new OutputStreamWriter(Files.newOutputStream(file), StandardCharsets.UTF_8))) {
      out.write(HEADER);
      for (int i = 0; i < 300_000; i++) {
        out.write(
            "A-" + i + ",purchase,1," + (i % 2 == 0 ? "EUR" : "bad") + ",2026-11-01T00:00Z\n");
      }
    }
    KnownOutcomes known = new KnownOutcomes();
    RowReader rows = new RowReader("default", new RowTime(null, NOW));
    long read = new OutcomeFile(file, ',', rows).read(o -> known.add(o.getId()), bad, bytes -> {});

    assertThat(read).isEqualTo(300_000);
    assertThat(known.size()).isEqualTo(150_000);
    assertThat(bad.count()).isEqualTo(150_000);
    assertThat(bad.first()).hasSize(BadRows.SHOWN);
  }

  @Test
  void idsThatAreKnownAreBounded() {
    KnownOutcomes known = new KnownOutcomes(10_000);
    for (long id = 1; id <= 10_000; id++) {
      assertThat(known.add(id << 40)).isTrue();
    }
    assertThat(known.add(1L << 40)).isFalse();
    assertThatThrownBy(() -> known.add(3))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("10000");
  }
}
