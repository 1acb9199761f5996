package io.mastiff.standalone.bouncer;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import io.mastiff.event.IpAddress;
import io.mastiff.event.IpNetwork;
import io.mastiff.standalone.UserError;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The part of CrowdSec's local API that its bouncers read: {@code /v1/decisions/stream} and {@code
 * /v1/decisions?ip=}, with the key in {@code X-Api-Key}, without which it is 403.
 *
 * <p>Bouncers know addresses and networks; entries on sessions, shapes and cohorts are not among
 * what they are given.
 */
public final class CrowdSecApi implements HttpHandler {
  /** Where it is to be found. */
  public static final String PATH = "/v1/decisions";

  private static final Logger LOG = LoggerFactory.getLogger(CrowdSecApi.class);
  private static final int LONGEST_AGENT = 100;

  private final byte[] key;
  private final Supplier<List<BannedNetwork>> networks;
  private final ObjectMapper mapper = new ObjectMapper();
  private final CrowdSecStream stream = new CrowdSecStream(mapper);

  /**
   * @param key what a bouncer has to show
   * @param networks those in force now
   */
  public CrowdSecApi(String key, Supplier<List<BannedNetwork>> networks) {
    this.key = key.getBytes(StandardCharsets.UTF_8);
    this.networks = networks;
  }

  @Override
  public void handle(HttpExchange exchange) throws IOException {
    String method = exchange.getRequestMethod();
    if (!isKnown(exchange)) {
      send(exchange, 403, message("access forbidden"));
    } else if (!method.equals("GET") && !method.equals("HEAD")) {
      send(exchange, 405, message("method not allowed"));
    } else {
      answer(exchange);
    }
  }

  private void answer(HttpExchange exchange) throws IOException {
    Map<String, String> query = query(exchange.getRequestURI().getRawQuery());
    long now = System.currentTimeMillis();
    try {
      switch (exchange.getRequestURI().getPath()) {
        case PATH + "/stream" -> send(exchange, 200, stream(exchange, query, now));
        case PATH -> send(exchange, 200, touching(query, now));
        default -> send(exchange, 404, message("page or method not found"));
      }
    } catch (UserError e) {
      LOG.warn("a bouncer got nothing: {}", e.getMessage());
      send(exchange, 500, message("the list cannot be read"));
    }
  }

  private ObjectNode stream(HttpExchange exchange, Map<String, String> query, long now) {
    Set<String> scopes =
        Arrays.stream(query.getOrDefault("scopes", "").toLowerCase(Locale.ROOT).split(","))
            .filter(scope -> !scope.isBlank())
            .collect(Collectors.toSet());
    return stream.since(
        bouncer(exchange),
        query.getOrDefault("startup", "").equals("true"),
        scopes,
        networks.get(),
        now);
  }

  /** Decisions on an address; CrowdSec answers {@code null} where there are none. */
  private JsonNode touching(Map<String, String> query, long now) {
    Optional<IpAddress> address = Optional.ofNullable(query.get("ip")).flatMap(IpAddress::parse);
    List<BannedNetwork> found =
        networks.get().stream()
            .filter(each -> address.isEmpty() || contains(each.network(), address.get()))
            .toList();
    return found.isEmpty() ? mapper.nullNode() : stream.of(found, now);
  }

  private static boolean contains(IpNetwork network, IpAddress address) {
    return network.first().isV4() == address.isV4() && network.contains(address);
  }

  private boolean isKnown(HttpExchange exchange) {
    String shown = exchange.getRequestHeaders().getFirst("X-Api-Key");
    return shown != null && MessageDigest.isEqual(shown.getBytes(StandardCharsets.UTF_8), key);
  }

  private static String bouncer(HttpExchange exchange) {
    String agent =
        Optional.ofNullable(exchange.getRequestHeaders().getFirst("User-Agent")).orElse("");
    return exchange.getRemoteAddress().getAddress().getHostAddress()
        + " "
        + agent.substring(0, Math.min(agent.length(), LONGEST_AGENT));
  }

  private static Map<String, String> query(String raw) {
    Map<String, String> query = new HashMap<>();
    for (String part : raw == null ? new String[0] : raw.split("&")) {
      int equals = part.indexOf('=');
      if (equals > 0) {
        query.put(part.substring(0, equals), decoded(part.substring(equals + 1)));
      }
    }
    return query;
  }

  private static String decoded(String text) {
    try {
      return java.net.URLDecoder.decode(text, StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      return "";
    }
  }

  private ObjectNode message(String text) {
    return mapper.createObjectNode().put("message", text);
  }

  private void send(HttpExchange exchange, int status, JsonNode answer) throws IOException {
    byte[] body = mapper.writeValueAsBytes(answer);
    exchange.getResponseHeaders().set("Content-Type", "application/json");
    exchange.getResponseHeaders().set("Cache-Control", "no-store");
    boolean head = exchange.getRequestMethod().equals("HEAD");
    exchange.sendResponseHeaders(status, head ? -1 : body.length);
    if (!head) {
      exchange.getResponseBody().write(body);
    }
    exchange.close();
  }
}
