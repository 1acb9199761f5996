package io.mastiff.bench.audit;

import io.mastiff.bench.audit.LogTemplate.Line;
import io.mastiff.edge.table.Mix;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Comparator;
import java.util.Locale;
import java.util.PriorityQueue;

/**
 * A log of any length made of a short one: {@value #STREAMS} copies of it side by side, each begun
 * at another place and again and again, with networks of its own each time round. Lines are in the
 * order of their times; the same template and seed give the same bytes.
 */
final class ManyVisitors {
  static final int STREAMS = 100;
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("dd/MMM/yyyy:HH:mm:ss +0000", Locale.ROOT)
          .withZone(ZoneOffset.UTC);

  private final LogTemplate template;
  private final long seed;
  private long toldSecond = Long.MIN_VALUE;
  private String toldTime = "";

  ManyVisitors(LogTemplate template, long seed) {
    this.template = template;
    this.seed = seed;
  }

  /** One copy, and where it stands. */
  private final class Stream {
    private final int number;
    private final long beganMs;
    private int at;
    private int round;
    private long nowMs;

    Stream(int number) {
      this.number = number;
      this.at = (int) ((long) number * template.size() / STREAMS);
      this.beganMs = template.line(at).atMs();
      this.nowMs = template.line(0).atMs();
    }

    Line line() {
      return template.line(at);
    }

    void next() {
      if (++at == template.size()) {
        at = 0;
        round++;
      }
      nowMs = template.line(0).atMs() + line().atMs() - beganMs + (long) round * template.spanMs();
    }

    /** The same network of the template is the same one here until the round ends. */
    void appendAddress(StringBuilder to) {
      String address = line().address();
      int dot = address.lastIndexOf('.');
      long network = (dot < 0 ? address : address.substring(0, dot)).hashCode();
      long mixed = Mix.of(Mix.of(seed, network), (long) number << 32 | round);
      String host = address.substring(dot + 1);
      to.append(20 + (mixed & 127)).append('.').append(mixed >>> 8 & 255).append('.');
      to.append(mixed >>> 16 & 255).append('.');
      to.append(isByte(host) ? host : Integer.toString(host.hashCode() & 255));
    }
  }

  private static boolean isByte(String text) {
    return !text.isEmpty()
        && text.length() <= 3
        && text.chars().allMatch(c -> c >= '0' && c <= '9')
        && Integer.parseInt(text) <= 255;
  }

  /** Writes this many lines to a file that is not there yet. */
  void write(Path file, long lines) throws IOException {
    PriorityQueue<Stream> streams =
        new PriorityQueue<>(
            Comparator.<Stream>comparingLong(s -> s.nowMs).thenComparingInt(s -> s.number));
    for (int i = 0; i < STREAMS; i++) {
      streams.add(new Stream(i));
    }
    StringBuilder text = new StringBuilder(512);
    try (BufferedWriter out =
        new BufferedWriter(Files.newBufferedWriter(file, StandardCharsets.ISO_8859_1), 1 << 20)) {
      for (long i = 0; i < lines; i++) {
        Stream stream = streams.remove();
        text.setLength(0);
        stream.appendAddress(text);
        Line line = stream.line();
        text.append(line.between()).append(time(stream.nowMs)).append(line.rest()).append('\n');
        out.append(text);
        stream.next();
        streams.add(stream);
      }
    }
  }

  private String time(long atMs) {
    long second = Math.floorDiv(atMs, 1000L);
    if (second != toldSecond) {
      toldSecond = second;
      toldTime = TIME.format(Instant.ofEpochSecond(second));
    }
    return toldTime;
  }
}
