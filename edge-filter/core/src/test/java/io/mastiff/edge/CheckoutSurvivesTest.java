package io.mastiff.edge;

import static org.assertj.core.api.Assertions.assertThat;

import io.mastiff.edge.blocklist.BlockList;
import io.mastiff.edge.policy.Policy;
import io.mastiff.event.Action;
import io.mastiff.event.BlocklistEntry;
import io.mastiff.event.EntryKey;
import io.mastiff.event.Mode;
import io.mastiff.event.Source;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * A good visitor's checkout, cart and account are served whatever the list says of its address,
 * network, software, cohort or session; only an operator may name the session or the route.
 */
class CheckoutSurvivesTest {
  private static final List<String> PROTECTED =
      List.of("/cart", "/checkout", "/checkout/address", "/account", "/login");

  private long nowMs = 1_790_000_000_000L;
  private final BlockList list = new BlockList();
  private final DecisionEngine engine =
      DecisionEngine.builder()
          .policy(Policy.DEFAULT.toBuilder().mode(Mode.ENFORCE, 100).holdOut(0).build())
          .clock(
              new EdgeClock() {
                @Override
                public long millis() {
                  return nowMs;
                }

                @Override
                public long nanoTime() {
                  return nowMs * 1_000_000;
                }
              })
          .blockList(list)
          .build();
  private String cookie = "";

  private Decision get(String target) {
    Decision decision =
        engine.decide(
            cookie.isEmpty()
                ? Requests.get("203.0.113.7", target)
                : Requests.get("203.0.113.7", target, "Cookie", cookie));
    engine.released(decision, ResponseFacts.UNSEEN);
    nowMs += 20_000;
    return decision;
  }

  private Sighting agedVisitor() {
    list.heardAt(Long.MAX_VALUE / 2);
    cookie = "mastiff=" + engine.cookieFor(get("/"), false).orElseThrow().value();
    for (int page = 0; page < 5; page++) {
      get("/p/" + page);
    }
    return get("/checkout").sighting();
  }

  private static List<String> keys(Sighting s, String route) {
    List<String> keys = new ArrayList<>();
    keys.add("address:203.0.113.7");
    for (int bits = 8; bits <= 32; bits += 4) {
      keys.add("network:203.0.113.0/" + bits);
    }
    keys.add("session:" + s.visitor().id());
    keys.add("shape:" + EntryKey.hex(s.shape()));
    for (int parts = 0; parts < 16; parts++) {
      List<String> cohort = new ArrayList<>();
      cohort.add((parts & 1) == 0 ? "" : "network=203.0.113.0/24");
      cohort.add((parts & 2) == 0 ? "" : "shape=" + EntryKey.hex(s.shape()));
      cohort.add((parts & 4) == 0 ? "" : "client-shape=" + EntryKey.hex(s.clientShape()));
      cohort.add((parts & 8) == 0 ? "" : "route=" + route);
      cohort.removeIf(String::isEmpty);
      if (cohort.size() > 1) {
        keys.add("cohort:" + String.join(",", cohort));
      }
    }
    return keys;
  }

  @Test
  void everyEntryThatCanBeWrittenLeavesItServed() {
    Sighting s = agedVisitor();
    int written = 0;
    for (String target : PROTECTED) {
      String route = get(target).sighting().route().route().template();
      for (String key : keys(s, route)) {
        boolean precise = key.startsWith("session:") || key.contains("route=");
        for (Source source : List.of(Source.OPERATOR, Source.CLASSIFIER, Source.COHORT)) {
          for (Action action : List.of(Action.THROTTLE, Action.CHALLENGE, Action.BLOCK)) {
            if (source == Source.OPERATOR && precise) {
              continue;
            }
            put(key, source, action);
            assertThat(get(target).denies()).as("%s %s %s", key, source, action).isFalse();
            list.remove(source, key);
            written++;
          }
        }
      }
    }
    assertThat(written).isGreaterThan(500);
  }

  @Test
  void anOperatorMayNameTheSessionOrTheRoute() {
    Sighting s = agedVisitor();
    put("session:" + s.visitor().id(), Source.OPERATOR, Action.BLOCK);
    assertThat(get("/checkout").denies()).isTrue();
  }

  private void put(String key, Source source, Action action) {
    boolean taken =
        list.put(
            BlocklistEntry.newBuilder()
                .setKey(key)
                .setAction(action)
                .setSource(source)
                .setNote("test")
                .setExpiresAtMs(nowMs + 3_600_000)
                .build());
    assertThat(taken).as(key).isTrue();
  }
}
