package io.mastiff.standalone.soak;

import io.mastiff.broker.BrokerException;
import io.mastiff.broker.BrokerProcess;
import io.mastiff.broker.Cluster;
import io.mastiff.event.Topic;
import io.mastiff.event.Topics;
import io.mastiff.standalone.StreamChild;
import io.mastiff.standalone.proof.Feed;
import io.mastiff.standalone.proof.GroupProgress;
import io.mastiff.standalone.proof.Traffic;
import io.mastiff.stream.ScoringTopology;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** Lets one stream work at a rate for long, and looks at it every few seconds. */
public final class StreamSoak {
  /** A session is over after it, so that their number can be level within a short soak. */
  static final Duration GAP = Duration.ofMinutes(5);

  private static final int EVERY_S = 5;
  private static final Duration KEPT = Duration.ofMinutes(2);

  private StreamSoak() {}

  /** What was seen at one time. */
  record Sample(
      double seconds,
      double offered,
      double processed,
      double lag,
      double heapBytes,
      double sessions,
      double stateBytes,
      double cohorts,
      double cpuSeconds,
      double latencyMs) {}

  /**
   * Runs it.
   *
   * @param perSecond events
   * @param minutes how long
   * @param folder for data; empty
   * @param progress takes a sentence now and then
   */
  public static SoakResult run(
      double perSecond, int minutes, Path folder, Consumer<String> progress)
      throws BrokerException, IOException, InterruptedException {
    Topics topics = Topics.defaults();
    try (BrokerProcess broker = BrokerProcess.start(folder.resolve("broker"), 0)) {
      Cluster.createTopics(broker.bootstrap(), briefly(topics));
      List<String> options = List.of("--admin", "127.0.0.1:0", "--session-gap", GAP.toString());
      try (StreamChild stream =
              StreamChild.start(
                  folder.resolve("stream"), broker.bootstrap(), StreamChild.LASTING, options);
          Feed feed =
              new Feed(broker.bootstrap(), topics, perSecond, new Traffic(Traffic.CROWD, 1))) {
        return watch(
            stream, feed, new GroupProgress(broker.bootstrap(), topics), minutes, progress);
      }
    }
  }

  private static SoakResult watch(
      StreamChild stream, Feed feed, GroupProgress group, int minutes, Consumer<String> progress)
      throws IOException, InterruptedException {
    StreamFigures figures = new StreamFigures(stream.adminPort());
    List<Sample> samples = new ArrayList<>();
    long begins = System.nanoTime();
    int all = minutes * 60 / EVERY_S;
    for (int i = 1; i <= all; i++) {
      long due = begins + TimeUnit.SECONDS.toNanos((long) i * EVERY_S);
      TimeUnit.NANOSECONDS.sleep(due - System.nanoTime());
      String now = figures.read();
      double seconds = (System.nanoTime() - begins) / 1e9;
      samples.add(
          new Sample(
              seconds,
              feed.offered(),
              StreamFigures.sum(now, "mastiff_stream_events_total"),
              group.lag(),
              StreamFigures.sum(now, "jvm_memory_used_bytes{area=\"heap\""),
              StreamFigures.sum(now, "mastiff_stream_sessions"),
              StreamFigures.sum(now, "mastiff_stream_state_bytes"),
              StreamFigures.sum(now, "mastiff_stream_cohorts"),
              stream.cpu().toMillis() / 1000.0,
              StreamFigures.sum(now, "mastiff_stream_verdict_latency_max_ms")));
      if (i % (60 / EVERY_S) == 0) {
        progress.accept(SoakResult.line(samples.subList(samples.size() - 60 / EVERY_S, i)));
      }
    }
    return new SoakResult(samples, feed.dropped());
  }

  /** Topics that keep two minutes of what nobody reads again. */
  private static List<Topic<?, ?>> briefly(Topics topics) {
    List<Topic<?, ?>> all = new ArrayList<>();
    topics.all().forEach(topic -> all.add(briefly(topic)));
    all.add(briefly(ScoringTopology.cohortPartials(topics)));
    return all;
  }

  private static <K, V> Topic<K, V> briefly(Topic<K, V> topic) {
    if (topic.settings().getOrDefault("cleanup.policy", "delete").contains("compact")) {
      return topic;
    }
    Map<String, String> settings = new HashMap<>(topic.settings());
    settings.put("retention.ms", Long.toString(KEPT.toMillis()));
    settings.put("segment.ms", Long.toString(KEPT.toMillis()));
    return new Topic<>(topic.name(), topic.key(), topic.value(), topic.partitions(), settings);
  }
}
