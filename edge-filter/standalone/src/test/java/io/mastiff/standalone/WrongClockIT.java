package io.mastiff.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.mastiff.broker.BrokerProcess;
import io.mastiff.broker.Cluster;
import io.mastiff.event.ClientKind;
import io.mastiff.event.CookieState;
import io.mastiff.event.RequestEvent;
import io.mastiff.event.Topic;
import io.mastiff.event.Topics;
import io.mastiff.event.Verdict;
import io.mastiff.standalone.privacy.TopicScan;
import io.mastiff.standalone.proof.Traffic;
import io.mastiff.stream.ScoringTopology;
import io.mastiff.stream.StreamRuntime;
import io.mastiff.stream.StreamSettings;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A real broker's topic in which some records are of tomorrow, and a stream that is restarted. */
class WrongClockIT {
  private static final long DAY_MS = 86_400_000;
  private static final int LONGER_THAN_A_LOOK_S = 12;
  private static final Topics TOPICS = Topics.defaults();

  @TempDir Path folder;
  private BrokerProcess broker;
  private int starts;
  private long sequence;

  /** The times are the test's, as if the broker's clock had said so. */
  private static Topic<String, RequestEvent> dated(Topic<String, RequestEvent> topic) {
    Map<String, String> settings = new HashMap<>(topic.settings());
    settings.put("message.timestamp.type", "CreateTime");
    settings.put("message.timestamp.after.max.ms", Long.toString(Long.MAX_VALUE));
    return new Topic<>(topic.name(), topic.key(), topic.value(), topic.partitions(), settings);
  }

  private StreamRuntime start() throws Exception {
    Path state = folder.resolve("state-" + starts++);
    java.nio.file.Files.createDirectories(state);
    StreamRuntime stream = StreamRuntime.start(StreamSettings.of(broker.bootstrap(), state));
    await().atMost(60, TimeUnit.SECONDS).until(stream::isRunning);
    return stream;
  }

  private void send(String id, long atMs) throws Exception {
    RequestEvent event =
        Traffic.view(7, 0xb0L, (int) (sequence % 5_000), atMs)
            .setClient("s:" + id)
            .setClientKind(ClientKind.SESSION)
            .setCookieState(CookieState.COOKIE_RETURNED)
            .setCookieFirstSeenMs(atMs - 10_000)
            .setDoor("door")
            .setSequence(++sequence)
            .build();
    try (KafkaProducer<String, byte[]> producer =
        new KafkaProducer<>(
            Map.of("bootstrap.servers", broker.bootstrap(), "acks", "all"),
            new StringSerializer(),
            new ByteArraySerializer())) {
      producer
          .send(
              new ProducerRecord<>(
                  TOPICS.requests().name(), 0, atMs, event.getHome(), event.toByteArray()))
          .get();
    }
  }

  private List<Verdict> verdicts(String id) {
    List<Verdict> found = new ArrayList<>();
    TopicScan.read(
        broker.bootstrap(),
        List.of(TOPICS.verdicts().name()),
        (done, all) -> {},
        record -> {
          Verdict verdict = TOPICS.verdicts().value().decode(record.value());
          if (verdict.getSubject().equals("s:" + id)) {
            found.add(verdict);
          }
        });
    return found;
  }

  private void awaitPages(String id, long pages) {
    await()
        .atMost(30, TimeUnit.SECONDS)
        .untilAsserted(
            () -> assertThat(verdicts(id)).extracting(v -> (long) v.getPages()).endsWith(pages));
  }

  @Test
  void theStreamGoesOnAndNoRestartEndsASession() throws Exception {
    broker = BrokerProcess.start(folder.resolve("broker"), 0);
    try {
      List<Topic<?, ?>> topics = new ArrayList<>(TOPICS.all());
      topics.set(0, dated(TOPICS.requests()));
      topics.add(ScoringTopology.cohortPartials(TOPICS));
      Cluster.createTopics(broker.bootstrap(), topics);
      long now = System.currentTimeMillis();

      try (StreamRuntime first = start()) {
        send("before", now - 60_000);
        send("tomorrow", now + DAY_MS);
        awaitPages("tomorrow", 1);
        assertThat(first.counters().events()).isEqualTo(2);
      }
      try (StreamRuntime second = start()) {
        for (int i = 0; i < 3; i++) {
          send("after", now + i * 1_000);
        }
        awaitPages("after", 3);
        assertThat(second.counters().events()).isEqualTo(3);
      }
      try (StreamRuntime third = start()) {
        TimeUnit.SECONDS.sleep(LONGER_THAN_A_LOOK_S);
        send("after", now + 3_000);
        send("after", now + 4_000);
        awaitPages("after", 5);
        assertThat(third.counters().events()).isEqualTo(2);
      }
    } finally {
      broker.close();
    }
  }
}
