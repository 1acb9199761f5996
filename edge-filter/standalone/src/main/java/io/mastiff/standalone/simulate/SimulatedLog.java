package io.mastiff.standalone.simulate;

import io.mastiff.data.simulate.crowd.Crowd;
import io.mastiff.data.simulate.visit.Request;
import io.mastiff.data.simulate.visit.Visit;
import io.mastiff.standalone.UserError;
import java.io.IOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ExecutorService;
import java.util.function.LongConsumer;
import java.util.stream.Stream;

/**
 * Writes the sessions of a crowd as an access log in combined format, {@value #LOG}, in the order
 * of time, with the session as user; and {@value #LABELS} with what each session is, but for those
 * of welcome programs, which are neither people's nor bots' to learn from.
 *
 * <p>The folder appears under its name when it is whole.
 */
public final class SimulatedLog {
  static final String LOG = "access.log";
  static final String LABELS = "labels.csv";

  private final Crowd crowd;
  private final Splits splits;

  public SimulatedLog(Crowd crowd, Splits splits) {
    this.crowd = crowd;
    this.splits = splits;
  }

  private record Line(long atMs, String text) {}

  private record Day(List<Line> lines, List<String> labels) {}

  /** Writes the folder; returns how many lines the log has. */
  public long write(Path folder, ExecutorService threads, int ahead, LongConsumer progress)
      throws IOException {
    if (Files.exists(folder)) {
      throw new UserError(folder + " is there already; name another folder");
    }
    Path part = folder.resolveSibling(folder.getFileName() + ".part");
    try {
      remove(part);
      Files.createDirectories(part);
      long lines = write(part, threads, ahead, progress, new ArrayList<>());
      Files.move(part, folder, StandardCopyOption.ATOMIC_MOVE);
      return lines;
    } finally {
      remove(part);
    }
  }

  /** Lines that are later than the next block's beginning wait for it. */
  private long write(
      Path part, ExecutorService threads, int ahead, LongConsumer progress, List<Line> late)
      throws IOException {
    long[] count = {0};
    try (Writer log = Files.newBufferedWriter(part.resolve(LOG));
        Writer labels = Files.newBufferedWriter(part.resolve(LABELS))) {
      labels.write("key,label,split\n");
      InOrder.run(
          crowd.blocks(),
          ahead,
          threads,
          this::day,
          (block, day) -> {
            late.addAll(day.lines());
            boolean isLast = block + 1 == crowd.blocks();
            count[0] += writeUntil(isLast ? Long.MAX_VALUE : crowd.startMs(block + 1), late, log);
            for (String label : day.labels()) {
              labels.write(label);
            }
            progress.accept(Math.min(crowd.sessions(), (block + 1) * Crowd.BLOCK));
          });
    }
    return count[0];
  }

  private static long writeUntil(long endMs, List<Line> lines, Writer log) throws IOException {
    lines.sort(Comparator.comparingLong(Line::atMs));
    int n = 0;
    while (n < lines.size() && lines.get(n).atMs() < endMs) {
      log.write(lines.get(n++).text());
    }
    lines.subList(0, n).clear();
    return n;
  }

  private Day day(long block) {
    List<Line> lines = new ArrayList<>();
    List<String> labels = new ArrayList<>();
    for (Visit visit : crowd.block(block)) {
      for (Request request : visit.requests()) {
        lines.add(new Line(request.atMs(), LogText.line(visit, request)));
      }
      if (visit.label() != Visit.Label.OTHER) {
        labels.add(label(visit));
      }
    }
    return new Day(lines, labels);
  }

  private String label(Visit visit) {
    return "s%d,%s,%s\n"
        .formatted(
            visit.index(),
            visit.label().name().toLowerCase(Locale.ROOT),
            splits.of(visit.visitor().client()));
  }

  private static void remove(Path folder) throws IOException {
    if (!Files.exists(folder)) {
      return;
    }
    try (Stream<Path> all = Files.walk(folder)) {
      for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(path);
      }
    }
  }
}
