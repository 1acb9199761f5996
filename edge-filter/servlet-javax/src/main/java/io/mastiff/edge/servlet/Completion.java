package io.mastiff.edge.servlet;

import io.mastiff.edge.Decision;
import io.mastiff.edge.DecisionEngine;
import io.mastiff.edge.ResponseFacts;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import javax.servlet.AsyncEvent;
import javax.servlet.AsyncListener;
import javax.servlet.http.HttpServletRequest;
import javax.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;

/**
 * Publishes a request's event once, when its answer is done: at once, or when asynchronous work
 * ends.
 */
final class Completion implements AsyncListener {
  private static final long EVENT_AFTER_MS = 2_000;

  private final DecisionEngine engine;
  private final Decision decision;
  private final boolean hasBody;
  private final long startNanos = System.nanoTime();
  private final @Nullable ScheduledFuture<?> late;
  private final AtomicBoolean done = new AtomicBoolean();
  private volatile String issued = "";
  private volatile boolean async;

  /**
   * @param hasBody whether the answer's time says how fast the client sends
   * @param timer publishes the event after two seconds without an answer; null where there is none
   */
  Completion(
      DecisionEngine engine,
      Decision decision,
      boolean hasBody,
      @Nullable ScheduledExecutorService timer) {
    this.engine = engine;
    this.decision = decision;
    this.hasBody = hasBody;
    this.late =
        timer == null || timer.isShutdown()
            ? null
            : timer.schedule(() -> publish(-1), EVENT_AFTER_MS, TimeUnit.MILLISECONDS);
  }

  void whenAnswered(HttpServletRequest request, HttpServletResponse response) {
    if (request.isAsyncStarted()) {
      async = true;
      request.getAsyncContext().addListener(this, request, response);
    } else {
      complete(response.getStatus());
    }
  }

  /** A cookie was set with the answer; its id, or empty. */
  void issued(String id) {
    issued = id;
  }

  void complete(int status) {
    engine.released(decision, new ResponseFacts(status, -1, async || hasBody ? -1 : micros()));
    publish(status);
  }

  private long micros() {
    return (System.nanoTime() - startNanos) / 1_000;
  }

  private void publish(int status) {
    if (done.compareAndSet(false, true)) {
      if (late != null) {
        late.cancel(false);
      }
      engine.completed(decision, new ResponseFacts(status, -1, micros()), issued);
    }
  }

  @Override
  public void onComplete(AsyncEvent event) {
    complete(status(event));
  }

  @Override
  public void onError(AsyncEvent event) {
    complete(500);
  }

  @Override
  public void onTimeout(AsyncEvent event) {
    complete(503);
  }

  @Override
  public void onStartAsync(AsyncEvent event) {
    event.getAsyncContext().addListener(this);
  }

  private static int status(AsyncEvent event) {
    return event.getSuppliedResponse() instanceof HttpServletResponse response
        ? response.getStatus()
        : 200;
  }
}
