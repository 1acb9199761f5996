package io.mastiff.standalone.soak;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.mastiff.standalone.proof.Proof;
import io.mastiff.standalone.soak.StreamSoak.Sample;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;

/**
 * What a stream looked like over a long time.
 *
 * <p>Level means: in its last third a figure is at most {@value #TOLERANCE} of itself above what it
 * was in the third before. Of the heap the least of each third counts, which is what a collection
 * left.
 *
 * @param samples at least six
 * @param dropped events that the door could not hand over
 */
public record SoakResult(List<Sample> samples, long dropped) implements Proof {
  private static final double TOLERANCE = 0.1;
  private static final double MOST_SECONDS_BEHIND = 5;
  private static final double MB = 1 << 20;

  public SoakResult {
    samples = List.copyOf(samples);
  }

  private List<Sample> third(int number) {
    int length = samples.size() / 3;
    return samples.subList(number * length, number == 2 ? samples.size() : (number + 1) * length);
  }

  private double perSecond(List<Sample> of) {
    Sample first = of.get(0);
    Sample last = of.get(of.size() - 1);
    return (last.processed() - first.processed()) / (last.seconds() - first.seconds());
  }

  private static double mean(List<Sample> of, ToDoubleFunction<Sample> figure) {
    return of.stream().mapToDouble(figure).average().orElse(0);
  }

  private static double least(List<Sample> of, ToDoubleFunction<Sample> figure) {
    return of.stream().mapToDouble(figure).min().orElse(0);
  }

  private static double most(List<Sample> of, ToDoubleFunction<Sample> figure) {
    return of.stream().mapToDouble(figure).max().orElse(0);
  }

  @Override
  public List<String> failures() {
    List<String> failures = new ArrayList<>();
    level(failures, "heap", least(third(1), Sample::heapBytes), least(third(2), Sample::heapBytes));
    level(failures, "sessions", mean(third(1), Sample::sessions), mean(third(2), Sample::sessions));
    level(
        failures,
        "bytes of state",
        mean(third(1), Sample::stateBytes),
        mean(third(2), Sample::stateBytes));
    level(failures, "cohorts", mean(third(1), Sample::cohorts), mean(third(2), Sample::cohorts));
    double behind = mean(third(2), Sample::lag) / Math.max(1, perSecond(third(2)));
    if (!(behind <= MOST_SECONDS_BEHIND)) {
      failures.add(words("the stream was %.1f s behind at the end", behind));
    }
    if (dropped > 0) {
      failures.add(words("%,d events were dropped by the door", dropped));
    }
    return failures;
  }

  private static void level(List<String> failures, String what, double before, double after) {
    if (!(after <= before * (1 + TOLERANCE))) {
      failures.add(words("%s grew from %,.0f to %,.0f", what, before, after));
    }
  }

  private static String words(String text, Object... figures) {
    return String.format(Locale.ROOT, text, figures);
  }

  /** A sentence on some time. */
  static String line(List<Sample> of) {
    return words(
        "%4.0f min %,5.0f MB heap %,8.0f sessions %,5.0f MB disk %,5.0f cohorts %,7.0f wait",
        of.get(of.size() - 1).seconds() / 60,
        least(of, Sample::heapBytes) / MB,
        mean(of, Sample::sessions),
        mean(of, Sample::stateBytes) / MB,
        mean(of, Sample::cohorts),
        mean(of, Sample::lag));
  }

  private double microsPerEvent() {
    Sample first = third(1).get(0);
    Sample last = samples.get(samples.size() - 1);
    return (last.cpuSeconds() - first.cpuSeconds())
        * 1e6
        / Math.max(1, last.processed() - first.processed());
  }

  @Override
  public String text() {
    StringBuilder text = new StringBuilder();
    text.append("third      events/s     heap  sessions   on disk   cohorts  waiting  slowest\n");
    for (int i = 0; i < 3; i++) {
      List<Sample> of = third(i);
      text.append(
          words(
              "%-8d %,10.0f %,5.0f MB %,9.0f %,6.0f MB %,9.0f %,8.0f %,5.0f ms%n",
              i + 1,
              perSecond(of),
              least(of, Sample::heapBytes) / MB,
              mean(of, Sample::sessions),
              mean(of, Sample::stateBytes) / MB,
              mean(of, Sample::cohorts),
              mean(of, Sample::lag),
              most(of, Sample::latencyMs)));
    }
    text.append(words("CPU        %.1f us an event%n", microsPerEvent()));
    return text.append(ending()).toString();
  }

  @Override
  public ObjectNode json(ObjectMapper mapper) {
    ObjectNode root = mapper.createObjectNode();
    root.put("check", "soak").put("dropped", dropped).put("cpuMicros", microsPerEvent());
    var all = root.putArray("samples");
    for (Sample sample : samples) {
      all.addObject()
          .put("seconds", sample.seconds())
          .put("offered", sample.offered())
          .put("processed", sample.processed())
          .put("lag", sample.lag())
          .put("heapBytes", sample.heapBytes())
          .put("sessions", sample.sessions())
          .put("stateBytes", sample.stateBytes())
          .put("cohorts", sample.cohorts())
          .put("verdictLatencyMs", sample.latencyMs());
    }
    failures().forEach(root.putArray("failures")::add);
    return root.put("holds", failures().isEmpty());
  }
}
