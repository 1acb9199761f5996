package io.mastiff.training;

import io.mastiff.feature.DatasetRow;
import java.util.Comparator;
import java.util.List;

/**
 * Chooses the rows that train: at most so many, those of both classes in the same number where
 * there are enough, each with a chance that grows with its weight.
 *
 * <p>A row's place in the draw is a hash of its session, prefix and the seed to the power of 1 /
 * weight (Efraimidis and Spirakis 2006): the same rows and seed give the same sample, in whatever
 * order they come. What one class leaves unused the other may take. Where there are fewer, a
 * session stays with the chance of its weight beside the heaviest of its class: a doubtful label
 * counts less, and neither class runs dry.
 */
final class Sampling {
  private Sampling() {}

  private record Drawn(double key, DatasetRow row) {}

  /** At most {@code most} of these rows, in the order they came in. */
  static List<DatasetRow> of(List<DatasetRow> rows, int most, long seed) {
    if (rows.size() <= most) {
      return byWeight(rows, seed);
    }
    long bots = rows.stream().filter(DatasetRow::bot).count();
    long people = rows.size() - bots;
    long ofBots = Math.min(bots, Math.max(most / 2, most - people));
    double bound = bound(rows, true, ofBots, seed);
    double boundOfPeople = bound(rows, false, most - ofBots, seed);
    return rows.stream()
        .filter(row -> key(row, seed) >= (row.bot() ? bound : boundOfPeople))
        .toList();
  }

  private static List<DatasetRow> byWeight(List<DatasetRow> rows, long seed) {
    double bots = heaviest(rows, true);
    double people = heaviest(rows, false);
    return rows.stream()
        .filter(
            row ->
                chance(mix(row.session().hashCode() + seed))
                    <= row.weight() / (row.bot() ? bots : people))
        .toList();
  }

  private static double heaviest(List<DatasetRow> rows, boolean bot) {
    return rows.stream()
        .filter(row -> row.bot() == bot)
        .mapToDouble(DatasetRow::weight)
        .max()
        .orElse(1);
  }

  /** The key of the last row of a class that is taken. */
  private static double bound(List<DatasetRow> rows, boolean bot, long take, long seed) {
    return rows.stream()
        .filter(row -> row.bot() == bot)
        .map(row -> new Drawn(key(row, seed), row))
        .sorted(Comparator.comparingDouble(Drawn::key).reversed())
        .skip(Math.max(0, take - 1))
        .mapToDouble(Drawn::key)
        .findFirst()
        .orElse(Double.NEGATIVE_INFINITY);
  }

  private static double key(DatasetRow row, long seed) {
    long hash = mix(row.session().hashCode() * 0x9e3779b97f4a7c15L + row.pages() * 31L + seed);
    hash = mix(hash ^ (row.last() ? 0x5bd1e995L : 0));
    return Math.log(chance(hash)) / row.weight();
  }

  /** Over 0 and at most 1. */
  private static double chance(long hash) {
    return ((hash >>> 11) + 1) * 0x1p-53;
  }

  private static long mix(long z) {
    z = (z ^ (z >>> 30)) * 0xbf58476d1ce4e5b9L;
    z = (z ^ (z >>> 27)) * 0x94d049bb133111ebL;
    return z ^ (z >>> 31);
  }
}
