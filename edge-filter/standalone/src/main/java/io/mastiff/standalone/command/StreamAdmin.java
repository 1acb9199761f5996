package io.mastiff.standalone.command;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.mastiff.standalone.UserError;
import io.mastiff.standalone.bouncer.CrowdSecApi;
import io.mastiff.stream.StreamMetrics;
import io.mastiff.stream.StreamRuntime;
import io.micrometer.core.instrument.binder.jvm.JvmGcMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.system.ProcessorMetrics;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;

/**
 * The stream's port for operators: {@code GET /health} (it runs), {@code GET /ready} (it processes:
 * 200, otherwise 503), {@code GET /metrics} (Prometheus), and CrowdSec's API where there is a key.
 * Meant for a private address.
 */
final class StreamAdmin implements AutoCloseable {
  /** A client has so many seconds to ask, and as many to take the answer. */
  private static final String SLOWEST_S = "10";

  private static final int THREADS = 4;

  private final StreamRuntime stream;
  private final HttpServer server;
  private final PrometheusMeterRegistry registry =
      new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
  private final JvmGcMetrics gc = new JvmGcMetrics();
  private final ExecutorService worker =
      Executors.newFixedThreadPool(
          THREADS,
          task -> {
            Thread thread = new Thread(task, "mastiff-stream-admin");
            thread.setDaemon(true);
            return thread;
          });

  private StreamAdmin(StreamRuntime stream, HttpServer server) {
    this.stream = stream;
    this.server = server;
  }

  /** Listens; port 0 takes a free one. */
  static StreamAdmin start(
      InetSocketAddress address,
      StreamRuntime stream,
      String requests,
      @Nullable CrowdSecApi bouncers) {
    try {
      System.setProperty("sun.net.httpserver.maxReqTime", SLOWEST_S);
      System.setProperty("sun.net.httpserver.maxRspTime", SLOWEST_S);
      StreamAdmin admin = new StreamAdmin(stream, HttpServer.create(address, 0));
      admin.open(requests, bouncers);
      return admin;
    } catch (IOException e) {
      throw new UserError(
          "--admin %s:%d: cannot listen: %s"
              .formatted(address.getHostString(), address.getPort(), e.getMessage()));
    }
  }

  private void open(String requests, @Nullable CrowdSecApi bouncers) {
    new StreamMetrics(stream, requests).bindTo(registry);
    new JvmMemoryMetrics().bindTo(registry);
    new ProcessorMetrics().bindTo(registry);
    gc.bindTo(registry);
    server.setExecutor(worker);
    server.createContext("/", this::answer);
    if (bouncers != null) {
      server.createContext(CrowdSecApi.PATH, bouncers);
    }
    server.start();
  }

  int port() {
    return server.getAddress().getPort();
  }

  private void answer(HttpExchange exchange) throws IOException {
    boolean get = exchange.getRequestMethod().equals("GET");
    if (exchange.getRequestMethod().equals("HEAD")) {
      exchange.sendResponseHeaders(405, -1);
      exchange.close();
      return;
    }
    String path = exchange.getRequestURI().getPath();
    if (get && path.equals("/health")) {
      boolean failed = stream.hasFailed();
      send(exchange, failed ? 503 : 200, failed ? "given up; its log says why\n" : "ok\n");
    } else if (get && path.equals("/ready")) {
      boolean ready = stream.isRunning();
      send(exchange, ready ? 200 : 503, ready ? "ready\n" : "not processing\n");
    } else if (get && path.equals("/metrics")) {
      send(exchange, 200, registry.scrape());
    } else {
      send(exchange, 404, "GET /health, /ready, /metrics\n");
    }
  }

  private static void send(HttpExchange exchange, int status, String text) throws IOException {
    byte[] body = text.getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().set("Content-Type", "text/plain; charset=utf-8");
    exchange.getResponseHeaders().set("Cache-Control", "no-store");
    exchange.sendResponseHeaders(status, body.length);
    exchange.getResponseBody().write(body);
    exchange.close();
  }

  @Override
  public void close() {
    server.stop(0);
    worker.shutdownNow();
    gc.close();
    registry.close();
  }
}
