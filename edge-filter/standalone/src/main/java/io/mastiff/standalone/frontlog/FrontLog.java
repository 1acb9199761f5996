package io.mastiff.standalone.frontlog;

import io.mastiff.edge.DecisionEngine;
import io.mastiff.edge.capacity.Capacity;
import io.mastiff.edge.capacity.CapacityPolicy;
import io.mastiff.edge.capacity.LoggedLoad;
import io.mastiff.edge.route.Route;
import io.mastiff.edge.route.RouteTable;
import io.mastiff.standalone.audit.LogFollower;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Follows the front's access log while the policy says {@code capacity: {signal: log}}, across
 * rotation and changes of the policy, on a thread of its own, and tells the door's capacity.
 *
 * <p>What the log holds at the start is passed over.
 */
public final class FrontLog implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(FrontLog.class);
  private static final long EVERY_MS = 200;
  private static final String HINT =
      "capacity: the front's log {} {}; until it is followed again the limit is capacity.ceiling."
          + " Its lines need the store's time, see docs/operations/sidecar.md";

  private final DecisionEngine engine;
  private final LongSupplier nowMs;
  private final Consumer<String> warn;
  private final CombinedFront combined = new CombinedFront();
  private final CaddyFront caddy = new CaddyFront();
  private final ScheduledExecutorService timer =
      Executors.newSingleThreadScheduledExecutor(
          task -> {
            Thread thread = new Thread(task, "mastiff-front-log");
            thread.setDaemon(true);
            return thread;
          });
  private List<Route> routesOf = List.of();
  private RouteTable routes = new RouteTable(List.of());
  private @Nullable Capacity told;
  private @Nullable LoggedLoad load;
  private @Nullable LogFollower follower;

  /**
   * @param warn takes what is wrong with the log, when it is lost
   */
  FrontLog(DecisionEngine engine, LongSupplier nowMs, @Nullable Consumer<String> warn) {
    this.engine = engine;
    this.nowMs = nowMs;
    this.warn = warn == null ? this::logged : warn;
  }

  /** Starts to follow, as the engine's policy says now and later. */
  public static FrontLog start(DecisionEngine engine) {
    FrontLog log = new FrontLog(engine, System::currentTimeMillis, null);
    var unused = log.timer.scheduleWithFixedDelay(log::look, 0, EVERY_MS, TimeUnit.MILLISECONDS);
    return log;
  }

  private void logged(String what) {
    LOG.warn(HINT, engine.policy().capacity().log(), what);
  }

  /** Reads what has come since, and tells how things stand. */
  void look() {
    try {
      CapacityPolicy policy = engine.policy().capacity();
      Capacity capacity = engine.capacity();
      if (policy.signal() != CapacityPolicy.Signal.LOG) {
        leave();
        return;
      }
      Path file = Path.of(policy.log());
      LoggedLoad current = capacity == told && load != null ? load : begin(capacity, file);
      poll(file);
      current.tick(Files.isReadable(file), nowMs.getAsLong());
    } catch (RuntimeException e) {
      LOG.debug("the front's log could not be followed just now", e);
    }
  }

  private LoggedLoad begin(Capacity capacity, Path file) {
    leave();
    LoggedLoad begun = new LoggedLoad(capacity, warn, nowMs.getAsLong());
    told = capacity;
    load = begun;
    return begun;
  }

  private void poll(Path file) {
    try {
      LogFollower current = follower;
      if (current == null) {
        current = new LogFollower(file, false, this::line);
        follower = current;
      }
      current.poll();
    } catch (IOException e) {
      LOG.debug("{} cannot be read just now", file, e);
    }
  }

  private void line(String text) {
    LoggedLoad current = load;
    if (current == null) {
      return;
    }
    Optional<FrontAnswer> answer = text.startsWith("{") ? caddy.read(text) : combined.read(text);
    if (answer.isEmpty()) {
      current.unreadable();
      return;
    }
    tell(current, answer.get(), nowMs.getAsLong());
  }

  /** Answers of routes that are not timed say nothing, as where the door sees them itself. */
  private void tell(LoggedLoad current, FrontAnswer answer, long now) {
    Route route = routes().match(answer.target()).route();
    if (answer.status() == 0 || !route.timed()) {
      current.answeredByFront(answer.atMs(), now);
      return;
    }
    current.answer(
        answer.atMs(),
        route.templateHash(),
        answer.tookMicros(),
        answer.isTelling(),
        answer.failed(),
        now);
  }

  private RouteTable routes() {
    List<Route> now = engine.policy().routes();
    if (now != routesOf) {
      routesOf = now;
      routes = new RouteTable(now);
    }
    return routes;
  }

  private void leave() {
    LogFollower current = follower;
    follower = null;
    load = null;
    told = null;
    if (current != null) {
      try {
        current.close();
      } catch (IOException e) {
        LOG.debug("a log did not close cleanly", e);
      }
    }
  }

  /** Ends the thread; it has a second to leave its file. */
  @Override
  public void close() {
    timer.shutdown();
    try {
      if (timer.awaitTermination(1, TimeUnit.SECONDS)) {
        leave();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
