package io.mastiff.standalone.demo;

import io.mastiff.broker.BrokerException;
import io.mastiff.broker.BrokerProcess;
import io.mastiff.broker.Cluster;
import io.mastiff.edge.capacity.CapacityPolicy;
import io.mastiff.edge.client.CookieKeys;
import io.mastiff.edge.kafka.KafkaDoor;
import io.mastiff.edge.kafka.KafkaDoorSettings;
import io.mastiff.edge.policy.CookiePolicy;
import io.mastiff.edge.policy.CrawlerPolicy;
import io.mastiff.edge.policy.Policy;
import io.mastiff.edge.policy.PolicyException;
import io.mastiff.edge.policy.Trust;
import io.mastiff.edge.service.DoorServices;
import io.mastiff.edge.sidecar.Sidecar;
import io.mastiff.edge.sidecar.SidecarSettings;
import io.mastiff.event.Action;
import io.mastiff.event.IpNetwork;
import io.mastiff.event.Mode;
import io.mastiff.event.Topic;
import io.mastiff.event.Topics;
import io.mastiff.standalone.StreamChild;
import io.mastiff.standalone.store.Database;
import io.mastiff.standalone.store.DemoStore;
import io.mastiff.stream.ScoringTopology;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A store with a door, a stream and topics of its own, all fresh, over a broker that is there. */
final class World implements AutoCloseable {
  private static final int PERMITS = 4;
  private static final Trust TEST_HOP =
      new Trust(
          List.of(IpNetwork.parse("127.0.0.0/8").orElseThrow()), Trust.Source.X_FORWARDED_FOR, "");

  /** The demo shows what lists do; a store that is short of room is shown by its own check. */
  private static final CapacityPolicy NOBODY_IS_SHED =
      new CapacityPolicy(CapacityPolicy.Signal.OFF, 10, 1000, 2.0);

  private final Topics topics;
  private final StreamChild stream;
  private final KafkaDoor door;
  private final DemoStore store;
  private final @Nullable Sidecar sidecar;
  private final Denials denials;
  private final EntryLatency latency;

  private World(
      Topics topics,
      StreamChild stream,
      KafkaDoor door,
      DemoStore store,
      @Nullable Sidecar sidecar,
      Denials denials,
      EntryLatency latency) {
    this.topics = topics;
    this.stream = stream;
    this.door = door;
    this.store = store;
    this.sidecar = sidecar;
    this.denials = denials;
    this.latency = latency;
  }

  /** Builds one; {@code name} keeps its topics and its state apart from the others'. */
  static World build(
      String name,
      Mode mode,
      DemoSettings settings,
      BrokerProcess broker,
      Path folder,
      byte[] cookieKey)
      throws BrokerException, IOException, InterruptedException {
    Topics topics = new Topics("demo-" + name, Topics.DEFAULT_PARTITIONS);
    List<Topic<?, ?>> all = new ArrayList<>(topics.all());
    all.add(ScoringTopology.cohortPartials(topics));
    Cluster.createTopics(broker.bootstrap(), all);
    StreamChild stream =
        StreamChild.start(
            folder.resolve(name), broker.bootstrap(), streamOptions(topics, settings));
    Denials denials = new Denials();
    EntryLatency latency = new EntryLatency();
    KafkaDoorSettings kafka =
        new KafkaDoorSettings(
            broker.bootstrap(),
            topics,
            KafkaDoor.uniqueName("demo"),
            folder.resolve(name).resolve("list.snapshot"));
    KafkaDoor door =
        KafkaDoor.open(
            kafka,
            policy(mode),
            CookieKeys.of(List.of(cookieKey)),
            services(policy(mode)),
            denials,
            latency);
    boolean filter = settings.front() == DemoSettings.Front.FILTER;
    DemoStore store = DemoStore.start(0, new Database(PERMITS), filter ? door.engine() : null);
    Sidecar sidecar = filter ? null : Sidecar.start(sidecar(store.port()), door.engine());
    while (!door.caughtUp()) {
      Thread.sleep(20);
    }
    return new World(topics, stream, door, store, sidecar, denials, latency);
  }

  private static List<String> streamOptions(Topics topics, DemoSettings settings) {
    List<String> options =
        new ArrayList<>(List.of("--topic-prefix", topics.prefix(), "--returning-after", "PT30S"));
    if (!settings.without().isEmpty()) {
      options.addAll(List.of("--without", String.join(",", settings.without())));
    }
    return options;
  }

  private static SidecarSettings sidecar(int storePort) {
    return SidecarSettings.proxy(
        new InetSocketAddress("127.0.0.1", 0), new InetSocketAddress("127.0.0.1", storePort));
  }

  private static DoorServices services(Policy policy) {
    try {
      return DoorServices.open(policy);
    } catch (PolicyException e) {
      throw new IllegalStateException("the demo's policy names no files", e);
    }
  }

  private static Policy policy(Mode mode) {
    CookiePolicy cookie = new CookiePolicy(true, true, CookiePolicy.DEFAULT.lifetime());
    return Policy.DEFAULT.toBuilder()
        .mode(mode, 100)
        .shop("demo")
        .trust(TEST_HOP)
        .cookie(cookie)
        .holdOut(0)
        .crawlers(new CrawlerPolicy("", false, List.of(), List.of(), Action.BLOCK, Map.of()))
        .capacity(NOBODY_IS_SHED)
        .build();
  }

  /** Where clients connect. */
  InetSocketAddress address() {
    return new InetSocketAddress("127.0.0.1", sidecar == null ? store.port() : sidecar.port());
  }

  Topics topics() {
    return topics;
  }

  StreamChild stream() {
    return stream;
  }

  KafkaDoor door() {
    return door;
  }

  Denials denials() {
    return denials;
  }

  EntryLatency latency() {
    return latency;
  }

  @Override
  public void close() {
    if (sidecar != null) {
      sidecar.close();
    }
    store.close();
    door.close();
    stream.close();
  }
}
