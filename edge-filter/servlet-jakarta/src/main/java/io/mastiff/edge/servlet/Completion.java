package io.mastiff.edge.servlet;

import io.mastiff.edge.Decision;
import io.mastiff.edge.DecisionEngine;
import io.mastiff.edge.ResponseFacts;
import jakarta.servlet.AsyncEvent;
import jakarta.servlet.AsyncListener;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Publishes a request's event once, when its answer is done: at once, or when asynchronous work
 * ends.
 */
final class Completion implements AsyncListener {
  private final DecisionEngine engine;
  private final Decision decision;
  private final String issued;
  private final long startNanos;
  private final AtomicBoolean done = new AtomicBoolean();

  Completion(DecisionEngine engine, Decision decision, String issued, long startNanos) {
    this.engine = engine;
    this.decision = decision;
    this.issued = issued;
    this.startNanos = startNanos;
  }

  void whenAnswered(HttpServletRequest request, HttpServletResponse response) {
    if (request.isAsyncStarted()) {
      request.getAsyncContext().addListener(this, request, response);
    } else {
      complete(response.getStatus());
    }
  }

  void complete(int status) {
    if (done.compareAndSet(false, true)) {
      long micros = (System.nanoTime() - startNanos) / 1_000;
      engine.completed(decision, new ResponseFacts(status, -1, micros), issued);
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
