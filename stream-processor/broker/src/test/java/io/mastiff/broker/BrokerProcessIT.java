package io.mastiff.broker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.mastiff.event.Topics;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BrokerProcessIT {
  @TempDir Path folder;

  private static void produce(String bootstrap, String topic) throws Exception {
    try (KafkaProducer<String, String> producer =
        new KafkaProducer<>(
            Map.of("bootstrap.servers", bootstrap, "acks", "all"),
            new StringSerializer(),
            new StringSerializer())) {
      producer.send(new ProducerRecord<>(topic, "k", "v")).get(10, TimeUnit.SECONDS);
    }
  }

  @Test
  void whatWasAcknowledgedSurvivesAKillAndTopicsHaveTheirSettings() throws Exception {
    Topics topics = Topics.defaults();
    try (BrokerProcess broker = BrokerProcess.start(folder, 0)) {
      Cluster.createTopics(broker.bootstrap(), topics.all());
      Cluster.createTopics(broker.bootstrap(), topics.all());
      produce(broker.bootstrap(), topics.operator().name());

      broker.kill();
      broker.restart();

      try (Admin admin = Cluster.admin(broker.bootstrap())) {
        TopicPartition partition = new TopicPartition(topics.operator().name(), 0);
        assertThat(
                admin
                    .listOffsets(
                        Map.of(partition, org.apache.kafka.clients.admin.OffsetSpec.latest()))
                    .partitionResult(partition)
                    .get()
                    .offset())
            .isEqualTo(1);
        ConfigResource models =
            new ConfigResource(ConfigResource.Type.TOPIC, topics.models().name());
        assertThat(
                admin
                    .describeConfigs(List.of(models))
                    .all()
                    .get()
                    .get(models)
                    .get("max.message.bytes")
                    .value())
            .isEqualTo(Integer.toString(Topics.LARGEST_MODEL_RECORD));
      }
    }
  }

  @Test
  void theChildEndsWhenItsParentIsKilled() throws Exception {
    Process parent =
        new ProcessBuilder(
                ChildJvm.command(
                    List.of("-Xmx64m"),
                    List.of(),
                    Parent.class.getName(),
                    List.of(folder.toString())))
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("parent.out").toFile())
            .start();
    Path pidFile = folder.resolve("pid");
    await().atMost(60, TimeUnit.SECONDS).until(() -> Files.exists(pidFile));
    long pid = Long.parseLong(Files.readString(pidFile).trim());
    assertThat(ProcessHandle.of(pid)).isPresent();

    parent.destroyForcibly().waitFor();

    await()
        .atMost(15, TimeUnit.SECONDS)
        .until(() -> ProcessHandle.of(pid).map(ProcessHandle::isAlive).orElse(false), b -> !b);
  }

  /** A parent that starts a broker, writes down its id and waits to be killed. */
  static final class Parent {
    public static void main(String[] args) throws Exception {
      Path folder = Path.of(args[0]);
      BrokerProcess broker = BrokerProcess.start(folder.resolve("broker"), 0);
      Files.writeString(folder.resolve("pid.part"), Long.toString(broker.pid()));
      Files.move(folder.resolve("pid.part"), folder.resolve("pid"));
      Thread.sleep(120_000);
    }
  }

  @Test
  void aPortInUseAndAFolderThatCannotBeWrittenAreOneLine() throws Exception {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      int port = taken.getLocalPort();
      assertThatThrownBy(() -> BrokerProcess.start(folder, port))
          .isInstanceOf(BrokerException.class)
          .hasMessageContaining("port " + port + " is in use");
    }
    Path file = Files.writeString(folder.resolve("file"), "x");
    assertThatThrownBy(() -> BrokerProcess.start(file.resolve("sub"), 0))
        .isInstanceOf(BrokerException.class)
        .hasMessageContaining("cannot be used for the broker's data");
  }

  @Test
  void aClusterThatIsNotThereIsNamedSoon() {
    long start = System.nanoTime();

    assertThatThrownBy(() -> Cluster.require("127.0.0.1:1", Duration.ofSeconds(3)))
        .isInstanceOf(BrokerException.class)
        .hasMessageContaining("127.0.0.1:1");
    assertThat((System.nanoTime() - start) / 1e9).isLessThan(10);
  }
}
