package io.mastiff.standalone.operator;

import io.mastiff.event.AuditRecord;
import io.mastiff.event.Reason;
import io.mastiff.event.Topic;
import io.mastiff.event.Topics;
import io.mastiff.event.UnreadableRecordException;
import io.mastiff.event.Verdict;
import io.mastiff.standalone.privacy.TopicScan;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** What happened to the list: what people did, and what the stream concluded and why. */
public final class ListHistory {
  private ListHistory() {}

  /**
   * One happening.
   *
   * @param atMs by the broker's clock, since the epoch
   * @param who a person, or {@code stream}
   * @param what words for people
   */
  public record Act(long atMs, String who, String key, String what) {}

  /** What was done to a key, or to all where none is given; the oldest first. */
  public static List<Act> read(
      String bootstrap, Topics topics, Optional<String> key, TopicScan.Progress progress) {
    List<Act> acts = new ArrayList<>();
    Predicate<String> wanted = text -> key.isEmpty() || key.get().equals(text);
    scan(
        bootstrap,
        topics.audit(),
        progress,
        (atMs, act) -> {
          if (wanted.test(act.getKey())) {
            acts.add(new Act(atMs, act.getAuthor(), act.getKey(), words(act)));
          }
        });
    if (key.isPresent()) {
      scan(
          bootstrap,
          topics.verdicts(),
          progress,
          (atMs, verdict) -> {
            if (wanted.test(verdict.getEntryKey()) && verdict.getReasonsCount() > 0) {
              acts.add(new Act(atMs, "stream", verdict.getEntryKey(), words(verdict)));
            }
          });
    }
    acts.sort(Comparator.comparingLong(Act::atMs));
    return acts;
  }

  private interface Taker<V> {
    void take(long atMs, V value);
  }

  private static <V> void scan(
      String bootstrap, Topic<String, V> topic, TopicScan.Progress progress, Taker<V> taker) {
    TopicScan.read(
        bootstrap,
        List.of(topic.name()),
        progress,
        record -> {
          if (record.value() != null) {
            read(topic, record.value()).ifPresent(value -> taker.take(record.timestamp(), value));
          }
        });
  }

  private static <V> Optional<V> read(Topic<String, V> topic, byte[] bytes) {
    try {
      return Optional.of(topic.value().decode(bytes));
    } catch (UnreadableRecordException e) {
      return Optional.empty();
    }
  }

  private static String words(AuditRecord act) {
    String note = act.getNote().isEmpty() ? "" : ": " + act.getNote();
    return switch (act.getAct()) {
      case "added" -> "added, " + act.getAction().name().toLowerCase(Locale.ROOT) + note;
      case "lifted" -> "lifted";
      case "mode" -> "set the mode of all doors" + note;
      case "follow" -> "let every door follow its own policy";
      default -> act.getAct() + note;
    };
  }

  private static String words(Verdict verdict) {
    return String.format(Locale.ROOT, "%s, score %.4f: ", verdict.getVerdict(), verdict.getScore())
        + verdict.getReasonsList().stream()
            .limit(3)
            .map(Reason::getText)
            .collect(Collectors.joining("; "));
  }
}
