package io.mastiff.stream;

import io.mastiff.classifier.ModelReader;
import io.mastiff.event.Action;
import io.mastiff.event.BlocklistEntry;
import io.mastiff.event.ClientKind;
import io.mastiff.event.CookieState;
import io.mastiff.event.EntryKey;
import io.mastiff.event.PageType;
import io.mastiff.event.RefererKind;
import io.mastiff.event.RequestEvent;
import io.mastiff.event.Sight;
import io.mastiff.event.Topics;
import io.mastiff.event.Verdict;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.streams.TestInputTopic;
import org.apache.kafka.streams.TestOutputTopic;
import org.apache.kafka.streams.TopologyTestDriver;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** The topology under Kafka's own driver, with both clocks in the test's hands. */
abstract class StreamTest {
  static final long T = 1_700_000_000_000L;

  final Topics topics = Topics.defaults();
  final StreamCounters counters = new StreamCounters();
  final ModelHolder models = new ModelHolder(ModelReader.defaultModel());
  @TempDir Path folder;
  TopologyTestDriver driver;
  TestInputTopic<String, byte[]> requests;
  TestOutputTopic<String, byte[]> verdicts;
  TestOutputTopic<String, byte[]> entries;
  TestOutputTopic<byte[], byte[]> deadLetters;
  private long sequence;

  @BeforeEach
  void open() {
    StreamSettings settings = StreamSettings.of("none:9092", folder);
    driver =
        new TopologyTestDriver(
            ScoringTopology.build(settings, models, counters),
            StreamRuntime.properties(settings),
            Instant.ofEpochMilli(T));
    requests =
        driver.createInputTopic(
            topics.requests().name(), new StringSerializer(), new ByteArraySerializer());
    verdicts = output(topics.verdicts().name());
    entries = output(topics.blocklist().name());
    deadLetters =
        driver.createOutputTopic(
            topics.deadLetters().name(), new ByteArrayDeserializer(), new ByteArrayDeserializer());
  }

  private TestOutputTopic<String, byte[]> output(String topic) {
    return driver.createOutputTopic(topic, new StringDeserializer(), new ByteArrayDeserializer());
  }

  @AfterEach
  void close() {
    driver.close();
  }

  /** Sends an event as a door would have, appended at its own time. */
  void send(RequestEvent.Builder event) {
    RequestEvent numbered = event.setDoor("door").setSequence(++sequence).build();
    send(numbered, numbered.getDecidedAtMs());
  }

  void send(RequestEvent event, long appendedMs) {
    requests.pipeInput(event.getHome(), event.toByteArray(), Instant.ofEpochMilli(appendedMs));
  }

  /** Lets the wall clock go on, so that partial sums are forwarded. */
  void tick() {
    driver.advanceWallClockTime(Duration.ofMillis(250));
  }

  List<BlocklistEntry> entries() {
    return entries.readValuesToList().stream().map(topics.blocklist().value()::decode).toList();
  }

  List<Verdict> verdicts() {
    return verdicts.readValuesToList().stream().map(topics.verdicts().value()::decode).toList();
  }

  static RequestEvent.Builder page(String network, long shape, long atMs) {
    return RequestEvent.newBuilder()
        .setFormat(1)
        .setShop("default")
        .setDecidedAtMs(atMs)
        .setHome(network)
        .setNetwork(network)
        .setClient("a:" + network + "|" + EntryKey.hex(shape))
        .setClientKind(ClientKind.AGGREGATE)
        .setCookieState(CookieState.COOKIE_ABSENT)
        .setMethod("GET")
        .setPath("/p/" + atMs / 100 % 10_000)
        .setProduct("" + atMs / 100 % 10_000)
        .setRoute("/p/{product}")
        .setPageType(PageType.PRODUCT)
        .setStatus(200)
        .setReferer(RefererKind.REFERER_NONE)
        .setHeaderBits(0b1101)
        .setLanguage("")
        .setShape(shape)
        .setClientShape(shape)
        .setAction(Action.ALLOW)
        .setSight(Sight.everything());
  }

  static RequestEvent.Builder returned(RequestEvent.Builder event, String id, long firstSeenMs) {
    return event
        .setClient("s:" + id)
        .setClientKind(ClientKind.SESSION)
        .setCookieState(CookieState.COOKIE_RETURNED)
        .setCookieFirstSeenMs(firstSeenMs);
  }
}
