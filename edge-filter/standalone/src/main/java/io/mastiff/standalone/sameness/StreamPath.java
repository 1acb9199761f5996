package io.mastiff.standalone.sameness;

import io.mastiff.classifier.Classifier;
import io.mastiff.event.RequestEvent;
import io.mastiff.event.Topics;
import io.mastiff.feature.SessionAccumulator;
import io.mastiff.feature.state.ClientState;
import io.mastiff.standalone.Folders;
import io.mastiff.stream.ModelHolder;
import io.mastiff.stream.ScoringTopology;
import io.mastiff.stream.StreamCounters;
import io.mastiff.stream.StreamRuntime;
import io.mastiff.stream.StreamSettings;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Objects;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.streams.TestInputTopic;
import org.apache.kafka.streams.TopologyTestDriver;
import org.apache.kafka.streams.state.ReadOnlyKeyValueStore;

/**
 * The stream's own topology under the driver of Kafka Streams: events come in as bytes, and each
 * client's state is read from the store as it lies there.
 */
final class StreamPath implements AutoCloseable {
  private static final String CLIENTS = "clients";

  private final Classifier model;
  private final Path folder;
  private final TopologyTestDriver driver;
  private final TestInputTopic<String, byte[]> requests;
  private final ReadOnlyKeyValueStore<String, ClientState> clients;
  private long sequence;

  StreamPath(Classifier model, Path folder, long startMs) {
    StreamSettings settings = StreamSettings.of("none:9092", folder);
    this.model = model;
    this.folder = folder;
    this.driver =
        new TopologyTestDriver(
            ScoringTopology.build(settings, new ModelHolder(model), new StreamCounters()),
            StreamRuntime.properties(settings),
            Instant.ofEpochMilli(startMs));
    this.requests =
        driver.createInputTopic(
            Topics.defaults().requests().name(), new StringSerializer(), new ByteArraySerializer());
    this.clients = clients(driver);
  }

  @SuppressWarnings("unchecked")
  private static ReadOnlyKeyValueStore<String, ClientState> clients(TopologyTestDriver driver) {
    return (ReadOnlyKeyValueStore<String, ClientState>)
        Objects.requireNonNull(driver.getAllStateStores().get(CLIENTS));
  }

  /** Takes an event and gives what its client's session now measures. */
  double[] vector(RequestEvent event) {
    RequestEvent numbered = event.toBuilder().setSequence(++sequence).build();
    requests.pipeInput(
        numbered.getHome(),
        numbered.toByteArray(),
        Instant.ofEpochMilli(numbered.getDecidedAtMs()));
    ClientState state = clients.get(event.getClient());
    return state == null
        ? new double[0]
        : SessionAccumulator.restore(state.getSession(), model.baseline()).vector();
  }

  @Override
  public void close() {
    driver.close();
    Folders.delete(folder);
  }
}
