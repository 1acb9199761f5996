package io.mastiff.standalone.bouncer;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.mastiff.event.Action;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Decisions as CrowdSec's local API gives them to its bouncers ({@code GET /v1/decisions/stream}):
 * all of them at first, then what came and what went since this bouncer asked last.
 *
 * <p>At most {@value #MOST_BOUNCERS} bouncers are remembered; the one that was silent longest is
 * forgotten and is given everything anew. Not for several threads.
 */
public final class CrowdSecStream {
  static final int MOST_BOUNCERS = 16;
  private static final String SCENARIO = "mastiff/list";

  private final ObjectMapper mapper;

  /** What each bouncer was given, the one that asked last at the end. */
  private final Map<String, Map<String, BannedNetwork>> given =
      new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Map<String, BannedNetwork>> eldest) {
          return size() > MOST_BOUNCERS;
        }
      };

  public CrowdSecStream(ObjectMapper mapper) {
    this.mapper = mapper;
  }

  /**
   * What is new and what is gone.
   *
   * @param bouncer who asks
   * @param startup whether it wants all
   * @param scopes those it asks for, lower case ({@code ip}, {@code range}); empty for all
   */
  public ObjectNode since(
      String bouncer, boolean startup, Set<String> scopes, List<BannedNetwork> now, long nowMs) {
    Map<String, BannedNetwork> current = new LinkedHashMap<>();
    now.stream()
        .filter(
            each ->
                scopes.isEmpty() || scopes.contains(scope(each).toLowerCase(java.util.Locale.ROOT)))
        .forEach(each -> current.put(each.text(), each));
    Map<String, BannedNetwork> before = startup ? Map.of() : given.getOrDefault(bouncer, Map.of());
    given.put(bouncer, current);
    ObjectNode answer = mapper.createObjectNode();
    ArrayNode fresh = answer.putArray("new");
    current.values().stream()
        .filter(each -> !each.equals(before.get(each.text())))
        .forEach(each -> decision(fresh.addObject(), each, each.untilMs() - nowMs));
    ArrayNode deleted = answer.putArray("deleted");
    before.values().stream()
        .filter(each -> !current.containsKey(each.text()))
        .forEach(each -> decision(deleted.addObject(), each, Math.min(0, each.untilMs() - nowMs)));
    return answer;
  }

  /** What is decided of one address, as {@code GET /v1/decisions?ip=} tells it. */
  public ArrayNode of(List<BannedNetwork> touching, long nowMs) {
    ArrayNode answer = mapper.createArrayNode();
    touching.forEach(each -> decision(answer.addObject(), each, each.untilMs() - nowMs));
    return answer;
  }

  private static String scope(BannedNetwork each) {
    return each.isAddress() ? "Ip" : "Range";
  }

  private static void decision(ObjectNode node, BannedNetwork each, long leftMs) {
    node.put("id", each.text().hashCode() & Integer.MAX_VALUE);
    node.put("origin", "mastiff").put("scenario", SCENARIO);
    node.put("scope", scope(each)).put("value", each.text());
    node.put("type", each.action() == Action.BLOCK ? "ban" : "captcha");
    node.put("duration", duration(leftMs));
  }

  /** As Go writes and reads it: {@code 1h2m3s}. */
  private static String duration(long ms) {
    Duration left = Duration.ofMillis(Math.abs(ms));
    String text = left.toHours() + "h" + left.toMinutesPart() + "m" + left.toSecondsPart() + "s";
    return ms < 0 ? "-" + text : text;
  }
}
