package io.mastiff.standalone.failure;

import io.mastiff.broker.BrokerException;
import io.mastiff.broker.BrokerProcess;
import io.mastiff.broker.Cluster;
import io.mastiff.event.RequestEvent;
import io.mastiff.event.Topic;
import io.mastiff.event.Topics;
import io.mastiff.standalone.StreamChild;
import io.mastiff.standalone.proof.Feed;
import io.mastiff.standalone.proof.GroupProgress;
import io.mastiff.standalone.proof.VerdictWatch;
import io.mastiff.stream.ScoringTopology;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * Lets a door send events to a broker and two streams, kills each of them in turn, both streams at
 * once, and the broker each time it is back, and counts again, from the events in the topic, what
 * should have come out.
 */
public final class FailureRun {
  private static final int SECONDS_DOWN = 3;
  private static final int FLAPS = 3;
  private static final double FLAP_S = 10;

  /**
   * So long until the last newcomers' time is up, the histories are saved, and all is committed.
   */
  private static final int SETTLES_S = 32;

  private static final int SAVED_S = 15;

  private final Path folder;
  private final Topics topics = Topics.defaults();
  private final Consumer<String> progress;
  private final Map<String, Long> killedAtMs = new LinkedHashMap<>();

  private FailureRun(Path folder, Consumer<String> progress) {
    this.folder = folder;
    this.progress = progress;
  }

  /**
   * Runs it.
   *
   * @param perSecond events
   * @param seconds how long they are sent; the kills are spread over it
   * @param folder for data; empty
   * @param progress takes a sentence for each step
   */
  public static FailureResult run(
      double perSecond, int seconds, Path folder, Consumer<String> progress)
      throws BrokerException, IOException, InterruptedException {
    return new FailureRun(folder, progress).run(perSecond, seconds);
  }

  private FailureResult run(double perSecond, int seconds)
      throws BrokerException, IOException, InterruptedException {
    try (BrokerProcess broker = BrokerProcess.start(folder.resolve("broker"), 0)) {
      List<Topic<?, ?>> all = new ArrayList<>(topics.all());
      all.add(ScoringTopology.cohortPartials(topics));
      Cluster.createTopics(broker.bootstrap(), all);
      GroupProgress progressOf = new GroupProgress(broker.bootstrap(), topics);
      try (StreamChild one = stream("stream-1", broker);
          StreamChild other = stream("stream-2", broker);
          VerdictWatch watch = new VerdictWatch(broker.bootstrap(), topics);
          Feed feed = new Feed(broker.bootstrap(), topics, perSecond, 1)) {
        play(broker, one, other, seconds);
        feed.end();
        progress.accept("settling");
        progressOf.awaitDrained();
        TimeUnit.SECONDS.sleep(SETTLES_S);
        feed.sentinels();
        progressOf.awaitDrained();
        TimeUnit.SECONDS.sleep(SAVED_S);
        return judge(broker.bootstrap(), feed, watch);
      }
    }
  }

  private StreamChild stream(String name, BrokerProcess broker) {
    return StreamChild.start(
        folder.resolve(name), broker.bootstrap(), List.of("--instance", name, "--standby", "1"));
  }

  private void play(BrokerProcess broker, StreamChild one, StreamChild other, int seconds)
      throws BrokerException, InterruptedException {
    long begins = System.nanoTime();
    until(begins, seconds * 0.15);
    killed("broker");
    broker.kill();
    broker.restart();
    until(begins, seconds * 0.3);
    killed("stream-1");
    one.kill();
    TimeUnit.SECONDS.sleep(SECONDS_DOWN);
    one.restart();
    until(begins, seconds * 0.45);
    killed("stream-2");
    other.kill();
    TimeUnit.SECONDS.sleep(SECONDS_DOWN);
    other.restart();
    until(begins, seconds * 0.6);
    killed("both");
    one.kill();
    other.kill();
    TimeUnit.SECONDS.sleep(SECONDS_DOWN);
    one.restart();
    other.restart();
    until(begins, seconds * 0.8);
    killed(FLAPS + " times the broker");
    for (int i = 1; i <= FLAPS; i++) {
      broker.kill();
      broker.restart();
      until(begins, seconds * 0.8 + i * Math.min(FLAP_S, seconds * 0.05));
    }
    until(begins, seconds);
    killedAtMs.put("", System.currentTimeMillis());
  }

  private void killed(String what) {
    progress.accept("killing " + what);
    killedAtMs.put(what, System.currentTimeMillis());
  }

  private static void until(long beginsNanos, double seconds) throws InterruptedException {
    long left = (long) (seconds * 1e9) - (System.nanoTime() - beginsNanos);
    TimeUnit.NANOSECONDS.sleep(Math.max(0, left));
  }

  private FailureResult judge(String bootstrap, Feed feed, VerdictWatch watch) throws IOException {
    WholeTopics reader = new WholeTopics(bootstrap);
    List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>();
    reader.read(topics.requests().name(), records::add);
    records.sort(
        Comparator.<ConsumerRecord<byte[], byte[]>>comparingLong(ConsumerRecord::timestamp)
            .thenComparingInt(ConsumerRecord::partition)
            .thenComparingLong(ConsumerRecord::offset));
    Kept found = found(reader);
    progress.accept("counting again");
    Path again = Files.createDirectories(folder.resolve("again"));
    Kept wanted =
        Recount.of(
            records.stream()
                .map(r -> new Recount.Appended(r.key(), ofPartition(r), r.timestamp()))
                .toList(),
            again);
    return new FailureResult(
        feed.offered(),
        records.size(),
        feed.dropped(),
        feed.slowestMs(),
        stalls(watch),
        found,
        wanted);
  }

  /** A door numbers its events in the order of each partition, so it is another door in each. */
  private byte[] ofPartition(ConsumerRecord<byte[], byte[]> event) {
    RequestEvent known = topics.requests().value().decode(event.value());
    String door = known.getDoor() + "@" + event.partition();
    return topics.requests().value().encode(known.toBuilder().setDoor(door).build());
  }

  private Kept found(WholeTopics reader) {
    Kept found = new Kept();
    String changelog = topics.prefix() + "-stream-%s-changelog";
    reader.read(
        changelog.formatted("clients"),
        r -> found.session(r.partition(), text(r.key()), r.value()));
    reader.read(
        changelog.formatted("cohorts"), r -> found.cohort(r.partition(), text(r.key()), r.value()));
    reader.read(
        topics.verdicts().name(), r -> found.verdict(topics.verdicts().value().decode(r.value())));
    return found;
  }

  private static String text(byte[] key) {
    return new String(key, java.nio.charset.StandardCharsets.UTF_8);
  }

  private Map<String, Long> stalls(VerdictWatch watch) {
    Map<String, Long> stalls = new LinkedHashMap<>();
    List<Map.Entry<String, Long>> kills = List.copyOf(killedAtMs.entrySet());
    for (int i = 0; i + 1 < kills.size(); i++) {
      long fromMs = kills.get(i).getValue() - 2_000;
      stalls.put(
          kills.get(i).getKey(), watch.slowestMs(fromMs, kills.get(i + 1).getValue() - 2_000));
    }
    return stalls;
  }
}
