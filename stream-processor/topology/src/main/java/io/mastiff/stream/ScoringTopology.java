package io.mastiff.stream;

import io.mastiff.event.Codec;
import io.mastiff.event.Topic;
import io.mastiff.event.Topics;
import io.mastiff.feature.state.CohortBatch;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.streams.Topology;

/**
 * The stream's topology, top to bottom.
 *
 * <pre>
 * requests → decode ─→ clients ─→ verdicts
 *              │          ├─────→ blocklist
 *              │          ├─────→ shadow
 *              │          └─────→ cohort partials (sums, to the partition of route or shape)
 *              └→ dead letters            │
 *                                 cohorts ┴→ verdicts, blocklist
 * </pre>
 *
 * <p>The stages share no sink, or they would be one task with one clock.
 */
public final class ScoringTopology {
  private ScoringTopology() {}

  /** Builds it; every processor, store and sink has a name that upgrades keep. */
  public static Topology build(
      StreamSettings settings, ModelHolder models, StreamCounters counters) {
    Topics topics = settings.topics();
    Explanations explanations = new Explanations(System::nanoTime);
    Topology topology = new Topology();

    topology.addSource(
        "requests",
        new ByteArrayDeserializer(),
        new ByteArrayDeserializer(),
        topics.requests().name());
    topology.addProcessor("decode", () -> new EventDecoder(topics, counters), "requests");
    topology.addProcessor(
        "clients", () -> new ClientProcessor(settings, models, counters, explanations), "decode");
    topology.addStateStore(Stores.clients(), "clients");
    topology.addStateStore(Stores.pending(), "clients");
    topology.addStateStore(Stores.doors(), "clients");
    topology.addStateStore(Stores.shadow(), "clients");

    Topic<Integer, CohortBatch> partials = cohortPartials(topics);
    topology.addSink(
        "partials-out",
        partials.name(),
        CodecSerde.serializer(partials.key()),
        CodecSerde.serializer(partials.value()),
        (topic, target, batch, partitions) -> Optional.of(places(target, partitions)),
        "clients");
    topology.addSource(
        "partials-in", new ByteArrayDeserializer(), new ByteArrayDeserializer(), partials.name());
    topology.addProcessor(
        "cohorts", () -> new CohortProcessor(settings, models, counters), "partials-in");
    topology.addStateStore(Stores.windows(), "cohorts");
    topology.addStateStore(Stores.journal(), "cohorts");

    sink(topology, "shadow", topics.shadow(), "clients");
    sink(topology, "verdicts", topics.verdicts(), "clients");
    sink(topology, "blocklist", topics.blocklist(), "clients");
    sink(topology, "cohort-verdicts", topics.verdicts(), "cohorts");
    sink(topology, "cohort-entries", topics.blocklist(), "cohorts");
    topology.addSink(
        "dead-letters",
        topics.deadLetters().name(),
        new ByteArraySerializer(),
        new ByteArraySerializer(),
        "decode");
    return topology;
  }

  private static Set<Integer> places(int target, int partitions) {
    return target == CohortCounter.TO_ALL
        ? IntStream.range(0, partitions).boxed().collect(Collectors.toSet())
        : Set.of(target % partitions);
  }

  /** Between the two stages of cohorts; of use to nobody else. */
  public static Topic<Integer, CohortBatch> cohortPartials(Topics topics) {
    return new Topic<>(
        topics.prefix() + ".cohort-partials",
        Codec.number(),
        Stores.cohortBatch(),
        topics.requests().partitions(),
        Map.of(
            "cleanup.policy", "delete",
            "retention.ms", "3600000",
            "message.timestamp.type", "LogAppendTime"));
  }

  /** Names of the state stores, in which changes are logged. */
  public static List<String> stores() {
    return List.of(
        Stores.CLIENTS,
        Stores.PENDING,
        Stores.DOORS,
        Stores.SHADOW,
        Stores.WINDOWS,
        Stores.JOURNAL);
  }

  private static <K, V> void sink(
      Topology topology, String name, Topic<K, V> topic, String... parents) {
    topology.addSink(
        name,
        topic.name(),
        CodecSerde.serializer(topic.key()),
        CodecSerde.serializer(topic.value()),
        parents);
  }
}
