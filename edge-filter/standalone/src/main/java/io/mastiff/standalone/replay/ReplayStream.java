package io.mastiff.standalone.replay;

import io.mastiff.classifier.Classifier;
import io.mastiff.edge.blocklist.BlockList;
import io.mastiff.edge.publish.RequestPublisher;
import io.mastiff.event.BlocklistEntry;
import io.mastiff.event.RequestEvent;
import io.mastiff.event.Source;
import io.mastiff.event.Topics;
import io.mastiff.event.Verdict;
import io.mastiff.stream.ModelHolder;
import io.mastiff.stream.ScoringTopology;
import io.mastiff.stream.StreamCounters;
import io.mastiff.stream.StreamRuntime;
import io.mastiff.stream.StreamSettings;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.streams.TestInputTopic;
import org.apache.kafka.streams.TestOutputTopic;
import org.apache.kafka.streams.TopologyTestDriver;

/**
 * The stream's own topology under the driver of Kafka Streams, which leaves both clocks to the
 * caller; its entries go to the door's list at the next tick.
 */
final class ReplayStream implements RequestPublisher, AutoCloseable {
  private final Topics topics = Topics.defaults();
  private final TopologyTestDriver driver;
  private final TestInputTopic<String, byte[]> requests;
  private final TestOutputTopic<String, byte[]> verdicts;
  private final TestOutputTopic<String, byte[]> entries;

  /** What the driver keeps of topics that nobody reads here; thrown away so that it stays small. */
  private final List<TestOutputTopic<String, byte[]>> kept = new ArrayList<>();

  private final BlockList list;
  private final Conclusions conclusions;
  private long nowMs;
  private long events;

  /** Takes a verdict and the time of the tick that brought it. */
  interface Conclusions {
    void take(Verdict verdict, long atMs);
  }

  ReplayStream(
      Classifier model, BlockList list, Path folder, long startMs, Conclusions conclusions) {
    StreamSettings settings = StreamSettings.of("none:9092", folder);
    this.list = list;
    this.conclusions = conclusions;
    this.nowMs = startMs;
    this.driver =
        new TopologyTestDriver(
            ScoringTopology.build(settings, new ModelHolder(model), new StreamCounters()),
            StreamRuntime.properties(settings),
            Instant.ofEpochMilli(startMs));
    this.requests =
        driver.createInputTopic(
            topics.requests().name(), new StringSerializer(), new ByteArraySerializer());
    this.verdicts = output(topics.verdicts().name());
    this.entries = output(topics.blocklist().name());
    for (String store : ScoringTopology.stores()) {
      kept.add(output(settings.applicationId() + "-" + store + "-changelog"));
    }
    kept.add(output(ScoringTopology.cohortPartials(topics).name()));
  }

  private TestOutputTopic<String, byte[]> output(String topic) {
    return driver.createOutputTopic(topic, new StringDeserializer(), new ByteArrayDeserializer());
  }

  @Override
  public void offer(RequestEvent event) {
    RequestEvent numbered = event.toBuilder().setSequence(++events).build();
    requests.pipeInput(
        numbered.getHome(),
        numbered.toByteArray(),
        Instant.ofEpochMilli(numbered.getDecidedAtMs()));
  }

  /** Lets the clock go on to this time and applies the entries that came. */
  void tick(long toMs) {
    driver.advanceWallClockTime(Duration.ofMillis(toMs - nowMs));
    nowMs = toMs;
    list.heardAt(nowMs);
    kept.stream().filter(topic -> !topic.isEmpty()).forEach(TestOutputTopic::readRecordsToList);
    if (!verdicts.isEmpty()) {
      for (byte[] verdict : verdicts.readValuesToList()) {
        conclusions.take(topics.verdicts().value().decode(verdict), nowMs);
      }
    }
    while (!entries.isEmpty()) {
      var record = entries.readKeyValue();
      if (record.value == null) {
        list.remove(Source.CLASSIFIER, record.key);
      } else {
        BlocklistEntry entry = topics.blocklist().value().decode(record.value);
        list.put(entry);
      }
    }
  }

  long events() {
    return events;
  }

  @Override
  public void close() {
    driver.close();
  }
}
