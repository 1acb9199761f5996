package io.mastiff.edge.servlet;

import io.mastiff.edge.Decision;
import io.mastiff.edge.DecisionEngine;
import io.mastiff.edge.ResponseFacts;
import io.mastiff.edge.answer.Answer;
import io.mastiff.edge.client.VisitorCookies;
import io.mastiff.edge.policy.Policy;
import io.mastiff.edge.policy.PolicyException;
import io.mastiff.edge.policy.PolicyReader;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.FilterChain;
import jakarta.servlet.FilterConfig;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The door as a servlet filter.
 *
 * <p>Uses the engine it is constructed with, else one of its own with the policy file named by the
 * init parameter {@code policy}, else the default policy, which only observes. Register it first,
 * with asynchronous support, for {@code /*}.
 */
public final class MastiffFilter extends HttpFilter {
  private static final long serialVersionUID = 1L;

  private transient @Nullable DecisionEngine engine;

  /** For containers; the engine is made in {@link #init}. */
  public MastiffFilter() {}

  public MastiffFilter(DecisionEngine engine) {
    this.engine = engine;
  }

  @Override
  public void init(FilterConfig config) throws ServletException {
    super.init(config);
    if (engine == null) {
      engine = DecisionEngine.builder().policy(policy(config.getInitParameter("policy"))).build();
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
    long startNanos = System.nanoTime();
    Decision decision = door.decide(ServletRequests.read(request));
    if (decision.denies()) {
      door.completed(decision, new ResponseFacts(decision.status(), 0, 0), "");
      write(response, Answer.to(decision));
      return;
    }
    String issued = setCookie(door, decision, request, response);
    Completion completion = new Completion(door, decision, issued, startNanos);
    try {
      chain.doFilter(request, response);
    } catch (IOException | ServletException | RuntimeException e) {
      completion.complete(500);
      throw e;
    }
    completion.whenAnswered(request, response);
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
    response.addHeader("Set-Cookie", cookie.get().header(request.isSecure(), maxAge));
    return cookie.get().id();
  }

  private static void write(HttpServletResponse response, Answer answer) throws IOException {
    response.setStatus(answer.status());
    answer.headers().forEach(response::setHeader);
    response.setContentLength(answer.body().length);
    response.getOutputStream().write(answer.body());
  }

  private static Policy policy(@Nullable String file) throws ServletException {
    try {
      return file == null ? Policy.DEFAULT : PolicyReader.read(Path.of(file));
    } catch (PolicyException e) {
      throw new ServletException("mastiff: " + e.getMessage(), e);
    }
  }
}
