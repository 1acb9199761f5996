package io.mastiff.standalone;

import io.mastiff.edge.DecisionEngine;
import io.mastiff.edge.DecisionListener;
import io.mastiff.edge.EdgeCounters;
import io.mastiff.edge.kafka.KafkaDoorSettings;
import io.mastiff.edge.kafka.KafkaListFeed;
import io.mastiff.edge.kafka.KafkaRequestPublisher;
import io.mastiff.edge.policy.Policy;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Locale;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/** An engine with Kafka behind it: events go out, the lists come in, both in the background. */
public final class Door implements AutoCloseable {
  private static final int KEY_BYTES = 32;
  private static final SecureRandom RANDOM = new SecureRandom();

  private final DecisionEngine engine;
  private final KafkaRequestPublisher publisher;
  private final KafkaListFeed feed;

  private Door(DecisionEngine engine, KafkaRequestPublisher publisher, KafkaListFeed feed) {
    this.engine = engine;
    this.publisher = publisher;
    this.feed = feed;
  }

  /**
   * Opens a door; returns at once, whether or not Kafka answers.
   *
   * @param sinceTrigger told when the event was appended that caused a new learned entry
   */
  public static Door open(
      KafkaDoorSettings kafka,
      Policy policy,
      byte[] cookieKey,
      DecisionListener listener,
      LongConsumer sinceTrigger) {
    EdgeCounters counters = new EdgeCounters();
    KafkaRequestPublisher publisher = new KafkaRequestPublisher(kafka, counters).start();
    DecisionEngine engine =
        DecisionEngine.builder()
            .door(kafka.door())
            .policy(policy)
            .counters(counters)
            .publisher(publisher)
            .listener(listener)
            .cookieKey(cookieKey)
            .build();
    return new Door(engine, publisher, new KafkaListFeed(kafka, engine, sinceTrigger).start());
  }

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

  /** The key that visitor cookies are signed with, from a file that is made when it is missing. */
  public static byte[] cookieKey(Path file) {
    try {
      if (!Files.exists(file)) {
        byte[] key = new byte[KEY_BYTES];
        RANDOM.nextBytes(key);
        Files.createFile(
            file,
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        Files.writeString(file, HexFormat.of().formatHex(key) + "\n");
      }
      byte[] key = HexFormat.of().parseHex(Files.readString(file).trim());
      if (key.length < 16) {
        throw new UserError(file + ": a cookie key has at least 16 bytes (32 hexadecimal digits)");
      }
      return key;
    } catch (IOException e) {
      throw new UserError(file + ": cannot be read or made: " + Reasons.of(e));
    } catch (IllegalArgumentException e) {
      throw new UserError(file + ": not a line of hexadecimal digits");
    }
  }

  @Override
  public void close() {
    feed.close();
    publisher.close();
  }
}
