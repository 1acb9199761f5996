package io.mastiff.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.mastiff.broker.BrokerMain;
import io.mastiff.broker.BrokerProcess;
import io.mastiff.broker.ChildJvm;
import io.mastiff.event.Topics;
import io.mastiff.standalone.proof.Feed;
import io.mastiff.standalone.proof.GroupProgress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A cluster that asks for a name and a password. */
class SecuredKafkaIT {
  private static final String PLAIN = "org.apache.kafka.common.security.plain.PlainLoginModule";

  @TempDir Path folder;
  private Process broker;
  private String bootstrap;

  @BeforeEach
  void start() throws Exception {
    BrokerProcess open = BrokerProcess.start(folder.resolve("broker"), 0);
    bootstrap = open.bootstrap();
    open.close();
    Path settings = folder.resolve("broker").resolve("server.properties");
    Files.writeString(
        settings,
        """
        listener.security.protocol.map=PLAINTEXT:SASL_PLAINTEXT,CONTROLLER:PLAINTEXT
        sasl.enabled.mechanisms=PLAIN
        sasl.mechanism.inter.broker.protocol=PLAIN
        listener.name.plaintext.plain.sasl.jaas.config=%s required \\
          username="broker" password="its own" user_broker="its own" user_mastiff="of the dog";
        """
            .formatted(PLAIN),
        StandardOpenOption.APPEND);
    broker =
        ChildJvm.start(
            folder,
            "secured",
            ChildJvm.command(
                List.of("-Xmx512m", "-XX:TieredStopAtLevel=1"),
                List.of(
                    "-Dlog4j2.configurationFile="
                        + folder.resolve("broker").resolve("log4j2.properties").toUri()),
                BrokerMain.class.getName(),
                List.of(settings.toString())));
  }

  @AfterEach
  void stop() throws Exception {
    broker.destroy();
    broker.waitFor(10, TimeUnit.SECONDS);
  }

  private String client(String password) throws Exception {
    Path file = folder.resolve("client-" + password.length() + ".properties");
    Files.writeString(
        file,
        """
        bootstrap.servers=%s
        security.protocol=SASL_PLAINTEXT
        sasl.mechanism=PLAIN
        sasl.jaas.config=%s required username="mastiff" password="%s";
        """
            .formatted(bootstrap, PLAIN, password));
    return "file:" + file;
  }

  @Test
  void doorStreamAndOperatorComeInWithTheFileAndNobodyWithout() throws Exception {
    String known = client("of the dog");
    try (StreamChild ignored = StreamChild.start(folder.resolve("stream"), known, List.of());
        Feed feed = new Feed(known, Topics.defaults(), 200, 1)) {
      await().atMost(20, TimeUnit.SECONDS).until(() -> feed.offered() > 1_000);
      feed.end();
      GroupProgress progress = new GroupProgress(known, Topics.defaults());
      progress.awaitDrained();
      assertThat(feed.dropped()).isZero();
      String requests = Topics.defaults().requests().name();
      assertThat(
              progress.done().entrySet().stream()
                  .filter(done -> done.getKey().topic().equals(requests))
                  .mapToLong(done -> done.getValue())
                  .sum())
          .isGreaterThan(1_000);

      Said added =
          Said.by(
              "blocklist", "add", "address:203.0.113.7", "--reason", "a test", "--kafka", known);
      assertThat(added.code()).as(added.text()).isZero();
      assertThat(Said.by("blocklist", "show", "--kafka", known).out())
          .contains("address:203.0.113.7");
    }
    Said guesser = Said.by("blocklist", "show", "--kafka", client("guessed"));
    assertThat(guesser.code()).isEqualTo(2);
    assertThat(guesser.err())
        .contains("Kafka refuses at file:", "Invalid username or password")
        .doesNotContain("guessed");
    Said stranger = Said.by("blocklist", "show", "--kafka", bootstrap);
    assertThat(stranger.code()).isEqualTo(2);
    assertThat(stranger.err()).contains("Kafka cannot be reached");
    Said missing = Said.by("blocklist", "show", "--kafka", "file:nowhere");
    assertThat(missing.code()).isEqualTo(2);
    assertThat(missing.err()).contains("--kafka file:nowhere: cannot be read");
  }
}
