package io.mastiff.edge;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import com.google.protobuf.InvalidProtocolBufferException;
import io.mastiff.edge.answer.Answer;
import io.mastiff.edge.blocklist.BlockList;
import io.mastiff.edge.policy.PolicyException;
import io.mastiff.edge.policy.PolicyReader;
import io.mastiff.event.Action;
import io.mastiff.event.BlocklistEntry;
import io.mastiff.event.RequestEvent;
import io.mastiff.event.Source;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Whole requests through an engine that enforces all there is: it decides, and never gives up. */
class DecisionFuzzTest {
  private static final long START_MS = 1_700_000_000_000L;
  private static final int LONGEST_EVENT = 4096;
  private static final Set<Integer> STATUSES = Set.of(200, 303, 403, 429, 503);
  private static final String POLICY =
      """
      mode: enforce
      trust: {proxies: ["10.0.0.0/8", "::1"], source: x-forwarded-for}
      routes:
        - {path: "/artikel/{product}", type: product}
        - {path: "/zahlung/*", type: machine}
      partners:
        - {name: feed, networks: ["192.0.2.0/24"], signatureAgent: bots.example}
      challenge: {when: always, waitSeconds: 1}
      front: {ja4Header: x-ja4}
      rules:
        - {name: oddities, if: {incoherent: 2}, then: challenge}
        - {name: no-agent, if: {missing: [user-agent]}, then: deny}
        - {name: programs, if: {family: [library]}, then: throttle}
        - {name: scripted, if: {agent: [python]}, weigh: 3}
        - {name: queued, if: {path: [/sale]}, then: queue}
      """;

  private final List<RequestEvent> events = new ArrayList<>();
  private long nowMs = START_MS;
  private final DecisionEngine engine = engine();

  private DecisionEngine engine() {
    EdgeClock clock =
        new EdgeClock() {
          @Override
          public long millis() {
            return nowMs;
          }

          @Override
          public long nanoTime() {
            return nowMs * 1_000_000;
          }
        };
    BlockList list = new BlockList();
    list.heardAt(Long.MAX_VALUE / 2);
    for (String key : List.of("network:198.51.100.0/24", "cohort:route=/search,cookie=none")) {
      list.put(
          BlocklistEntry.newBuilder()
              .setFormat(1)
              .setKey(key)
              .setAction(Action.BLOCK)
              .setSource(Source.OPERATOR)
              .setExpiresAtMs(Long.MAX_VALUE / 2)
              .build());
    }
    try {
      return DecisionEngine.builder()
          .clock(clock)
          .blockList(list)
          .publisher(events::add)
          .policy(PolicyReader.parse("policy", POLICY))
          .build();
    } catch (PolicyException e) {
      throw new IllegalStateException(e);
    }
  }

  @FuzzTest
  void decide(byte[] input) throws InvalidProtocolBufferException {
    EdgeRequest request = RequestText.parse(input);
    nowMs += 1_000;
    events.clear();
    Decision decision = engine.decide(request);
    assertThat(engine.counters().failOpen()).isZero();
    assertThat(decision.sighting()).isNotNull();
    assertThat(decision.status()).isIn(STATUSES);
    if (decision.denies()) {
      assertThat(decision.reference()).matches("[0-9A-Z]{8,9}");
      assertThat(decision.status()).isIn(403, 429, 503);
      assertThat(decision.retryAfterSeconds()).isBetween(1, 60);
    }
    if (decision.isAnswered()) {
      holds(engine.answer(decision), decision);
      assertThat(engine.cookieFor(decision, false)).isEmpty();
    }
    String issued = engine.cookieFor(decision, false).map(cookie -> cookie.id()).orElse("");
    engine.completed(decision, new ResponseFacts(200, 1, 1), issued);
    engine.outcome(decision, request.headers().text("mastiff-outcome"));
    engine.released(decision, ResponseFacts.UNSEEN);
    assertThat(engine.counters().failOpen()).isZero();
    assertThat(events).hasSize(1);
    holds(events.get(0));
  }

  private static void holds(Answer answer, Decision decision) {
    assertThat(answer.status()).isEqualTo(decision.status());
    assertThat(answer.headers()).containsEntry("Cache-Control", "no-store");
    answer.headers().forEach((name, value) -> assertThat(value).as(name).matches("[ -~]*"));
  }

  private static void holds(RequestEvent event) throws InvalidProtocolBufferException {
    byte[] bytes = event.toByteArray();
    assertThat(bytes).hasSizeLessThanOrEqualTo(LONGEST_EVENT);
    assertThat(RequestEvent.parseFrom(bytes)).isEqualTo(event);
  }
}
