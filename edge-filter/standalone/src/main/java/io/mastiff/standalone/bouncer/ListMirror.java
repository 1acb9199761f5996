package io.mastiff.standalone.bouncer;

import io.mastiff.standalone.UserError;
import io.mastiff.standalone.operator.OperatorDesk;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.common.KafkaException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Follows the list on a thread of its own; while Kafka is away what was known last stays, and
 * entries end by themselves.
 */
public final class ListMirror implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(ListMirror.class);
  private static final long EVERY_MS = 1_000;

  private final OperatorDesk desk;
  private final ListChanges changes = new ListChanges();
  private final Thread thread = new Thread(this::run, "mastiff-list-mirror");
  private volatile boolean closed;
  private boolean away;

  private ListMirror(OperatorDesk desk) {
    this.desk = desk;
    thread.setDaemon(true);
  }

  /** Begins; the desk is closed with it. */
  public static ListMirror start(OperatorDesk desk) {
    ListMirror mirror = new ListMirror(desk);
    mirror.thread.start();
    return mirror;
  }

  /** What came and what left. */
  public ListChanges changes() {
    return changes;
  }

  private void run() {
    try {
      while (!closed) {
        look();
        TimeUnit.MILLISECONDS.sleep(EVERY_MS);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      desk.close();
    }
  }

  private void look() {
    try {
      changes.see(BannedNetwork.of(desk.inForce()), System.currentTimeMillis());
      away = false;
    } catch (UserError | KafkaException e) {
      if (!closed && !away) {
        LOG.warn("bouncers get what was known last: {}", e.getMessage());
      }
      away = true;
    }
  }

  @Override
  public void close() {
    closed = true;
    thread.interrupt();
    try {
      thread.join(5_000);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
