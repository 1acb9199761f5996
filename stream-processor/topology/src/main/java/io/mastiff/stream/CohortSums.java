package io.mastiff.stream;

import io.mastiff.feature.CohortAccumulator;
import io.mastiff.feature.state.CohortPartial;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;

/** The sums of a partition's open buckets, bucket by bucket; written before each commit. */
final class CohortSums {
  private static final int DIGITS = 12;

  private final KeyValueStore<String, CohortPartial> written;
  private final NavigableMap<Long, Map<Key, Sum>> buckets = new TreeMap<>();
  private final List<Sum> unsaved = new ArrayList<>();
  private List<Sum> growing = new ArrayList<>();

  /** Reads what the store holds, which is what was there at the last commit. */
  CohortSums(WriteBehind<CohortPartial> store) {
    written = store.writtenBy(this::write);
    try (KeyValueIterator<String, CohortPartial> all = written.all()) {
      all.forEachRemaining(
          saved -> {
            CohortPartial partial = saved.value;
            CohortName name = CohortName.parse(partial.getCohort());
            Key key = new Key(partial.getSecond(), partial.getShop(), name);
            Sum sum = new Sum(key, CohortAccumulator.of(List.of(partial)));
            bucket(key).put(key, sum);
            grew(sum);
          });
    }
  }

  /** Which sums: those of a cohort in a bucket. */
  record Key(long second, String shop, CohortName cohort) {
    String text() {
      String seconds = Long.toString(second);
      return "0".repeat(Math.max(0, DIGITS - seconds.length()))
          + seconds
          + "|"
          + shop
          + "|"
          + cohort.text();
    }
  }

  /** One cohort's sums in one bucket, and what was done with them since they were handed on. */
  static final class Sum {
    private final Key key;
    private final CohortAccumulator counts;
    private final String text;
    private boolean isUnsaved;
    private int grown;

    private Sum(Key key, CohortAccumulator counts) {
      this.key = key;
      this.counts = counts;
      this.text = key.text();
    }

    /** The key as it is stored. */
    String text() {
      return text;
    }

    Key key() {
      return key;
    }

    CohortAccumulator counts() {
      return counts;
    }
  }

  private Map<Key, Sum> bucket(Key key) {
    return buckets.computeIfAbsent(key.second(), second -> new HashMap<>());
  }

  /** The sums of a cohort in a bucket, or null where none are kept. */
  @Nullable Sum get(Key key) {
    Map<Key, Sum> bucket = buckets.get(key.second());
    return bucket == null ? null : bucket.get(key);
  }

  /** Keeps new sums. */
  Sum open(Key key) {
    Sum sum = new Sum(key, new CohortAccumulator());
    bucket(key).put(key, sum);
    return sum;
  }

  /** Something was counted. */
  void changed(Sum sum) {
    grew(sum);
    if (!sum.isUnsaved) {
      sum.isUnsaved = true;
      unsaved.add(sum);
    }
  }

  private void grew(Sum sum) {
    if (sum.grown++ == 0) {
      growing.add(sum);
    }
  }

  /** All sums that are kept. */
  Stream<Sum> all() {
    return buckets.values().stream().flatMap(bucket -> bucket.values().stream());
  }

  /** Those that have grown by so much since they were last handed on, as handed on from now. */
  List<Sum> handOn(int grown) {
    List<Sum> due = new ArrayList<>();
    List<Sum> later = new ArrayList<>();
    for (Sum sum : growing) {
      (sum.grown >= grown ? due : later).add(sum);
    }
    due.forEach(sum -> sum.grown = 0);
    growing = later;
    return due;
  }

  /** Forgets a bucket that ends before a second and was handed on whole; null where none is. */
  @Nullable Collection<Sum> removeBucketBefore(long second) {
    Map.Entry<Long, Map<Key, Sum>> first = buckets.firstEntry();
    boolean over = first != null && first.getKey() < second;
    if (!over || first.getValue().values().stream().anyMatch(sum -> sum.grown > 0)) {
      return null;
    }
    buckets.remove(first.getKey());
    for (Sum sum : first.getValue().values()) {
      sum.isUnsaved = false;
      written.delete(sum.text);
    }
    return first.getValue().values();
  }

  private void write() {
    for (Sum sum : unsaved) {
      if (sum.isUnsaved) {
        sum.isUnsaved = false;
        written.put(sum.text, message(sum, 0));
      }
    }
    unsaved.clear();
  }

  static CohortPartial message(Sum sum, int partition) {
    return sum.counts
        .save()
        .setShop(sum.key.shop())
        .setCohort(sum.key.cohort().text())
        .setSecond(sum.key.second())
        .setPartition(partition)
        .build();
  }
}
