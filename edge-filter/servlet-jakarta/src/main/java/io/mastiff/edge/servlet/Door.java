package io.mastiff.edge.servlet;

import io.mastiff.edge.Decision;
import io.mastiff.edge.DecisionEngine;
import io.mastiff.edge.ResponseFacts;
import io.mastiff.edge.answer.Answer;
import io.mastiff.edge.client.SharedCaches;
import io.mastiff.edge.client.VisitorCookies;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.ScheduledExecutorService;

/** One request through the filter: decided, then answered here or passed on. */
final class Door {
  private final DecisionEngine engine;
  private final ScheduledExecutorService timer;

  /**
   * @param timer publishes events of answers that take long
   */
  Door(DecisionEngine engine, ScheduledExecutorService timer) {
    this.engine = engine;
    this.timer = timer;
  }

  void filter(ServletRequest any, ServletResponse anyResponse, FilterChain chain)
      throws IOException, ServletException {
    if (!(any instanceof HttpServletRequest request)
        || !(anyResponse instanceof HttpServletResponse response)
        || request.getDispatcherType() != DispatcherType.REQUEST
        || request.getAttribute(Visit.ATTRIBUTE) != null) {
      chain.doFilter(any, anyResponse);
      return;
    }
    Decision decision = decide(request);
    if (decision.isAnswered()) {
      engine.completed(decision, new ResponseFacts(decision.status(), 0, 0), "");
      write(response, engine.answer(decision));
      return;
    }
    pass(request, response, chain, decision);
  }

  private void pass(
      HttpServletRequest request,
      HttpServletResponse response,
      FilterChain chain,
      Decision decision)
      throws IOException, ServletException {
    Completion completion = new Completion(engine, decision, hasBody(request), timer);
    boolean passed = false;
    try {
      Visit visit = new Visit(engine, decision);
      request.setAttribute(Visit.ATTRIBUTE, visit);
      StoreResponse answer =
          new StoreResponse(
              response, visit, () -> completion.issued(setCookie(decision, request, response)));
      chain.doFilter(request, answer);
      answer.finish();
      passed = true;
    } finally {
      if (!passed) {
        completion.complete(500);
      }
    }
    completion.whenAnswered(request, response);
  }

  private static boolean hasBody(HttpServletRequest request) {
    return request.getContentLengthLong() > 0 || request.getHeader("Transfer-Encoding") != null;
  }

  private Decision decide(HttpServletRequest request) {
    try {
      return engine.decide(ServletRequests.read(request));
    } catch (RuntimeException | LinkageError e) {
      return engine.failOpen(e);
    }
  }

  private String setCookie(
      Decision decision, HttpServletRequest request, HttpServletResponse response) {
    boolean shared =
        decision.sighting() != null
            && SharedCaches.mayKeep(response::getHeaders, decision.sighting().request().headers());
    Optional<VisitorCookies.Issued> cookie = engine.cookieFor(decision, shared);
    if (cookie.isEmpty()) {
      return "";
    }
    long maxAge = engine.policy().cookie().lifetime().toSeconds();
    response.addHeader(
        "Set-Cookie",
        cookie
            .get()
            .header(
                request.isSecure() || engine.isSecure(decision),
                maxAge,
                engine.policy().cookie().domain()));
    return cookie.get().id();
  }

  private static void write(HttpServletResponse response, Answer answer) throws IOException {
    response.setStatus(answer.status());
    answer.headers().forEach(response::setHeader);
    response.setContentLength(answer.body().length);
    response.getOutputStream().write(answer.body());
  }
}
