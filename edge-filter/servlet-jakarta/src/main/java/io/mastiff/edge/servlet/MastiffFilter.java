package io.mastiff.edge.servlet;

import io.mastiff.edge.ConnectedEngine;
import io.mastiff.edge.Decision;
import io.mastiff.edge.DecisionEngine;
import io.mastiff.edge.ResponseFacts;
import io.mastiff.edge.answer.Answer;
import io.mastiff.edge.client.VisitorCookies;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.FilterChain;
import jakarta.servlet.FilterConfig;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import org.jspecify.annotations.Nullable;

/**
 * The door as a servlet filter.
 *
 * <p>Uses the engine it is constructed with, else one of its own: see {@link FilterEngine} for the
 * init parameters. Register it first, with asynchronous support, for {@code /*}.
 */
public final class MastiffFilter extends HttpFilter {
  private static final long serialVersionUID = 1L;

  private transient @Nullable DecisionEngine engine;
  private transient @Nullable ConnectedEngine own;
  private transient @Nullable ScheduledExecutorService timer;

  /** For containers; the engine is made in {@link #init}. */
  public MastiffFilter() {}

  public MastiffFilter(DecisionEngine engine) {
    this.engine = engine;
  }

  @Override
  public void init(FilterConfig config) throws ServletException {
    super.init(config);
    timer =
        Executors.newSingleThreadScheduledExecutor(
            task -> {
              Thread thread = new Thread(task, "mastiff-events");
              thread.setDaemon(true);
              return thread;
            });
    if (engine == null) {
      own = FilterEngine.open(config);
      engine = own.engine();
    }
  }

  @Override
  public void destroy() {
    if (timer != null) {
      timer.shutdownNow();
    }
    if (own != null) {
      own.close();
    }
  }

  @Override
  protected void doFilter(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws IOException, ServletException {
    DecisionEngine door = engine;
    if (door == null || request.getDispatcherType() != DispatcherType.REQUEST) {
      chain.doFilter(request, response);
      return;
    }
    Decision decision = decide(door, request);
    if (decision.isAnswered()) {
      door.completed(decision, new ResponseFacts(decision.status(), 0, 0), "");
      write(response, door.answer(decision));
      return;
    }
    Completion completion =
        new Completion(door, decision, setCookie(door, decision, request, response), timer);
    try {
      chain.doFilter(request, response);
    } catch (IOException | ServletException | RuntimeException e) {
      completion.complete(500);
      throw e;
    }
    completion.whenAnswered(request, response);
  }

  private static Decision decide(DecisionEngine door, HttpServletRequest request) {
    try {
      return door.decide(ServletRequests.read(request));
    } catch (RuntimeException e) {
      return door.failOpen(e);
    }
  }

  private static String setCookie(
      DecisionEngine door,
      Decision decision,
      HttpServletRequest request,
      HttpServletResponse response) {
    Optional<VisitorCookies.Issued> cookie = door.cookieFor(decision, false);
    if (cookie.isEmpty()) {
      return "";
    }
    long maxAge = door.policy().cookie().lifetime().toSeconds();
    response.addHeader(
        "Set-Cookie",
        cookie.get().header(request.isSecure(), maxAge, door.policy().cookie().domain()));
    return cookie.get().id();
  }

  private static void write(HttpServletResponse response, Answer answer) throws IOException {
    response.setStatus(answer.status());
    answer.headers().forEach(response::setHeader);
    response.setContentLength(answer.body().length);
    response.getOutputStream().write(answer.body());
  }
}
