package io.mastiff.standalone.failure;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import io.mastiff.event.Verdict;
import io.mastiff.feature.state.ClientState;
import io.mastiff.feature.state.CohortPartial;
import io.mastiff.feature.state.CohortWindow;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;

/**
 * What a stream kept and said, in a form that can be compared.
 *
 * <p>Of a cohort's window everything but when it was judged and two samples of its requests, which
 * depend on the order in which partitions are read. Of a session's verdict everything but its
 * reasons, which may be quick ones.
 */
final class Kept {
  private static final String MARK = "\u0001~";

  /** What time it is for a partition, which a recount on one partition does not divide. */
  private static final String CLOCK = "~clock";

  private static final String SITE = "\u0001site";

  private final Map<String, ByteString> sessions = new HashMap<>();
  private final Map<String, ByteString> cohorts = new HashMap<>();
  private final Map<String, Integer> verdicts = new HashMap<>();
  private final Set<String> convicted = new TreeSet<>();

  /** Takes a record of the sessions' changelog; null values remove. */
  void session(int partition, String key, byte[] value) {
    put(sessions, key, value, bytes -> ClientState.parseFrom(bytes).toByteString());
  }

  /** Takes a record of the cohorts' changelog. */
  void cohort(int partition, String key, byte[] value) {
    if (!key.contains(MARK) && !key.startsWith(CLOCK)) {
      String place = isSite(key) ? key + partition : key;
      put(cohorts, place, value, bytes -> counted(CohortWindow.parseFrom(bytes)));
    }
  }

  /** Whether a key is that of a whole shop, which every partition keeps. */
  static boolean isSite(String key) {
    return key.endsWith(SITE);
  }

  private interface Reading {
    ByteString of(byte[] bytes) throws InvalidProtocolBufferException;
  }

  private static void put(Map<String, ByteString> to, String key, byte[] value, Reading reading) {
    try {
      if (value == null) {
        to.remove(key);
      } else {
        to.put(key, reading.of(value));
      }
    } catch (InvalidProtocolBufferException e) {
      throw new IllegalStateException(key + ": a changelog's record cannot be read", e);
    }
  }

  private static ByteString counted(CohortWindow window) {
    CohortWindow.Builder counted =
        window.toBuilder()
            .clearApplied()
            .clearListedAtMs()
            .clearListedUntilMs()
            .clearListedPages()
            .clearListedAction()
            .clearListings();
    List<CohortPartial> open =
        window.getPartialsList().stream().map(p -> p.toBuilder().clearSamples().build()).toList();
    counted.clearPartials().addAllPartials(open);
    counted.getFiveBuilder().clearSamples();
    counted.getFiveBeforeBuilder().clearSamples();
    counted.getHourBuilder().clearSamples();
    return counted.build().toByteString();
  }

  void verdict(Verdict verdict) {
    if (verdict.getKind().equals("cohort")) {
      convicted.add(verdict.getVerdict() + " " + verdict.getSubject());
      return;
    }
    String text =
        verdict.getSubject()
            + " "
            + verdict.getPages()
            + " "
            + Double.toHexString(verdict.getScore())
            + " "
            + verdict.getFeaturesList().hashCode();
    verdicts.merge(text, 1, Integer::sum);
  }

  int sessions() {
    return sessions.size();
  }

  int cohorts() {
    return cohorts.size();
  }

  int verdicts() {
    return verdicts.size();
  }

  Set<String> convicted() {
    return convicted;
  }

  /** Verdicts that were said more than once. */
  long twice() {
    return verdicts.values().stream().filter(n -> n > 1).count();
  }

  /** Sessions that are not the same in the other. */
  long otherSessions(Kept other) {
    return different(sessions, other.sessions);
  }

  long otherCohorts(Kept other) {
    return different(cohorts, other.cohorts);
  }

  long otherVerdicts(Kept other) {
    return different(verdicts, other.verdicts);
  }

  private static <V> long different(Map<String, V> some, Map<String, V> others) {
    Set<String> keys = new TreeSet<>(some.keySet());
    keys.addAll(others.keySet());
    Function<String, Boolean> same = key -> Objects.equals(some.get(key), others.get(key));
    return keys.stream().filter(key -> !same.apply(key)).count();
  }
}
