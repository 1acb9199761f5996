package io.mastiff.standalone.bouncer;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import io.mastiff.event.IpAddress;
import io.mastiff.event.IpNetwork;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

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

  private static final int LONGEST_AGENT = 100;

  private final byte[] key;
  private final ListChanges changes;
  private final ObjectMapper mapper = new ObjectMapper();
  private final CrowdSecStream stream;

  /**
   * @param key what a bouncer has to show
   * @param changes of the list
   */
  public CrowdSecApi(String key, ListChanges changes) {
    this.key = key.getBytes(StandardCharsets.UTF_8);
    this.changes = changes;
    this.stream = new CrowdSecStream(mapper, changes);
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
    boolean head = exchange.getRequestMethod().equals("HEAD");
    switch (exchange.getRequestURI().getPath()) {
      case PATH + "/stream" ->
          send(exchange, 200, head ? mapper.nullNode() : stream(exchange, query, now));
      case PATH -> {
        if (head) {
          send(exchange, 200, mapper.nullNode());
        } else {
          touching(exchange, query, now);
        }
      }
      default -> send(exchange, 404, message("page or method not found"));
    }
  }

  private ObjectNode stream(HttpExchange exchange, Map<String, String> query, long now) {
    Set<String> scopes =
        Arrays.stream(query.getOrDefault("scopes", "").toLowerCase(Locale.ROOT).split(","))
            .filter(scope -> !scope.isBlank())
            .collect(Collectors.toSet());
    boolean startup = query.getOrDefault("startup", "").equals("true");
    return stream.answer(bouncer(exchange), startup, scopes, now);
  }

  /** Decisions on an address or a network; CrowdSec answers {@code null} where there are none. */
  private void touching(HttpExchange exchange, Map<String, String> query, long now)
      throws IOException {
    String asked =
        Stream.of("ip", "range", "value")
            .map(query::get)
            .filter(Objects::nonNull)
            .findFirst()
            .orElse("");
    Optional<IpAddress> address = IpAddress.parse(asked.replaceFirst("/.*", ""));
    if (address.isEmpty()) {
      send(exchange, 400, message("ask for an ip, a range, or a value that is one of them"));
      return;
    }
    List<BannedNetwork> found =
        changes.present().stream().filter(each -> contains(each.network(), address.get())).toList();
    send(exchange, 200, found.isEmpty() ? mapper.nullNode() : stream.of(found, now));
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
