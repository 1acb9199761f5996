package io.mastiff.edge.limit;

import static org.assertj.core.api.Assertions.assertThat;

import io.mastiff.edge.Decision;
import io.mastiff.edge.DecisionEngine;
import io.mastiff.edge.EdgeClock;
import io.mastiff.edge.Requests;
import io.mastiff.edge.ResponseFacts;
import io.mastiff.edge.policy.Policy;
import io.mastiff.event.Mode;
import org.junit.jupiter.api.Test;

class LimiterTest {
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
      DecisionEngine.builder()
          .clock(clock)
          .policy(Policy.DEFAULT.withMode(Mode.ENFORCE, 100))
          .build();

  private int served(String address, String target, int n) {
    int served = 0;
    for (int i = 0; i < n; i++) {
      Decision decision = engine.decide(Requests.get(address, target));
      engine.released(decision, ResponseFacts.UNSEEN);
      served += decision.denies() ? 0 : 1;
    }
    return served;
  }

  @Test
  void theBurstPassesAndThenTheSustainedRate() {
    int burst = Limits.DEFAULT.aggregate().burst();
    assertThat(served("203.0.113.7", "/p/1", burst + 50)).isEqualTo(burst);

    nanos += 1_000_000_000L;
    assertThat(served("203.0.113.7", "/p/1", 500))
        .isEqualTo(Limits.DEFAULT.aggregate().perSecond());
  }

  @Test
  void assetsAndRobotsCostNothing() {
    assertThat(served("203.0.113.7", "/a.css", 5_000)).isEqualTo(5_000);
    assertThat(served("203.0.113.7", "/robots.txt", 5_000)).isEqualTo(5_000);
  }

  @Test
  void otherNetworksHaveBucketsOfTheirOwn() {
    served("203.0.113.7", "/p/1", 1_000);

    assertThat(served("198.51.100.1", "/p/1", 10)).isEqualTo(10);
  }

  @Test
  void aFloodOfAddressesKeepsMemoryBounded() {
    for (int i = 0; i < TwoTierLimiter.MOST_BUCKETS * 8; i++) {
      served("10." + (i >> 16) % 256 + "." + (i >> 8) % 256 + "." + i % 256, "/p/1", 1);
    }

    assertThat(served("203.0.113.7", "/p/1", 10)).isEqualTo(10);
    assertThat(engine.counters().failOpen()).isZero();
  }
}
