package io.mastiff.edge.challenge;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.mastiff.edge.Decision;
import io.mastiff.edge.DecisionEngine;
import io.mastiff.edge.RequestText;
import io.mastiff.edge.Requests;
import io.mastiff.edge.Sighting;
import io.mastiff.edge.answer.Answer;
import io.mastiff.edge.client.CookieKeys;
import io.mastiff.edge.client.SignedTokens;
import io.mastiff.edge.policy.Policy;
import io.mastiff.edge.table.Mix;
import io.mastiff.event.Mode;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Targets of solutions in which {@code {token}} stands for a good one: it buys a pass once, another
 * text buys none, and nobody is led off the host.
 */
class SolutionFuzzTest {
  private static final String HERE = "203.0.113.7";
  private static final byte TOKEN = 1;
  private static final CookieKeys KEYS = CookieKeys.of(List.of(new byte[32]));
  private static final AtomicLong NONCES = new AtomicLong();
  private static final SignedTokens TOKENS =
      new SignedTokens(
          KEYS, () -> ByteBuffer.allocate(8).putLong(NONCES.incrementAndGet()).array());
  private static final DecisionEngine ENGINE =
      DecisionEngine.builder()
          .cookieKeys(KEYS)
          .policy(Policy.DEFAULT.withMode(Mode.ENFORCE, 100))
          .build();

  @FuzzTest
  void judge(byte[] input) {
    Sighting s = ENGINE.decide(Requests.get(HERE, "/robots.txt")).sighting();
    assertThat(s).isNotNull();
    String token =
        TOKENS.issue(TOKEN, s.atMs() - 10_000, Mix.of(s.networkHash(), s.clientShape()), 0);
    String target = RequestText.decoded(input).replace("{token}", token);
    Decision decision = ENGINE.decide(Requests.get(HERE, target));
    Grant grant = decision.grant();
    assertThat(ENGINE.counters().failOpen()).isZero();
    if (grant == null) {
      return;
    }
    assertThat(target).startsWith(Challenges.PATH).contains("t=" + token);
    assertThat(grant.location()).startsWith("/").doesNotStartWith("//").matches("[!-~&&[^\\\\]]+");
    assertThat(grant.cookie()).matches("[ -~]+");
    Answer answer = ENGINE.answer(decision);
    assertThat(answer.status()).isEqualTo(303);
    assertThat(answer.headers()).containsEntry("Location", grant.location());
    Decision again = ENGINE.decide(Requests.get(HERE, target));
    assertThat(again.grant()).isNull();
    assertThat(again.denies()).isTrue();
  }
}
