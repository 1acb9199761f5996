package io.mastiff.edge.sidecar;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.mastiff.edge.DecisionEngine;
import io.mastiff.edge.EdgeCounters;
import io.mastiff.edge.answer.Answer;
import io.mastiff.edge.limit.Limits;
import io.mastiff.event.Action;
import io.mastiff.event.Mode;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.HttpMethod;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.HdrHistogram.Histogram;

/**
 * The operator's port: {@code GET /health}, {@code GET /status} (JSON), {@code POST /mode} with
 * {@code off}, {@code observe} or {@code enforce} as the body, {@code POST /pressure} with the
 * share of the store's room in use, {@code POST /outcomes} with what came of orders. Meant for a
 * private address.
 */
final class AdminHandler extends SimpleChannelInboundHandler<FullHttpRequest> {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final DecisionEngine engine;
  private final AdminMetrics metrics;

  AdminHandler(DecisionEngine engine, AdminMetrics metrics) {
    this.engine = engine;
    this.metrics = metrics;
  }

  @Override
  protected void channelRead0(ChannelHandlerContext ctx, FullHttpRequest request)
      throws JsonProcessingException {
    String path = request.uri();
    boolean get = request.method().equals(HttpMethod.GET);
    Answer answer;
    if (get && path.equals("/health")) {
      answer = Answer.error(200, "ok");
    } else if (get && path.equals("/mastiff/health")) {
      answer = json(health());
    } else if (get && path.equals("/metrics")) {
      answer = Answer.error(200, metrics.scrape());
    } else if (get && path.equals("/status")) {
      answer = json(status());
    } else if (request.method().equals(HttpMethod.POST) && path.equals("/mode")) {
      answer = mode(body(request));
    } else if (request.method().equals(HttpMethod.POST) && path.equals("/pressure")) {
      answer = pressure(body(request));
    } else if (request.method().equals(HttpMethod.POST) && path.equals("/outcomes")) {
      answer = outcomes(body(request));
    } else {
      answer =
          Answer.error(
              404,
              "GET /health, /mastiff/health, /status, /metrics,"
                  + " POST /mode, /pressure, /outcomes");
    }
    ctx.writeAndFlush(Answers.response(answer, false)).addListener(ChannelFutureListener.CLOSE);
  }

  private static String body(FullHttpRequest request) {
    return request.content().toString(StandardCharsets.UTF_8).trim();
  }

  private Answer pressure(String text) {
    if (!text.matches("[0-9]{1,2}([.][0-9]{1,4})?")) {
      return Answer.error(400, "a pressure is the share of the store's room in use, such as 0.85");
    }
    engine.capacity().push(Double.parseDouble(text));
    return Answer.error(200, "pressure is " + text + " for the next 15 s");
  }

  /** One outcome a line; the lines that can be read are taken. */
  private Answer outcomes(String text) {
    int line = 0;
    List<Integer> unread = new ArrayList<>();
    for (String outcome : text.lines().toList()) {
      line++;
      if (!outcome.isBlank() && !engine.outcome(outcome.trim())) {
        unread.add(line);
      }
    }
    return unread.isEmpty()
        ? Answer.error(200, line + " taken")
        : Answer.error(
            400,
            "not read: lines "
                + unread
                + "; a line is such as purchased; reference=A-17; value=19.90; currency=EUR");
  }

  private Answer mode(String text) {
    String[] words = text.split(" ", 2);
    Optional<Mode> mode = Mode.parse(words[0]);
    String percent = words.length == 1 ? "100" : words[1];
    if (mode.isEmpty() || !percent.matches("100|[0-9]{1,2}")) {
      return Answer.error(400, "a mode is off, observe or enforce, with a percentage or without");
    }
    engine.order(mode.get(), Integer.parseInt(percent));
    return Answer.error(200, "mode is " + mode.get().text() + " " + percent + "%");
  }

  /** Ready as soon as it decides: without news from the stream it goes on with what it knows. */
  private ObjectNode health() {
    ObjectNode health = JSON.createObjectNode();
    long now = System.currentTimeMillis();
    long heard = engine.blockList().heardAtMs();
    health.put("ready", true);
    health.put("mode", engine.policy().mode().text());
    health.put("listIsStale", engine.blockList().isStale(now));
    health.put("listAgeSeconds", heard == 0 ? -1 : (now - heard) / 1000);
    health.put("limits", engine.policy().limits().scope().name().toLowerCase(Locale.ROOT));
    health.put("doors", engine.fleet().doors());
    health.put("doorsFrom", doorsFrom());
    health.put("pressure", Math.round(engine.capacity().pressure() * 100) / 100.0);
    health.put("capacity", engine.capacity().word());
    health.put("failOpen", engine.counters().failOpen());
    return health;
  }

  private String doorsFrom() {
    if (engine.policy().limits().scope() == Limits.Scope.DOOR) {
      return "not-counted";
    }
    return engine.fleet().isHeard() ? "heartbeats" : "nobody-heard";
  }

  private ObjectNode status() {
    EdgeCounters counters = engine.counters();
    Histogram nanos = counters.decisionNanos();
    ObjectNode status = JSON.createObjectNode();
    status.put("mode", engine.policy().mode().text());
    status.put("capacity", engine.capacity().word());
    status.put("decisions", counters.decisions());
    status.put("p50Micros", nanos.getValueAtPercentile(50) / 1000.0);
    status.put("p99Micros", nanos.getValueAtPercentile(99) / 1000.0);
    status.put("published", counters.published());
    status.put("dropped", counters.dropped());
    status.put("failOpen", counters.failOpen());
    status.put("unknownAddresses", counters.unknownAddresses());
    status.put("entries", engine.blockList().size());
    status.put("listHeardAtMs", engine.blockList().heardAtMs());
    ObjectNode denied = status.putObject("denied");
    for (Action action : Action.values()) {
      if (counters.denied(action) > 0) {
        denied.put(action.name().toLowerCase(Locale.ROOT), counters.denied(action));
      }
    }
    return status;
  }

  private static Answer json(ObjectNode node) throws JsonProcessingException {
    return new Answer(
        200,
        Map.of("Content-Type", "application/json", "Cache-Control", "no-store"),
        (JSON.writeValueAsString(node) + "\n").getBytes(StandardCharsets.UTF_8));
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
    ctx.close();
  }
}
