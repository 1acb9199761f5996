package io.mastiff.edge.service;

import io.mastiff.edge.Content;
import io.mastiff.edge.EngineBuilder;
import io.mastiff.edge.crawler.dns.ResolverDns;
import io.mastiff.edge.crawler.signature.FetchedKeys;
import io.mastiff.edge.policy.Policy;
import io.mastiff.edge.policy.PolicyException;
import io.mastiff.event.IpAddress;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * Opens what a policy names: databases of networks, crawlers, name servers, keys, the page's
 * template. Two daemon threads ask name servers and fetch keys, with at most {@value #MOST_WAITING}
 * questions waiting; one looks each minute whether a database was replaced. The threads stay the
 * same whatever policies follow.
 */
public final class DoorServices implements AutoCloseable {
  private static final int MOST_WAITING = 1000;
  private static final long CLOSE_MS = 1_000;

  private final ThreadPoolExecutor background;
  private final ScheduledExecutorService timer;
  private final Opened opened;
  private Content content;
  private boolean looking;
  private boolean asking;

  private DoorServices(Policy policy) throws PolicyException {
    background =
        new ThreadPoolExecutor(
            2,
            2,
            30,
            TimeUnit.SECONDS,
            new ArrayBlockingQueue<>(MOST_WAITING),
            daemon("mastiff-ask"));
    background.allowCoreThreadTimeOut(true);
    timer = Executors.newSingleThreadScheduledExecutor(daemon("mastiff-files"));
    opened =
        new Opened(
            background, new FetchedKeys(DoorServices::http, background, IpAddress::isInside));
    content = take(policy);
  }

  /** Opens them; what cannot be opened is told like a mistake in the policy. */
  public static DoorServices open(Policy policy) throws PolicyException {
    return new DoorServices(policy);
  }

  /** Gives them to an engine. */
  public synchronized EngineBuilder into(EngineBuilder engine) {
    return engine.content(content);
  }

  /**
   * What a policy names, as its files are now. What did not change is the same object as before;
   * what cannot be opened stays as it was, which is told in one line.
   */
  public synchronized Content take(Policy policy) throws PolicyException {
    content = opened.take(policy);
    asking |= policy.crawlers().dns();
    if (!looking && !policy.network().isEmpty()) {
      looking = true;
      timer.scheduleWithFixedDelay(opened::reloadDatabases, 60, 60, TimeUnit.SECONDS);
    }
    return content;
  }

  /** A new one for each fetch, once an hour: it keeps threads only while it is in use. */
  private static HttpClient http() {
    return HttpClient.newBuilder()
        .followRedirects(HttpClient.Redirect.NEVER)
        .connectTimeout(Duration.ofSeconds(5))
        .build();
  }

  private static ThreadFactory daemon(String name) {
    return task -> {
      Thread thread = new Thread(task, name);
      thread.setDaemon(true);
      return thread;
    };
  }

  /** Ends the threads, and waits for each kind a second at most. */
  @Override
  public void close() {
    background.shutdownNow();
    timer.shutdownNow();
    try {
      background.awaitTermination(CLOSE_MS, TimeUnit.MILLISECONDS);
      timer.awaitTermination(CLOSE_MS, TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    closeDns();
  }

  private synchronized void closeDns() {
    if (asking) {
      ResolverDns.closeAll();
    }
  }
}
