package io.mastiff.standalone.privacy;

import io.mastiff.edge.kafka.SnapshotSearch;
import io.mastiff.event.EntryKey;
import io.mastiff.event.Topics;
import io.mastiff.standalone.Reasons;
import io.mastiff.standalone.UserError;
import io.mastiff.standalone.operator.OperatorDesk;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Finds what is held of one visitor, and erases what can be. */
public final class PrivacyDesk {
  private final String bootstrap;
  private final Topics topics;
  private final TopicSearch search;

  public PrivacyDesk(String bootstrap, Topics topics, TopicScan.Progress progress) {
    this.bootstrap = bootstrap;
    this.topics = topics;
    this.search = new TopicSearch(bootstrap, topics, progress);
  }

  /**
   * What is held of a visitor.
   *
   * @param keeping settings of the topics that hold something
   * @param snapshots by file
   */
  public record Findings(
      TopicSearch.Result topics,
      Map<String, Keeping> keeping,
      List<DecisionLogFile.Lines> logs,
      Map<Path, SnapshotSearch.Found> snapshots) {}

  /**
   * What was erased.
   *
   * @param orders keys taken back from the operator's list
   * @param learned keys taken back from the learned list
   */
  public record Erased(
      List<String> orders,
      List<String> learned,
      List<DecisionLogFile.Lines> logs,
      OperatorDesk.Confirmation confirmation) {}

  /** Looks through topics, log files and snapshots; all files are opened before long work. */
  public Findings find(VisitorName name, List<Path> logs, List<Path> snapshots) {
    logs.forEach(log -> new DecisionLogFile(log, "", java.util.Set.of()));
    snapshots.forEach(file -> snapshot(file, ""));
    TopicSearch.Result found = search.search(search.id(name));
    Map<Path, SnapshotSearch.Found> inSnapshots = new TreeMap<>();
    snapshots.forEach(file -> inSnapshots.put(file, snapshot(file, found.id())));
    return new Findings(
        found,
        Keeping.of(bootstrap, found.held().stream().map(Held::topic).distinct().toList()),
        logs.stream()
            .map(log -> new DecisionLogFile(log, found.id(), found.references()).find())
            .toList(),
        inSnapshots);
  }

  /** Takes the visitor's entries back at every door and overwrites its lines in log files. */
  public Erased erase(Findings findings) {
    TopicSearch.Result found = findings.topics();
    List<String> orders = entries(found, topics.operator().name());
    List<String> learned = entries(found, topics.blocklist().name());
    OperatorDesk.Confirmation confirmation = new OperatorDesk.Confirmation(0, 0, 0);
    if (!orders.isEmpty() || !learned.isEmpty()) {
      try (OperatorDesk desk = new OperatorDesk(bootstrap, topics)) {
        confirmation = desk.erase(orders, learned);
      }
    }
    List<DecisionLogFile.Lines> logs =
        findings.logs().stream()
            .filter(lines -> lines.count() > 0)
            .map(lines -> new DecisionLogFile(lines.file(), found.id(), found.references()).erase())
            .toList();
    return new Erased(orders, learned, logs, confirmation);
  }

  /** Keys of a list that are about the visitor alone and still stand. */
  public static List<String> entries(TopicSearch.Result found, String topic) {
    String own = new EntryKey.OfSession(found.id()).text();
    return found.held().stream()
        .filter(held -> held.topic().equals(topic))
        .flatMap(held -> held.liveKeys().stream())
        .filter(own::equals)
        .toList();
  }

  private static SnapshotSearch.Found snapshot(Path file, String id) {
    try {
      return SnapshotSearch.find(file, id, System.currentTimeMillis());
    } catch (IOException e) {
      throw new UserError("--snapshot " + file + ": " + Reasons.of(e));
    }
  }
}
