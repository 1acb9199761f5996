package io.mastiff.edge.crawler.signature;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.mastiff.event.IpAddress;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.security.PublicKey;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Fetches the key directories of known hosts, off the request's path.
 *
 * <p>Only hosts that the operator or the shipped crawlers name are asked, over https alone, never
 * an inner address, without redirects, at most {@value #LARGEST} bytes; a directory is kept for an
 * hour, a failure for a minute, and the old keys stay while a new fetch fails.
 */
public final class FetchedKeys implements KeyDirectory {
  static final String PATH = "/.well-known/http-message-signatures-directory";
  private static final Logger LOG = LoggerFactory.getLogger(FetchedKeys.class);
  private static final int LARGEST = 65_536;
  private static final Duration TIMEOUT = Duration.ofSeconds(5);
  private static final long FRESH_MS = 3_600_000;
  private static final long RETRY_MS = 60_000;

  private volatile Set<String> hosts = Set.of();
  private final Supplier<HttpClient> http;
  private final Executor background;
  private final Predicate<IpAddress> refused;
  private final Map<String, Fetched> fetched = new ConcurrentHashMap<>();

  /** Keys, and when to ask again. */
  private record Fetched(@Nullable Map<String, PublicKey> keys, long againAtMs) {}

  /**
   * @param http asked for at each fetch
   * @param refused addresses that are never asked; ordinarily {@link IpAddress#isInside}
   */
  public FetchedKeys(Supplier<HttpClient> http, Executor background, Predicate<IpAddress> refused) {
    this.http = http;
    this.background = background;
    this.refused = refused;
  }

  /**
   * Says who may be asked from now on, {@code name} or {@code name:port}; the keys of others are
   * forgotten.
   */
  public FetchedKeys ask(Set<String> named) {
    hosts = Set.copyOf(named);
    fetched.keySet().retainAll(named);
    return this;
  }

  @Override
  public @Nullable Map<String, PublicKey> keys(String host, long nowMs) {
    if (!hosts.contains(host)) {
      return Map.of();
    }
    Fetched known = fetched.get(host);
    if (known != null && nowMs < known.againAtMs) {
      return known.keys;
    }
    Map<String, PublicKey> old = known == null ? null : known.keys;
    Fetched asked = new Fetched(old, nowMs + RETRY_MS);
    boolean mine =
        known == null
            ? fetched.putIfAbsent(host, asked) == null
            : fetched.replace(host, known, asked);
    if (mine) {
      try {
        background.execute(() -> fetch(host, old, nowMs));
      } catch (RejectedExecutionException e) {
        LOG.debug("too much is waiting; the keys of {} are asked for again in a minute", host);
      }
    }
    return old;
  }

  private void fetch(String host, @Nullable Map<String, PublicKey> old, long nowMs) {
    try {
      Map<String, PublicKey> keys = Ed25519Keys.parse(body(host));
      fetched.put(host, new Fetched(keys, nowMs + FRESH_MS));
    } catch (IOException | IllegalArgumentException e) {
      LOG.warn("the keys of {} cannot be fetched: {}", host, e.toString());
      fetched.put(host, new Fetched(old, nowMs + RETRY_MS));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private String body(String host) throws IOException, InterruptedException {
    URI uri = URI.create("https://" + host + PATH);
    refuseInner(uri.getHost());
    HttpRequest request = HttpRequest.newBuilder(uri).timeout(TIMEOUT).build();
    HttpResponse<InputStream> answer =
        http.get().send(request, HttpResponse.BodyHandlers.ofInputStream());
    try (InputStream in = answer.body()) {
      byte[] bytes = in.readNBytes(LARGEST + 1);
      if (answer.statusCode() != 200 || bytes.length > LARGEST) {
        throw new IOException("status " + answer.statusCode() + ", " + bytes.length + " bytes");
      }
      return new String(bytes, StandardCharsets.UTF_8);
    } catch (JsonProcessingException e) {
      throw new IOException("no JSON", e);
    }
  }

  private void refuseInner(String name) throws UnknownHostException {
    for (InetAddress address : InetAddress.getAllByName(name)) {
      if (refused.test(IpAddress.of(address.getAddress()))) {
        throw new UnknownHostException(name + " is an inner address");
      }
    }
  }
}
