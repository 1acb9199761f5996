package io.mastiff.edge.limit;

import static org.assertj.core.api.Assertions.assertThat;

import io.mastiff.edge.Decision;
import io.mastiff.edge.DecisionEngine;
import io.mastiff.edge.EdgeClock;
import io.mastiff.edge.Requests;
import io.mastiff.edge.ResponseFacts;
import io.mastiff.edge.limit.Limits.Rate;
import io.mastiff.edge.limit.Limits.Scope;
import io.mastiff.edge.policy.Policy;
import io.mastiff.event.Action;
import io.mastiff.event.BlocklistEntry;
import io.mastiff.event.Mode;
import io.mastiff.event.Source;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Limits that all doors have together: 30 pages a second with a burst of 90. */
class FleetLimitsTest {
  private static final Rate WIDE = new Rate(100_000, 1_000_000);
  private static final Limits LIMITS =
      new Limits(WIDE, new Rate(30, 90), WIDE, new Rate(6, 12)).withScope(Scope.FLEET);

  private long nanos = 1;

  private final EdgeClock clock =
      new EdgeClock() {
        @Override
        public long millis() {
          return nanos / 1_000_000;
        }

        @Override
        public long nanoTime() {
          return nanos;
        }
      };

  private final DecisionEngine engine =
      DecisionEngine.builder().clock(clock).policy(policy(LIMITS)).build();

  private static Policy policy(Limits limits) {
    return Policy.DEFAULT.toBuilder().mode(Mode.ENFORCE, 100).limits(limits).build();
  }

  private int served(String target, int n) {
    int served = 0;
    for (int i = 0; i < n; i++) {
      Decision decision = engine.decide(Requests.get("203.0.113.7", target));
      engine.released(decision, ResponseFacts.UNSEEN);
      served += decision.denies() ? 0 : 1;
    }
    return served;
  }

  private void passes(int seconds) {
    nanos += seconds * 1_000_000_000L;
  }

  @Test
  void aDoorAloneHasTheWholeLimit() {
    assertThat(engine.fleet().isHeard()).isFalse();
    assertThat(served("/p/1", 500)).isEqualTo(90);
  }

  @ParameterizedTest
  @ValueSource(ints = {2, 3, 9})
  void eachDoorHasItsShareOfRateAndBurst(int doors) {
    engine.fleet().counted(doors);

    assertThat(served("/p/1", 500)).isEqualTo(90 / doors);
    passes(1);
    assertThat(served("/p/1", 500)).isBetween(30 / doors - 1, 30 / doors + 1);
    passes(10);
    assertThat(served("/p/1", 500)).isEqualTo(90 / doors);
  }

  @Test
  void noShareIsBelowAPageASecondOrARequest() {
    engine.fleet().counted(Fleet.MOST);

    assertThat(served("/p/1", 100)).isEqualTo(90 / 30);
    passes(1);
    assertThat(served("/p/1", 100)).isEqualTo(1);
  }

  @ParameterizedTest
  @ValueSource(ints = {20, 60})
  void bucketsKeepTheirPartWhenDoorsComeAndGo(int used) {
    assertThat(served("/p/1", used)).isEqualTo(used);

    engine.fleet().counted(3);
    int left = served("/p/1", 500);
    assertThat(left).as("a third of what was left").isBetween((90 - used) / 3 - 1, (90 - used) / 3);
    engine.fleet().alone();
    assertThat(served("/p/1", 500)).as("not full again").isLessThanOrEqualTo(3);
    passes(3);
    assertThat(served("/p/1", 500)).isEqualTo(90);
  }

  @Test
  void anotherScopeTakesEffectAtOnceAndFillsNoBucket() {
    engine.fleet().counted(3);
    assertThat(served("/p/1", 500)).isEqualTo(30);

    engine.use(policy(LIMITS.withScope(Scope.DOOR)));
    assertThat(served("/p/1", 500)).isLessThanOrEqualTo(3);
    passes(3);
    assertThat(served("/p/1", 500)).as("the whole limit").isEqualTo(90);

    engine.use(policy(LIMITS));
    passes(3);
    assertThat(served("/p/1", 500)).as("a third").isEqualTo(30);
  }

  @Test
  void whatAnEntryThrottlesIsSharedToo() {
    engine
        .blockList()
        .put(
            BlocklistEntry.newBuilder()
                .setFormat(1)
                .setKey("address:203.0.113.7")
                .setAction(Action.THROTTLE)
                .setSource(Source.OPERATOR)
                .setExpiresAtMs(System.currentTimeMillis() + 600_000)
                .build());
    engine.fleet().counted(3);

    assertThat(served("/p/1", 100)).isEqualTo(12 / 3);
    passes(1);
    assertThat(served("/p/1", 100)).isEqualTo(6 / 3);
  }
}
