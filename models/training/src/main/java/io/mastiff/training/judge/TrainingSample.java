package io.mastiff.training.judge;

import io.mastiff.training.TrainingException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;

/**
 * A stratified sample of a split's rows: as many of people as of bots, as many of each family,
 * where the split has them; at most {@value #MOST_ROWS} in all.
 */
final class TrainingSample {
  static final int MOST_ROWS = 120_000;

  private final List<EvaluationRow> rows;

  private TrainingSample(List<EvaluationRow> rows) {
    this.rows = rows;
  }

  /** Draws it in one pass (Vitter's algorithm R for each family); same seed, same rows. */
  static TrainingSample draw(EvaluationReader reader, String split, int most, long seed)
      throws TrainingException {
    Map<EvaluationReader.Kind, Integer> quotas = quotas(reader.count(split), most);
    Map<EvaluationReader.Kind, List<EvaluationRow>> kept = new TreeMap<>();
    Map<EvaluationReader.Kind, Integer> seen = new HashMap<>();
    SplittableRandom random = new SplittableRandom(seed);
    reader.read(
        split,
        row -> {
          EvaluationReader.Kind kind = new EvaluationReader.Kind(row.bot(), row.family());
          List<EvaluationRow> own = kept.computeIfAbsent(kind, k -> new ArrayList<>());
          int number = seen.merge(kind, 1, Integer::sum);
          int quota = quotas.getOrDefault(kind, 0);
          if (own.size() < quota) {
            own.add(row);
          } else {
            int place = random.nextInt(number);
            if (place < quota) {
              own.set(place, row);
            }
          }
        });
    return new TrainingSample(kept.values().stream().flatMap(List::stream).toList());
  }

  /** How many rows of each kind are drawn. */
  static Map<EvaluationReader.Kind, Integer> quotas(
      Map<EvaluationReader.Kind, Long> counts, int most) {
    long people = sum(counts, false);
    long bots = sum(counts, true);
    Map<EvaluationReader.Kind, Integer> quotas = new TreeMap<>();
    share(counts, false, Math.max(most / 2L, most - bots), quotas);
    share(counts, true, Math.max(most / 2L, most - people), quotas);
    return quotas;
  }

  private static long sum(Map<EvaluationReader.Kind, Long> counts, boolean bot) {
    return counts.entrySet().stream()
        .filter(e -> e.getKey().bot() == bot)
        .mapToLong(Map.Entry::getValue)
        .sum();
  }

  private static void share(
      Map<EvaluationReader.Kind, Long> counts,
      boolean bot,
      long most,
      Map<EvaluationReader.Kind, Integer> quotas) {
    List<Map.Entry<EvaluationReader.Kind, Long>> kinds =
        counts.entrySet().stream()
            .filter(e -> e.getKey().bot() == bot)
            .sorted(Map.Entry.comparingByValue(Comparator.naturalOrder()))
            .toList();
    long left = most;
    for (int i = 0; i < kinds.size(); i++) {
      int quota = (int) Math.min(kinds.get(i).getValue(), left / (kinds.size() - i));
      quotas.put(kinds.get(i).getKey(), quota);
      left -= quota;
    }
  }

  List<EvaluationRow> rows() {
    return rows;
  }

  boolean hasBothClasses() {
    return rows.stream().anyMatch(EvaluationRow::bot)
        && !rows.stream().allMatch(EvaluationRow::bot);
  }

  /** Those of its rows that are whole sessions. */
  TrainingSample whole() {
    return new TrainingSample(rows.stream().filter(EvaluationRow::last).toList());
  }

  /** The sample without one family of bots. */
  TrainingSample without(String family) {
    return new TrainingSample(
        rows.stream().filter(row -> !row.bot() || !row.family().equals(family)).toList());
  }
}
