package io.mastiff.edge.challenge;

import static org.assertj.core.api.Assertions.assertThat;

import io.mastiff.edge.Decision;
import io.mastiff.edge.DecisionEngine;
import io.mastiff.edge.EdgeClock;
import io.mastiff.edge.Requests;
import io.mastiff.edge.ResponseFacts;
import io.mastiff.edge.answer.Answer;
import io.mastiff.edge.policy.Policy;
import io.mastiff.edge.policy.PolicyException;
import io.mastiff.edge.policy.PolicyReader;
import io.mastiff.event.Action;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ChallengesTest {
  private static final Pattern NEXT = Pattern.compile("url=([^\"]+)\"");
  private static final String HERE = "203.0.113.7";

  private long nowMs = 1_700_000_000_000L;
  private DecisionEngine engine;

  @BeforeEach
  void engine() throws PolicyException {
    Policy policy =
        PolicyReader.parse(
            "p",
            """
            mode: enforce
            holdOut: 0
            challenge: {when: always, waitSeconds: 3, passMinutes: 10}
            rules:
              - {name: suspects, if: {type: [product, api]}, then: challenge}
            """);
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
    engine = DecisionEngine.builder().clock(clock).policy(policy).build();
  }

  private Decision get(String address, String target, String... headers) {
    Decision decision = engine.decide(Requests.get(address, target, headers));
    engine.released(decision, ResponseFacts.UNSEEN);
    return decision;
  }

  private String page(Decision decision) {
    return new String(engine.answer(decision).body(), StandardCharsets.UTF_8);
  }

  private String next(Decision decision) {
    Matcher matcher = NEXT.matcher(page(decision));
    assertThat(matcher.find()).isTrue();
    return matcher.group(1).replace("&amp;", "&");
  }

  private static String pass(Answer answer) {
    return answer.headers().get("Set-Cookie").split(";", 2)[0];
  }

  @Test
  void whoWaitsPassesAndKeepsPassing() {
    Decision challenged = get(HERE, "/p/1?a=b&c=d");
    assertThat(challenged.action()).isEqualTo(Action.CHALLENGE);
    String next = next(challenged);
    nowMs += 3_000;

    Answer granted = engine.answer(get(HERE, next));

    assertThat(granted.status()).isEqualTo(303);
    assertThat(granted.headers()).containsEntry("Location", "/p/1?a=b&c=d");
    assertThat(get(HERE, "/p/1", "Cookie", pass(granted)).rule()).isEqualTo("challenge.pass");
    nowMs += 600_001;
    assertThat(get(HERE, "/p/1", "Cookie", pass(granted)).denies()).as("it expires").isTrue();
  }

  @Test
  void twoTabsPassEachForItself() {
    String one = next(get(HERE, "/p/1"));
    String two = next(get(HERE, "/p/2"));
    nowMs += 4_000;
    assertThat(engine.answer(get(HERE, one)).headers()).containsEntry("Location", "/p/1");
    assertThat(engine.answer(get(HERE, two)).headers()).containsEntry("Location", "/p/2");
  }

  @Test
  void whoDoesNotWaitReplaysOrBorrowsFails() {
    String next = next(get(HERE, "/p/1"));
    assertThat(get(HERE, next).reasons()).containsExactly("the answer was early");
    nowMs += 4_000;
    assertThat(get("198.51.100.1", next).reasons()).containsExactly("the answer was foreign");
    assertThat(get(HERE, next).grant()).isNotNull();
    assertThat(get(HERE, next).reasons()).containsExactly("the answer was replayed");
    assertThat(get(HERE, "/.mastiff/pass?t=AAAA&to=/").reasons())
        .containsExactly("the answer was forged");
    String old = next(get(HERE, "/p/1"));
    nowMs += 300_001;
    assertThat(get(HERE, old).reasons()).containsExactly("the answer was expired");
  }

  @Test
  void aFailedAnswerLeadsOnToTheSamePageOnceMore() {
    String next = next(get(HERE, "/p/7"));
    String again = next(get(HERE, next));
    assertThat(again).isNotEqualTo(next).endsWith("&to=%2Fp%2F7");
  }

  @Test
  void aPassIsNotLent() {
    String next = next(get(HERE, "/p/1"));
    nowMs += 3_000;
    String pass = pass(engine.answer(get(HERE, next)));
    assertThat(get("198.51.100.1", "/p/1", "Cookie", pass).denies()).isTrue();
    String changed = pass.substring(0, pass.length() - 6) + "AAAAAA";
    assertThat(get(HERE, "/p/1", "Cookie", changed).denies()).isTrue();
  }

  @Test
  void programsGetAPlain429AndMachinesNothing() {
    Decision call = get(HERE, "/p/1", "Sec-Fetch-Mode", "cors");
    assertThat(call.action()).isEqualTo(Action.THROTTLE);
    assertThat(call.status()).isEqualTo(429);
    assertThat(get(HERE, "/p/1", "X-Requested-With", "XMLHttpRequest").action())
        .isEqualTo(Action.THROTTLE);
    assertThat(get(HERE, "/webhooks/pay").denies()).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "//evil.example/", "https://evil.example/", "/\\evil.example", "javascript:alert(1)",
        "/a\r\nSet-Cookie: x=1", "/.mastiff/pass?t=x", "/%0d%0a\u0000", ""
      })
  void nobodyIsLedAway(String to) {
    assertThat(Challenges.safe(to))
        .satisfiesAnyOf(
            safe -> assertThat(safe).isEqualTo("/"),
            safe -> assertThat(safe).isEqualTo(to).doesNotContain("\r", "\u0000").startsWith("/%"));
  }

  @Test
  void thePageNeedsNoScriptSaysItsLanguageAndKeepsToItsOwnPolicy() {
    for (String language : new String[] {"en", "de", "ar"}) {
      Decision decision = get(HERE, "/p/1", "Accept-Language-X", "1");
      Answer answer = engine.answer(engine.decide(Requests.in(language, HERE, "/p/1")));
      String html = new String(answer.body(), StandardCharsets.UTF_8);
      assertThat(decision.denies()).isTrue();
      assertThat(html).contains("lang=\"" + language + "\"").doesNotContain("<script");
      assertThat(html).contains(language.equals("ar") ? "dir=\"rtl\"" : "dir=\"ltr\"");
      assertThat(answer.headers())
          .containsEntry("Content-Language", language)
          .containsEntry("Cache-Control", "no-store");
    }
  }
}
