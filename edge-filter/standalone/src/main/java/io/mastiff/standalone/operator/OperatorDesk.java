package io.mastiff.standalone.operator;

import io.mastiff.event.Action;
import io.mastiff.event.AuditRecord;
import io.mastiff.event.BlocklistEntry;
import io.mastiff.event.DoorStatus;
import io.mastiff.event.EntryKey;
import io.mastiff.event.Formats;
import io.mastiff.event.KafkaAddress;
import io.mastiff.event.Mode;
import io.mastiff.event.ModeOrder;
import io.mastiff.event.OperatorRecord;
import io.mastiff.event.Source;
import io.mastiff.event.Topics;
import io.mastiff.standalone.UserError;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes an operator's orders and waits until every live door has confirmed them.
 *
 * <p>A door is live while its last status is younger than ten seconds.
 */
public final class OperatorDesk implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(OperatorDesk.class);
  private static final long LIVE_MS = 10_000;
  private static final Duration PATIENCE = Duration.ofSeconds(8);

  /** How long a lift keeps the stream from listing the same again. */
  public static final Duration LIFT_HOLDS = Duration.ofMinutes(30);

  private final Topics topics;
  private final KafkaProducer<byte[], byte[]> producer;
  private final TopicReader<DoorStatus> doors;
  private final TopicReader<OperatorRecord> orders;
  private final TopicReader<BlocklistEntry> learned;

  public OperatorDesk(String bootstrap, Topics topics) {
    this.topics = topics;
    this.producer =
        new KafkaProducer<>(
            properties(bootstrap), new ByteArraySerializer(), new ByteArraySerializer());
    this.doors = new TopicReader<>(bootstrap, topics.doors());
    this.orders = new TopicReader<>(bootstrap, topics.operator());
    this.learned = new TopicReader<>(bootstrap, topics.blocklist());
  }

  /** What came of an order: how many live doors there are, how many confirmed, and how fast. */
  public record Confirmation(int doors, int confirmed, long millis) {
    public boolean complete() {
      return confirmed == doors;
    }
  }

  /** The operator's entries and orders by key. */
  public Map<String, OperatorRecord> orders() {
    return orders.current();
  }

  /** The learned entries by key. */
  public Map<String, BlocklistEntry> learned() {
    return learned.current();
  }

  /** What is in force of both lists, the operator's entries first. */
  public List<BlocklistEntry> inForce() {
    long now = System.currentTimeMillis();
    learned.current();
    learned.forgetIf(entry -> entry.getExpiresAtMs() <= now);
    return Stream.concat(
            orders().values().stream()
                .filter(OperatorRecord::hasEntry)
                .map(OperatorRecord::getEntry)
                .filter(entry -> entry.getExpiresAtMs() > now),
            learned.poll().values().stream())
        .toList();
  }

  /** Doors heard within ten seconds. */
  public List<DoorStatus> liveDoors() {
    return live(doors.current());
  }

  /** Writes an entry. */
  public Confirmation add(
      EntryKey key, Action action, Duration lasting, String reason, String author) {
    Confirmation confirmation = put(key, action, lasting, reason, author);
    note(
        act("added", key.text(), author)
            .setAction(action)
            .setExpiresAtMs(System.currentTimeMillis() + lasting.toMillis())
            .setNote(reason));
    return confirmation;
  }

  private Confirmation put(
      EntryKey key, Action action, Duration lasting, String reason, String author) {
    doors.current();
    long now = System.currentTimeMillis();
    BlocklistEntry entry =
        BlocklistEntry.newBuilder()
            .setFormat(Formats.CURRENT)
            .setKey(key.text())
            .setAction(action)
            .setSource(Source.OPERATOR)
            .setCreatedAtMs(now)
            .setExpiresAtMs(now + lasting.toMillis())
            .setAuthor(author)
            .setNote(reason)
            .build();
    return order(
        key.text(), OperatorRecord.newBuilder().setFormat(Formats.CURRENT).setEntry(entry).build());
  }

  /**
   * Takes an entry back: its tombstone, and an allow for a while so that it is not learned again.
   */
  public Confirmation lift(EntryKey key, String author) {
    doors.current();
    RecordMetadata tombstone = send(topics.blocklist().name(), key.text(), null);
    note(act("lifted", key.text(), author));
    Confirmation allowed = put(key, Action.ALLOW, LIFT_HOLDS, "lifted by an operator", author);
    return allowed.complete()
        ? await(allowed.millis(), status -> status.getBlocklistOffset() > tombstone.offset())
        : allowed;
  }

  /**
   * Takes keys back from both lists without a word of who they were, and without the allow that a
   * lift leaves.
   */
  public Confirmation erase(List<String> ordered, List<String> learnedKeys) {
    doors.current();
    long order = -1;
    long entry = -1;
    for (String key : ordered) {
      order = send(topics.operator().name(), key, null).offset();
    }
    for (String key : learnedKeys) {
      entry = send(topics.blocklist().name(), key, null).offset();
    }
    long lastOrder = order;
    long lastEntry = entry;
    return await(
        0,
        status ->
            status.getOperatorOffset() > lastOrder && status.getBlocklistOffset() > lastEntry);
  }

  /** Sets the mode of all doors. */
  public Confirmation mode(Mode mode, int percent, String author) {
    doors.current();
    ModeOrder order =
        ModeOrder.newBuilder()
            .setFormat(Formats.CURRENT)
            .setMode(mode.text())
            .setPercent(percent)
            .setAtMs(System.currentTimeMillis())
            .setAuthor(author)
            .build();
    Confirmation confirmation =
        order(
            Mode.ORDER_KEY,
            OperatorRecord.newBuilder().setFormat(Formats.CURRENT).setMode(order).build());
    note(act("mode", Mode.ORDER_KEY, author).setNote(mode.text() + " " + percent + "%"));
    return confirmation;
  }

  /** Takes the ordered mode back: every door follows its own policy. */
  public Confirmation follow(String author) {
    doors.current();
    RecordMetadata written = send(topics.operator().name(), Mode.ORDER_KEY, null);
    note(act("follow", Mode.ORDER_KEY, author));
    return await(0, status -> status.getOperatorOffset() > written.offset());
  }

  private Confirmation order(String key, OperatorRecord record) {
    RecordMetadata written =
        send(topics.operator().name(), key, topics.operator().value().encode(record));
    return await(0, status -> status.getOperatorOffset() > written.offset());
  }

  private static AuditRecord.Builder act(String what, String key, String author) {
    return AuditRecord.newBuilder()
        .setFormat(Formats.CURRENT)
        .setAct(what)
        .setKey(key)
        .setAuthor(author);
  }

  /** Keeps who did what; what was done holds without it. */
  private void note(AuditRecord.Builder act) {
    try {
      send(topics.audit().name(), act.getKey(), topics.audit().value().encode(act.build()));
    } catch (UserError e) {
      LOG.warn("done, but not noted: {}; a stream of this version creates it", e.getMessage());
    }
  }

  private interface Applied {
    boolean by(DoorStatus status);
  }

  private Confirmation await(long spentMs, Applied applied) {
    long start = System.nanoTime();
    while (true) {
      List<DoorStatus> live = live(doors.poll());
      int confirmed = (int) live.stream().filter(applied::by).count();
      long millis = (System.nanoTime() - start) / 1_000_000;
      if (confirmed == live.size() || millis > PATIENCE.toMillis()) {
        return new Confirmation(live.size(), confirmed, spentMs + millis);
      }
    }
  }

  /** Doors whose last status was appended, by the broker's clock, within ten seconds. */
  private List<DoorStatus> live(Map<String, DoorStatus> all) {
    long now = System.currentTimeMillis();
    return all.values().stream()
        .filter(status -> !status.getStopped())
        .filter(status -> now - doors.appendedMs(status.getDoor()) < LIVE_MS)
        .toList();
  }

  private RecordMetadata send(String topic, String key, byte @Nullable [] value) {
    try {
      return producer
          .send(new ProducerRecord<>(topic, topics.operator().key().encode(key), value))
          .get(10, TimeUnit.SECONDS);
    } catch (ExecutionException | TimeoutException e) {
      throw new UserError("topic " + topic + " cannot be written: " + e.getMessage());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new UserError("interrupted");
    }
  }

  private static Properties properties(String bootstrap) {
    Properties p = new Properties();
    p.putAll(KafkaAddress.settings(bootstrap));
    p.put(ProducerConfig.LINGER_MS_CONFIG, 0);
    p.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, 5_000);
    p.put(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, 4_000);
    p.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, 8_000);
    p.put(ProducerConfig.ENABLE_METRICS_PUSH_CONFIG, false);
    return p;
  }

  @Override
  public void close() {
    producer.close(Duration.ofSeconds(1));
    doors.close();
    orders.close();
    learned.close();
  }
}
