package io.mastiff.standalone.failure;

import io.mastiff.classifier.ModelReader;
import io.mastiff.event.Topics;
import io.mastiff.stream.ModelHolder;
import io.mastiff.stream.ScoringTopology;
import io.mastiff.stream.StreamCounters;
import io.mastiff.stream.StreamRuntime;
import io.mastiff.stream.StreamSettings;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.streams.TestInputTopic;
import org.apache.kafka.streams.TestOutputTopic;
import org.apache.kafka.streams.TopologyTestDriver;

/** What the stream makes of the same events on one partition, undisturbed. */
final class Recount {
  private static final long TICK_MS = 200;
  private static final long SAVES_MS = 30_000;

  /** An event as it lies in the topic, and when it was appended. */
  record Appended(byte[] key, byte[] value, long atMs) {}

  private final Kept kept = new Kept();
  private final StreamCounters counters = new StreamCounters();
  private final TopologyTestDriver driver;
  private final TestInputTopic<byte[], byte[]> requests;
  private final TestOutputTopic<String, byte[]> sessions;
  private final TestOutputTopic<String, byte[]> cohorts;
  private final TestOutputTopic<String, byte[]> verdicts;
  private final List<TestOutputTopic<byte[], byte[]>> others;
  private final Topics topics = Topics.defaults();
  private long nowMs;

  private Recount(Path folder, long startMs) {
    StreamSettings settings = StreamSettings.of("none:9092", folder);
    nowMs = startMs;
    driver =
        new TopologyTestDriver(
            ScoringTopology.build(settings, new ModelHolder(ModelReader.defaultModel()), counters),
            StreamRuntime.properties(settings),
            Instant.ofEpochMilli(startMs));
    requests =
        driver.createInputTopic(
            topics.requests().name(), new ByteArraySerializer(), new ByteArraySerializer());
    String changelog = settings.applicationId() + "-%s-changelog";
    sessions = text(changelog.formatted("clients"));
    cohorts = text(changelog.formatted("cohorts"));
    verdicts = text(topics.verdicts().name());
    others =
        List.of(
            bytes(changelog.formatted("pending-cookies")),
            bytes(changelog.formatted("doors")),
            bytes(changelog.formatted("shadow")),
            bytes(changelog.formatted("cohort-journal")),
            bytes(topics.blocklist().name()),
            bytes(ScoringTopology.cohortPartials(topics).name()));
  }

  private TestOutputTopic<String, byte[]> text(String topic) {
    return driver.createOutputTopic(topic, new StringDeserializer(), new ByteArrayDeserializer());
  }

  private TestOutputTopic<byte[], byte[]> bytes(String topic) {
    return driver.createOutputTopic(
        topic, new ByteArrayDeserializer(), new ByteArrayDeserializer());
  }

  /**
   * Counts again.
   *
   * @param events in the order of their times
   * @param folder for state; empty
   */
  static Kept of(List<Appended> events, Path folder) {
    Recount recount = new Recount(folder, events.get(0).atMs());
    try {
      for (Appended event : events) {
        recount.until(event.atMs());
        recount.requests.pipeInput(event.key(), event.value(), Instant.ofEpochMilli(event.atMs()));
      }
      recount.until(recount.nowMs + SAVES_MS);
      return recount.kept;
    } finally {
      recount.driver.close();
    }
  }

  private void until(long atMs) {
    while (nowMs + TICK_MS <= atMs) {
      driver.advanceWallClockTime(Duration.ofMillis(TICK_MS));
      nowMs += TICK_MS;
      drain();
    }
  }

  private void cohort(String key, byte[] value) {
    int places = Kept.isSite(key) ? topics.requests().partitions() : 1;
    for (int partition = 0; partition < places; partition++) {
      kept.cohort(partition, key, value);
    }
  }

  private void drain() {
    sessions.readRecordsToList().forEach(r -> kept.session(0, r.key(), r.value()));
    cohorts.readRecordsToList().forEach(r -> cohort(r.key(), r.value()));
    verdicts
        .readValuesToList()
        .forEach(value -> kept.verdict(topics.verdicts().value().decode(value)));
    others.forEach(TestOutputTopic::readRecordsToList);
  }
}
