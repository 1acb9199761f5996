package io.mastiff.standalone.cache;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A store that says of each page who may keep it; its cart sets a cookie of its own.
 *
 * <p>{@code /account} is answered only after {@link #finishAccounts}.
 */
final class CacheableShop implements AutoCloseable {
  private final HttpServer server;
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final Map<String, AtomicInteger> asked = new ConcurrentHashMap<>();
  private final AtomicInteger baskets = new AtomicInteger();
  private final CountDownLatch accounts = new CountDownLatch(1);

  private CacheableShop(HttpServer server) {
    this.server = server;
  }

  static CacheableShop start() throws IOException {
    System.setProperty("sun.net.httpserver.nodelay", "true");
    CacheableShop shop =
        new CacheableShop(HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 200));
    shop.server.createContext("/", shop::answer);
    shop.server.setExecutor(shop.threads);
    shop.server.start();
    return shop;
  }

  int port() {
    return server.getAddress().getPort();
  }

  /** How often the store was asked, by the first segment of the path. */
  Map<String, Integer> asked() {
    Map<String, Integer> counts = new TreeMap<>();
    asked.forEach((kind, count) -> counts.put(kind, count.get()));
    return counts;
  }

  /** The first segment of a path, which says what kind of page it is. */
  static String kind(String path) {
    return path.split("[/?]", 3)[1];
  }

  void finishAccounts() {
    accounts.countDown();
  }

  private void answer(HttpExchange exchange) throws IOException {
    String path = exchange.getRequestURI().toString();
    String kind = kind(path);
    asked.computeIfAbsent(kind, k -> new AtomicInteger()).incrementAndGet();
    Headers headers = exchange.getResponseHeaders();
    headers.set("Content-Type", "text/html; charset=utf-8");
    switch (kind) {
      case "" -> headers.set("Cache-Control", "public, max-age=300");
      case "p", "c", "img" -> headers.set("Cache-Control", "public, max-age=600");
      case "category" -> headers.set("Cache-Control", "public, max-age=1");
      case "sale" -> headers.set("Cache-Control", "private, no-cache");
      case "guide" -> {
        headers.set("Cache-Control", "public, max-age=600");
        headers.set("Vary", "Cookie");
      }
      case "landing" -> {
        headers.set("Cache-Control", "private");
        headers.set("Surrogate-Control", "max-age=600");
      }
      case "about" -> headers.set("ETag", "\"1\"");
      default -> personal(exchange, kind);
    }
    byte[] body = ("<p>" + path + "</p>").getBytes(StandardCharsets.UTF_8);
    boolean head = exchange.getRequestMethod().equals("HEAD");
    exchange.sendResponseHeaders(200, head ? -1 : body.length);
    if (!head) {
      exchange.getResponseBody().write(body);
    }
    exchange.close();
  }

  private void personal(HttpExchange exchange, String kind) {
    exchange.getResponseHeaders().set("Cache-Control", "private, no-store");
    String cookies =
        exchange.getRequestHeaders().getOrDefault("Cookie", java.util.List.of("")).get(0);
    if (kind.equals("cart") && !cookies.contains("basket=")) {
      exchange
          .getResponseHeaders()
          .set("Set-Cookie", "basket=" + baskets.incrementAndGet() + "; Path=/");
    }
    if (kind.equals("account")) {
      try {
        boolean done = accounts.await(20, TimeUnit.SECONDS);
        exchange.getResponseHeaders().set("X-Done", Boolean.toString(done));
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
  }

  @Override
  public void close() {
    finishAccounts();
    server.stop(0);
    threads.shutdownNow();
  }
}
