package io.mastiff.bench.audit;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.mastiff.bench.audit.Contest.Run;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The runs as a table and as JSON: of each program the one with the median wall time. */
final class AuditFigures {
  private static final String HEADER =
      String.format(
          Locale.ROOT,
          "%-14s %12s %12s %8s %8s %8s %9s",
          "implementation",
          "lines/s wall",
          "lines/s CPU",
          "heap MB",
          "held MB",
          "RSS MB",
          "sessions");

  private final long lines;
  private final List<Run> runs;

  AuditFigures(long lines, List<Run> runs) {
    this.lines = lines;
    this.runs = runs;
  }

  /** A line for one run. */
  static String text(Run run, long lines) {
    return String.format(
        Locale.ROOT,
        "%-14s %,12.0f %,12.0f %,8d %,8d %,8d %,9d",
        run.implementation(),
        perSecond(lines, run.cost().wallNanos()),
        perSecond(lines, run.cost().cpuNanos()),
        run.heap().peakBytes() >> 20,
        run.heap().heldBytes() >> 20,
        run.cost().peakBytes() >> 20,
        run.sessions());
  }

  /** Prints the table, and writes the JSON to a file; with {@code -} prints that alone. */
  void print(@Nullable String json) throws IOException {
    if ("-".equals(json)) {
      System.out.println(json());
      return;
    }
    if (json != null) {
      Files.writeString(Path.of(json), json() + "\n");
    }
    System.out.println(HEADER);
    for (String name : implementations()) {
      System.out.println(text(median(name), lines));
    }
  }

  private List<String> implementations() {
    return runs.stream().map(Run::implementation).distinct().toList();
  }

  private Run median(String implementation) {
    List<Run> own =
        runs.stream()
            .filter(run -> run.implementation().equals(implementation))
            .sorted(Comparator.comparingLong(run -> run.cost().wallNanos()))
            .toList();
    return own.get(own.size() / 2);
  }

  private String json() throws IOException {
    JsonMapper mapper = JsonMapper.builder().build();
    ObjectNode document = mapper.createObjectNode();
    document.put("java", System.getProperty("java.version"));
    var rows = document.putArray("rows");
    implementations().forEach(name -> row(rows.addObject(), median(name)));
    var iterations = document.putArray("iterations");
    runs.forEach(run -> row(iterations.addObject(), run));
    return mapper.writerWithDefaultPrettyPrinter().writeValueAsString(document);
  }

  private void row(ObjectNode row, Run run) {
    row.put("case", "audit").put("implementation", run.implementation());
    row.put("size", lines).put("threads", 1);
    row.put("nanosCpu", Math.round((double) run.cost().cpuNanos() / lines));
    row.put("nanosWall", Math.round((double) run.cost().wallNanos() / lines));
    row.put("opsPerSecond", Math.round(perSecond(lines, run.cost().wallNanos())));
    row.put("opsPerCpuSecond", Math.round(perSecond(lines, run.cost().cpuNanos())));
    row.put("peakResidentBytes", run.cost().peakBytes());
    if (run.heap().peakBytes() > 0) {
      row.put("peakHeapBytes", run.heap().peakBytes());
      row.put("heldHeapBytes", run.heap().heldBytes());
      row.put("sessions", run.sessions());
    }
  }

  private static double perSecond(long lines, long nanos) {
    return nanos == 0 ? 0 : lines * 1e9 / nanos;
  }
}
