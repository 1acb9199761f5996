package io.mastiff.feature;

import io.mastiff.event.RequestEvent;
import io.mastiff.feature.state.SoftwareBaseline;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * Counts how buyers' software speaks; a buyer counts once for each thing that is asked, by what it
 * says first, so that nobody weighs more by saying much.
 *
 * <p>Bounded: {@value #MOST_KEYS} answers, of which new ones are not learned once they are that
 * many, until {@link #age} has let go of rare ones; {@value #MOST_VERSIONS} versions.
 */
final class SoftwareLearner {
  private static final int MOST_KEYS = 100_000;
  private static final int MOST_VERSIONS = 2_000;
  private static final float FORGOTTEN = 0.05f;

  private final Map<Long, Float> answers = new HashMap<>();
  private final Map<Integer, Float> versions = new TreeMap<>();
  private final float[] fields = new float[SoftwareTables.FIELDS];
  private final float[] hours = new float[SoftwareTables.HOURS];

  void add(List<RequestEvent> session) {
    Set<Long> counted = new HashSet<>();
    for (RequestEvent event : session) {
      if (!PageTypes.isPage(event.getPageType())) {
        continue;
      }
      for (SoftwareQuestion question : SoftwareQuestion.values()) {
        if (question.isAsked(event)) {
          answer(question, event, counted);
        }
      }
      version(event, counted);
      fields(event, counted);
      hour(event, counted);
    }
  }

  private void answer(SoftwareQuestion question, RequestEvent event, Set<Long> counted) {
    long total = question.total(event);
    long key = question.key(event);
    boolean first = counted.add(total);
    if (!first || (answers.size() >= MOST_KEYS && !answers.containsKey(key))) {
      return;
    }
    if (answers.merge(key, 1f, Float::sum) == 1f) {
      answers.merge(question.distinct(event), 1f, Float::sum);
    }
    answers.merge(total, 1f, Float::sum);
  }

  private void version(RequestEvent event, Set<Long> counted) {
    int version = event.getAgentValue() << 16 | Math.min(event.getAgentMajor(), 0xffff);
    boolean told = event.getAgentMajor() > 0 && event.getAgentValue() < SoftwareTables.AGENTS;
    if (told
        && counted.add(-1L - event.getAgentValue())
        && (versions.size() < MOST_VERSIONS || versions.containsKey(version))) {
      versions.merge(version, 1f, Float::sum);
    }
  }

  private void fields(RequestEvent event, Set<Long> counted) {
    int context = SoftwareTables.context(event);
    if (event.getHeaderBits() == 0 || !counted.add(-(1L << 40) - context)) {
      return;
    }
    int row = context * SoftwareTables.ROW;
    fields[row]++;
    for (int bit = 0; bit < SoftwareTables.BITS; bit++) {
      fields[row + 1 + bit] += event.getHeaderBits() >>> bit & 1;
    }
  }

  private void hour(RequestEvent event, Set<Long> counted) {
    int hour = SoftwareTables.hourOf(event.getDecidedAtMs());
    if (event.getDecidedAtMs() > 0 && counted.add(-(1L << 41))) {
      hours[hour]++;
    }
  }

  /** Everything counts this share of what it did. */
  void age(float keep) {
    answers.replaceAll((key, count) -> count * keep);
    answers.values().removeIf(count -> count < FORGOTTEN);
    versions.replaceAll((version, count) -> count * keep);
    versions.values().removeIf(count -> count < FORGOTTEN);
    for (int i = 0; i < fields.length; i++) {
      fields[i] *= keep;
    }
    for (int i = 0; i < hours.length; i++) {
      hours[i] *= keep;
    }
  }

  SoftwareBaseline state() {
    SoftwareBaseline.Builder state = SoftwareBaseline.newBuilder();
    answers.entrySet().stream()
        .sorted(Comparator.comparingLong(Map.Entry::getKey))
        .forEach(e -> state.addKeys(e.getKey()).addCounts(e.getValue()));
    versions.forEach((version, count) -> state.addVersions(version).addVersionCounts(count));
    for (float count : fields) {
      state.addFields(count);
    }
    for (float count : hours) {
      state.addHours(count);
    }
    return state.build();
  }
}
