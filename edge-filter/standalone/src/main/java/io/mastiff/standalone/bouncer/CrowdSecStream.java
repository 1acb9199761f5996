package io.mastiff.standalone.bouncer;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.mastiff.event.Action;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * Decisions as CrowdSec's local API gives them to its bouncers ({@code GET /v1/decisions/stream}):
 * all of them to one that starts or was silent for ten minutes; otherwise what came and what went
 * in the last quarter of an hour, so that an answer which was lost is made good by the next ones.
 *
 * <p>When each bouncer asked last is kept for {@value #MOST_BOUNCERS} of them; one that was
 * forgotten is given everything. Safe for use by several threads.
 */
public final class CrowdSecStream {
  static final int MOST_BOUNCERS = 16;
  static final Duration SILENT = Duration.ofMinutes(10);
  static final Duration REPEATED = Duration.ofMinutes(15);
  private static final String SCENARIO = "mastiff/list";

  private final ObjectMapper mapper;
  private final ListChanges changes;

  /** When each bouncer asked last, ms; the one that was silent longest first. */
  private final Map<String, Long> asked = new LinkedHashMap<>(16, 0.75f, true);

  public CrowdSecStream(ObjectMapper mapper, ListChanges changes) {
    this.mapper = mapper;
    this.changes = changes;
  }

  /**
   * What is new and what is gone.
   *
   * @param bouncer who asks
   * @param startup whether it wants all
   * @param scopes those it asks for, lower case ({@code ip}, {@code range}); empty for all
   */
  public ObjectNode answer(String bouncer, boolean startup, Set<String> scopes, long nowMs) {
    boolean all = isSilent(bouncer, nowMs) || startup;
    long since = nowMs - REPEATED.toMillis();
    ObjectNode answer = mapper.createObjectNode();
    ArrayNode fresh = answer.putArray("new");
    ArrayNode deleted = answer.putArray("deleted");
    (all ? changes.present() : changes.cameSince(since))
        .stream()
            .filter(each -> isAskedFor(each, scopes))
            .forEach(each -> decision(fresh.addObject(), each, each.untilMs() - nowMs));
    changes.leftSince(startup ? nowMs + 1 : since).stream()
        .filter(each -> isAskedFor(each, scopes))
        .forEach(each -> decision(deleted.addObject(), each, -1));
    return answer;
  }

  /** Whether a bouncer has not asked for so long that it may lack something; now it has asked. */
  private synchronized boolean isSilent(String bouncer, long nowMs) {
    Long before = asked.put(bouncer, nowMs);
    if (asked.size() > MOST_BOUNCERS) {
      asked.remove(asked.keySet().iterator().next());
    }
    return before == null || nowMs - before > SILENT.toMillis();
  }

  /** What is decided of some, as {@code GET /v1/decisions?ip=} tells it. */
  public ArrayNode of(List<BannedNetwork> touching, long nowMs) {
    ArrayNode answer = mapper.createArrayNode();
    touching.forEach(each -> decision(answer.addObject(), each, each.untilMs() - nowMs));
    return answer;
  }

  private static boolean isAskedFor(BannedNetwork each, Set<String> scopes) {
    return scopes.isEmpty() || scopes.contains(scope(each).toLowerCase(Locale.ROOT));
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
