package io.mastiff.standalone.failure;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.mastiff.standalone.failure.InstancesRun.Work;
import io.mastiff.standalone.proof.Proof;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * What came of a second instance.
 *
 * @param sharedAfterS seconds from its start until both had as many partitions
 * @param stallMs how long a verdict took at most when the first was killed
 */
public record InstancesResult(Work alone, double sharedAfterS, Work shared, long stallMs)
    implements Proof {
  private static final double MOST_SECONDS = 30;
  private static final double MOST_UNEQUAL = 0.2;
  private static final double MOST_DEARER = 0.15;

  private double unequal() {
    double more = Math.max(shared.first(), shared.second());
    return more == 0 ? 1 : 1 - Math.min(shared.first(), shared.second()) / more;
  }

  private double dearer() {
    return shared.microsPerEvent() / alone.microsPerEvent() - 1;
  }

  @Override
  public List<String> failures() {
    List<String> failures = new ArrayList<>();
    most(failures, "the work was shared after %.1f s, not within %.0f", sharedAfterS, MOST_SECONDS);
    most(failures, "the shares differ by %.0f%%, not %.0f", 100 * unequal(), 100 * MOST_UNEQUAL);
    most(failures, "an event costs %.0f%% more CPU, not %.0f", 100 * dearer(), 100 * MOST_DEARER);
    most(failures, "a verdict took %.1f s, not %.0f", stallMs / 1000.0, MOST_SECONDS);
    return failures;
  }

  private static void most(List<String> failures, String text, double figure, double most) {
    if (!(figure <= most)) {
      failures.add(words(text, figure, most));
    }
  }

  private static String words(String text, Object... figures) {
    return String.format(Locale.ROOT, text, figures);
  }

  @Override
  public String text() {
    StringBuilder text = new StringBuilder();
    text.append(
        words(
            "one        %,.0f events, %.1f us CPU each%n", alone.first(), alone.microsPerEvent()));
    text.append(words("a second   has its share after %.1f s%n", sharedAfterS));
    text.append(
        words(
            "two        %,.0f and %,.0f events, %.1f us CPU each (%+.0f%%)%n",
            shared.first(), shared.second(), shared.microsPerEvent(), 100 * dearer()));
    text.append(words("killed     the slowest verdict took %.1f s%n", stallMs / 1000.0));
    return text.append(ending()).toString();
  }

  @Override
  public ObjectNode json(ObjectMapper mapper) {
    ObjectNode root = mapper.createObjectNode();
    root.put("check", "instances").put("sharedAfterS", sharedAfterS).put("stallMs", stallMs);
    root.put("cpuMicrosAlone", alone.microsPerEvent());
    root.put("cpuMicrosShared", shared.microsPerEvent());
    root.put("eventsFirst", shared.first()).put("eventsSecond", shared.second());
    failures().forEach(root.putArray("failures")::add);
    return root.put("holds", failures().isEmpty());
  }
}
