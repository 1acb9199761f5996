package io.mastiff.standalone.audit;

import io.mastiff.data.accesslog.FormatDetector;
import io.mastiff.data.accesslog.LogReader;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Counts lines that cannot be read by what is wrong with them, and keeps the first three. Safe for
 * several threads.
 */
public final class BadLines {
  private static final int SHOWN = 3;
  private static final int LONGEST = 120;

  /** Where a bad line stands and how it begins. */
  public record Bad(String file, long line, String text) {}

  /** All that was counted, to go on from. */
  public record State(long count, List<Bad> first, Map<String, Long> kinds, List<String> damages) {}

  private final List<Bad> first = new ArrayList<>();
  private final Map<String, Long> kinds = new TreeMap<>();
  private final List<String> damages = new ArrayList<>();
  private long count;

  public void add(String file, long line, String text) {
    String kind = kind(text);
    String start = text.length() <= LONGEST ? text : text.substring(0, LONGEST) + "…";
    add(kind, new Bad(file, line, start.replaceAll("[^ -~…]", "?")));
  }

  private synchronized void add(String kind, Bad bad) {
    count++;
    kinds.merge(kind, 1L, Long::sum);
    first.add(bad);
    first.sort(Comparator.comparing(Bad::file).thenComparingLong(Bad::line));
    if (first.size() > SHOWN) {
      first.remove(SHOWN);
    }
  }

  private static String kind(String text) {
    if (text.length() > LogReader.LONGEST) {
      return "over 64 kB";
    }
    return FormatDetector.of(List.of(text))
        .map(format -> "of another format (" + format.name() + ")")
        .orElse("of no known format");
  }

  /** A file whose compressed data was not whole. */
  public synchronized void damaged(String file, String what) {
    damages.add(file + ": " + what);
  }

  public synchronized long count() {
    return count;
  }

  public synchronized List<Bad> first() {
    return List.copyOf(first);
  }

  /** How many lines are bad in which way. */
  public synchronized Map<String, Long> kinds() {
    return new TreeMap<>(kinds);
  }

  /** One sentence for each damaged file. */
  public synchronized List<String> damages() {
    return List.copyOf(damages);
  }

  public synchronized State state() {
    return new State(count, first(), kinds(), damages());
  }

  /** Goes on from there; for one that has counted nothing yet. */
  public synchronized void restore(State state) {
    count = state.count();
    first.addAll(state.first());
    kinds.putAll(state.kinds());
    damages.addAll(state.damages());
  }
}
