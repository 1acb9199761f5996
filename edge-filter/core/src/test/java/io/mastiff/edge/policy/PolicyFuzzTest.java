package io.mastiff.edge.policy;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.mastiff.edge.Decision;
import io.mastiff.edge.DecisionEngine;
import io.mastiff.edge.RequestText;
import io.mastiff.edge.Requests;
import io.mastiff.edge.ResponseFacts;
import io.mastiff.edge.limit.Limits;
import io.mastiff.event.Mode;
import io.mastiff.event.RequestEvent;
import java.math.BigDecimal;
import java.util.Set;

/** Policy files: refused with one line of mistakes, or read, in bounds and fit to decide by. */
class PolicyFuzzTest {
  private static final Set<Mode> MODES = Set.of(Mode.OFF, Mode.OBSERVE, Mode.ENFORCE);
  private static final DecisionEngine ENGINE =
      DecisionEngine.builder().publisher(RequestEvent::toByteArray).build();

  @FuzzTest
  void parse(byte[] input) throws JsonProcessingException {
    String yaml = RequestText.decoded(input);
    Policy policy;
    try {
      policy = PolicyReader.parse("file", yaml);
    } catch (PolicyException e) {
      Refusals.hold(e);
      return;
    }
    assertThat(policy.mode()).isIn(MODES);
    assertThat(policy.holdOut()).isBetween(0.0, 50.0);
    assertThat(policy.shop()).matches("[a-z0-9-]{1,32}");
    assertThat(policy.template()).hasSizeLessThanOrEqualTo(500);
    meansWhatItSays(policy, Trees.yaml(yaml));
    decides(policy);
  }

  /** Nothing is cut to fit, and nothing is made of a name without a value. */
  private static void meansWhatItSays(Policy policy, JsonNode root) {
    if (root.has("percent")) {
      BigDecimal percent = root.get("percent").decimalValue();
      assertThat(percent).isEqualByComparingTo(BigDecimal.valueOf(policy.percent()));
    }
    assertThat(root.path("shop").isNull()).isFalse();
    assertThat(root.path("cookie").path("domain").isNull()).isFalse();
  }

  private static void decides(Policy policy) {
    ENGINE.use(policy.toBuilder().limits(Limits.DEFAULT).build());
    for (String target : new String[] {"/", "/p/42", "/search?q=lamp", "/checkout"}) {
      Decision decision =
          ENGINE.decide(Requests.get("203.0.113.7", target, "X-Forwarded-For", "198.51.100.1"));
      if (decision.isAnswered()) {
        assertThat(ENGINE.answer(decision).status()).isEqualTo(decision.status());
      }
      ENGINE.cookieFor(decision, false);
      ENGINE.completed(decision, ResponseFacts.UNSEEN, "");
      ENGINE.released(decision, ResponseFacts.UNSEEN);
    }
    assertThat(ENGINE.counters().failOpen()).isZero();
  }
}
