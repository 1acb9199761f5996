package io.mastiff.standalone.proof;

import io.mastiff.edge.EdgeCounters;
import io.mastiff.edge.kafka.KafkaDoorSettings;
import io.mastiff.edge.kafka.KafkaRequestPublisher;
import io.mastiff.event.Topics;
import java.util.concurrent.locks.LockSupport;

/** Hands a door's publisher so many events a second, and measures how long the door was held up. */
public final class Feed implements AutoCloseable {
  private static final int SENTINELS = 200;
  private static final long NANOS = 1_000_000_000L;

  private final EdgeCounters counters = new EdgeCounters();
  private final KafkaRequestPublisher publisher;
  private final Traffic traffic;
  private final double perSecond;
  private final Thread thread = new Thread(this::run, "mastiff-check-feed");
  private volatile boolean ends;
  private volatile long offered;
  private volatile long slowestNanos;

  /** Begins at once, with {@link Traffic#BRIEF}. */
  public Feed(String bootstrap, Topics topics, double perSecond, long seed) {
    this(bootstrap, topics, perSecond, new Traffic(Traffic.BRIEF, seed));
  }

  /** Begins at once. */
  public Feed(String bootstrap, Topics topics, double perSecond, Traffic traffic) {
    this.perSecond = perSecond;
    this.traffic = traffic;
    publisher =
        new KafkaRequestPublisher(
                new KafkaDoorSettings(bootstrap, topics, "door-1", null), counters)
            .start();
    thread.start();
  }

  private void run() {
    long begins = System.nanoTime();
    while (!ends) {
      long due = (long) ((System.nanoTime() - begins) / (double) NANOS * perSecond);
      while (offered < due && !ends) {
        offer();
      }
      LockSupport.parkNanos(1_000_000);
    }
  }

  private void offer() {
    var event = traffic.next(System.currentTimeMillis());
    long before = System.nanoTime();
    publisher.offer(event);
    slowestNanos = Math.max(slowestNanos, System.nanoTime() - before);
    offered++;
  }

  /** Stops; nothing is offered any more. */
  public void end() throws InterruptedException {
    ends = true;
    thread.join();
  }

  /** Sends something to every partition, so that time goes on there. */
  public void sentinels() {
    for (int i = 0; i < SENTINELS; i++) {
      publisher.offer(traffic.sentinel(i, System.currentTimeMillis()));
      offered++;
    }
  }

  public long offered() {
    return offered;
  }

  public long dropped() {
    return counters.dropped();
  }

  public double slowestMs() {
    return slowestNanos / 1e6;
  }

  @Override
  public void close() {
    ends = true;
    publisher.close();
  }
}
