package io.mastiff.standalone.privacy;

import io.mastiff.broker.Cluster;
import io.mastiff.event.ClientKind;
import io.mastiff.event.Outcome;
import io.mastiff.event.RequestEvent;
import io.mastiff.event.Topics;
import io.mastiff.event.UnreadableRecordException;
import io.mastiff.standalone.UserError;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * Looks through every record of an installation's topics, the stream's own among them, for one
 * visitor: by the cookie's id anywhere in key or value, and by the references of its requests.
 */
public final class TopicSearch {
  private static final int MOST_REFERENCES = 10_000;
  private static final String PARTIALS = ".cohort-partials";

  private final String bootstrap;
  private final Topics topics;
  private final TopicScan.Progress progress;

  public TopicSearch(String bootstrap, Topics topics, TopicScan.Progress progress) {
    this.bootstrap = bootstrap;
    this.topics = topics;
    this.progress = progress;
  }

  /**
   * What was found.
   *
   * @param references of the visitor's requests that were turned away
   * @param searched names of all topics that were read, with the number of records
   * @param sketches whether there is a topic of sketches, in which nobody can be found
   */
  public record Result(
      String id,
      List<Held> held,
      Set<String> references,
      Map<String, Long> searched,
      boolean sketches) {}

  /** The id of the cookie that a name stands for; a reference is looked up in the requests. */
  public String id(VisitorName name) {
    if (!name.isReference()) {
      return name.text();
    }
    byte[] wanted = name.text().getBytes(StandardCharsets.US_ASCII);
    List<RequestEvent> found = new ArrayList<>();
    scan(
        present().stream().filter(topics.requests().name()::equals).toList(),
        record -> {
          if (TopicScan.contains(record.value(), wanted)) {
            event(record).filter(e -> e.getReference().equals(name.text())).ifPresent(found::add);
          }
        });
    if (found.isEmpty()) {
      throw new UserError(
          "--visitor " + name.text() + ": no request with this reference is held any more");
    }
    RequestEvent event = found.get(0);
    if (event.getClientKind() != ClientKind.SESSION) {
      throw new UserError(
          "--visitor "
              + name.text()
              + ": that request came without a cookie; nothing tells its sender from the others"
              + " with the same network and software");
    }
    return event.getClient().substring(2);
  }

  /** Everything that the topics hold of the holder of a cookie. */
  public Result search(String id) {
    byte[] wanted = id.getBytes(StandardCharsets.US_ASCII);
    Map<String, Held> held = new TreeMap<>();
    Set<String> references = new HashSet<>();
    Map<String, Long> searched = new TreeMap<>();
    List<String> names = present();
    names.forEach(name -> searched.put(name, 0L));
    for (List<String> part : List.of(requests(names), others(names))) {
      scan(
          part,
          record -> {
            searched.merge(record.topic(), 1L, Long::sum);
            if (names(record, wanted) || speaksOf(record, references)) {
              note(held, record, wanted);
              references(record, references);
            }
          });
    }
    return new Result(
        id,
        List.copyOf(held.values()),
        references,
        searched,
        names.contains(topics.prefix() + PARTIALS));
  }

  private List<String> requests(List<String> names) {
    return names.stream().filter(topics.requests().name()::equals).toList();
  }

  private List<String> others(List<String> names) {
    return names.stream().filter(name -> !name.equals(topics.requests().name())).toList();
  }

  private void scan(List<String> names, Consumer<ConsumerRecord<byte[], byte[]>> to) {
    if (!names.isEmpty()) {
      TopicScan.read(bootstrap, names, progress, to);
    }
  }

  private static boolean names(ConsumerRecord<byte[], byte[]> record, byte[] id) {
    return TopicScan.contains(record.key(), id) || TopicScan.contains(record.value(), id);
  }

  /** Whether it is an outcome of one of these requests. */
  private boolean speaksOf(ConsumerRecord<byte[], byte[]> record, Set<String> references) {
    if (references.isEmpty()
        || record.value() == null
        || !record.topic().equals(topics.outcomes().name())) {
      return false;
    }
    try {
      Outcome outcome = topics.outcomes().value().decode(record.value());
      return references.contains(outcome.getReference());
    } catch (UnreadableRecordException e) {
      return false;
    }
  }

  private static void note(
      Map<String, Held> held, ConsumerRecord<byte[], byte[]> record, byte[] id) {
    boolean byKey = TopicScan.contains(record.key(), id);
    held.computeIfAbsent(
            record.topic() + "/" + record.partition(),
            key -> new Held(record.topic(), record.partition()))
        .add(
            record.offset(),
            record.timestamp(),
            byKey ? new String(record.key(), StandardCharsets.UTF_8) : null,
            record.value() == null);
  }

  private void references(ConsumerRecord<byte[], byte[]> record, Set<String> references) {
    if (record.topic().equals(topics.requests().name()) && references.size() < MOST_REFERENCES) {
      event(record)
          .map(RequestEvent::getReference)
          .filter(reference -> !reference.isEmpty())
          .ifPresent(references::add);
    }
  }

  private Optional<RequestEvent> event(ConsumerRecord<byte[], byte[]> record) {
    try {
      return record.value() == null
          ? Optional.empty()
          : Optional.of(topics.requests().value().decode(record.value()));
    } catch (UnreadableRecordException e) {
      return Optional.empty();
    }
  }

  /** The installation's topics, those of its stream included. */
  private List<String> present() {
    try (Admin admin = Cluster.admin(bootstrap)) {
      List<String> names =
          admin.listTopics().names().get(10, TimeUnit.SECONDS).stream()
              .filter(
                  name ->
                      name.startsWith(topics.prefix() + ".")
                          || name.startsWith(topics.prefix() + "-stream-"))
              .sorted(Comparator.naturalOrder())
              .toList();
      if (names.isEmpty()) {
        throw new UserError("no topic at " + bootstrap + " begins with " + topics.prefix() + ".");
      }
      return names;
    } catch (ExecutionException | TimeoutException e) {
      throw new UserError("topics at " + bootstrap + " cannot be listed: " + e.getMessage());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new UserError("interrupted");
    }
  }
}
