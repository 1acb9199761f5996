package io.mastiff.edge.kafka;

import io.mastiff.edge.ConnectedEngine;
import io.mastiff.edge.DecisionEngine;
import io.mastiff.edge.DecisionListener;
import io.mastiff.edge.EdgeCounters;
import io.mastiff.edge.client.CookieKeys;
import io.mastiff.edge.policy.Policy;
import io.mastiff.edge.service.DoorServices;
import java.security.SecureRandom;
import java.util.Locale;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/** An engine with Kafka behind it: events go out, the lists come in, both in the background. */
public final class KafkaDoor implements ConnectedEngine {
  private static final SecureRandom RANDOM = new SecureRandom();

  private final DecisionEngine engine;
  private final KafkaRequestPublisher publisher;
  private final DoorServices services;
  private final KafkaListFeed feed;

  private KafkaDoor(
      DecisionEngine engine,
      KafkaRequestPublisher publisher,
      DoorServices services,
      KafkaListFeed feed) {
    this.services = services;
    this.engine = engine;
    this.publisher = publisher;
    this.feed = feed;
  }

  /**
   * Opens a door; returns at once, whether or not Kafka answers.
   *
   * @param services closed with the door
   * @param sinceTrigger told when the event was appended that caused a new learned entry
   */
  public static KafkaDoor open(
      KafkaDoorSettings kafka,
      Policy policy,
      CookieKeys keys,
      DoorServices services,
      DecisionListener listener,
      LongConsumer sinceTrigger) {
    EdgeCounters counters = new EdgeCounters();
    KafkaRequestPublisher publisher = new KafkaRequestPublisher(kafka, counters).start();
    DecisionEngine engine =
        services
            .into(DecisionEngine.builder())
            .door(kafka.door())
            .policy(policy)
            .counters(counters)
            .publisher(publisher)
            .listener(listener)
            .cookieKeys(keys)
            .build();
    return new KafkaDoor(
        engine, publisher, services, new KafkaListFeed(kafka, engine, sinceTrigger).start());
  }

  @Override
  public DecisionEngine engine() {
    return engine;
  }

  /** Whether the lists have been read to their ends once. */
  public boolean caughtUp() {
    return feed.caughtUp();
  }

  /** A name for a door process that no other process has had. */
  public static String uniqueName(@Nullable String name) {
    String base = name == null ? "door" : name;
    return String.format(
        Locale.ROOT,
        "%s-%x-%04x",
        base,
        System.currentTimeMillis() / 1000,
        RANDOM.nextInt(0x10000));
  }

  @Override
  public void close() {
    feed.stop();
    publisher.stop();
    feed.close();
    publisher.close();
    services.close();
  }
}
