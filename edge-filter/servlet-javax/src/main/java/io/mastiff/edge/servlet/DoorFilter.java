package io.mastiff.edge.servlet;

import io.mastiff.edge.DecisionEngine;
import io.mastiff.edge.metrics.StoreMetrics;
import java.io.IOException;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import javax.servlet.Filter;
import javax.servlet.FilterChain;
import javax.servlet.FilterConfig;
import javax.servlet.ServletException;
import javax.servlet.ServletRequest;
import javax.servlet.ServletResponse;
import org.jspecify.annotations.Nullable;

/**
 * The door as a servlet filter.
 *
 * <p>Uses the engine it is constructed with, else one of its own: see {@link FilterEngine} for the
 * init parameters. Containers are given {@link MastiffFilter}, which brings it in.
 */
public final class DoorFilter implements Filter {
  private static final long REFRESH_SECONDS = 10;

  private @Nullable DecisionEngine given;
  private @Nullable Door door;
  private @Nullable FilterEngine own;
  private @Nullable ScheduledExecutorService timer;
  private StoreMetrics.@Nullable Bound meters;

  /** For containers; the engine is made in {@link #init}. */
  public DoorFilter() {}

  public DoorFilter(DecisionEngine engine) {
    this.given = engine;
  }

  @Override
  public void init(FilterConfig config) throws ServletException {
    timer =
        Executors.newSingleThreadScheduledExecutor(
            task -> {
              Thread thread = new Thread(task, "mastiff-events");
              thread.setDaemon(true);
              return thread;
            });
    DecisionEngine engine = given;
    if (engine == null) {
      own = FilterEngine.open(config);
      engine = own.engine();
    }
    StoreMetrics.Bound bound = StoreMetrics.bind(engine);
    meters = bound;
    timer.scheduleWithFixedDelay(
        bound::refresh, REFRESH_SECONDS, REFRESH_SECONDS, TimeUnit.SECONDS);
    door = new Door(engine, timer);
  }

  @Override
  public void destroy() {
    if (timer != null) {
      timer.shutdownNow();
    }
    if (meters != null) {
      meters.close();
    }
    if (own != null) {
      own.close();
    }
    door = null;
  }

  @Override
  public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
      throws IOException, ServletException {
    Door open = door;
    if (open == null) {
      chain.doFilter(request, response);
    } else {
      open.filter(request, response, chain);
    }
  }
}
