package io.mastiff.edge.rule;

import static org.assertj.core.api.Assertions.assertThat;

import io.mastiff.edge.DecisionEngine;
import io.mastiff.edge.EdgeRequest;
import io.mastiff.edge.Requests;
import io.mastiff.edge.network.NetworkFacts;
import io.mastiff.edge.network.Networks;
import io.mastiff.edge.policy.PolicyException;
import io.mastiff.edge.policy.PolicyReader;
import io.mastiff.event.Action;
import io.mastiff.event.IpAddress;
import io.mastiff.event.Mode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PolicyRuleTest {
  private static final String CHROME =
      "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko)"
          + " Chrome/140.0.0.0 Safari/537.36";

  /** 192.0.2.0/24 is a hosting network of AS 64500 in Germany; nothing else is known. */
  private static final Networks NETWORKS =
      address -> address.toString().startsWith("192.0.2.") ? packed() : 0;

  private static long packed() {
    return 64500 | (long) NetworkFacts.countryNumber("DE") << 32 | 1L << 48;
  }

  private static boolean matches(String condition, EdgeRequest request) throws PolicyException {
    String yaml = "rules:\n  - {name: one, if: {" + condition + "}, then: deny}\n";
    DecisionEngine engine =
        DecisionEngine.builder()
            .policy(PolicyReader.parse("test", yaml).withMode(Mode.ENFORCE, 100))
            .networks(NETWORKS)
            .build();
    return engine.decide(request).action() == Action.BLOCK;
  }

  private static EdgeRequest request(String peer, String target, String agent) {
    return Requests.as(agent, peer, target, "X-Odd", "1");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          network: [192.0.2.0/24]          | 192.0.2.1 /p/1 chrome  | 198.51.100.1 /p/1 chrome
          asn: ["64500", "7"]              | 192.0.2.1 /p/1 chrome  | 198.51.100.1 /p/1 chrome
          country: [AT, DE]                | 192.0.2.1 /p/1 chrome  | 198.51.100.1 /p/1 chrome
          hosting: true                    | 192.0.2.1 /p/1 chrome  | 198.51.100.1 /p/1 chrome
          hosting: false                   | 198.51.100.1 /p/1 chrome | 192.0.2.1 /p/1 chrome
          cookie: [absent]                 | 192.0.2.1 /p/1 chrome  | -
          cookie: [forged, returned]       | -                      | 192.0.2.1 /p/1 chrome
          aged: false                      | 192.0.2.1 /p/1 chrome  | -
          family: [library, none]          | 192.0.2.1 /p/1 curl/8  | 192.0.2.1 /p/1 chrome
          platform: [windows]              | 192.0.2.1 /p/1 chrome  | 192.0.2.1 /p/1 curl/8
          incoherent: 1                    | 192.0.2.1 /p/1 chrome  | 192.0.2.1 /p/1 curl/8
          missing: [x-none, origin]        | 192.0.2.1 /p/1 chrome  | -
          missing: [accept]                | -                      | 192.0.2.1 /p/1 chrome
          present: [x-odd, accept]         | 192.0.2.1 /p/1 chrome  | -
          present: [x-odd, origin]         | -                      | 192.0.2.1 /p/1 chrome
          agent: [curl]                    | 192.0.2.1 /p/1 curl/8  | 192.0.2.1 /p/1 chrome
          type: [product, cart]            | 192.0.2.1 /product/1 chrome | 192.0.2.1 /search chrome
          class: [search]                  | 192.0.2.1 /search chrome | 192.0.2.1 /p/1 chrome
          route: ["/search"]               | 192.0.2.1 /search chrome | 192.0.2.1 /p/1 chrome
          path: ["/p/"]                    | 192.0.2.1 /p/1 chrome  | 192.0.2.1 /q/1 chrome
          method: [GET, HEAD]              | 192.0.2.1 /p/1 chrome  | -
          method: [POST]                   | -                      | 192.0.2.1 /p/1 chrome
          host: [shop.test]                | 192.0.2.1 /p/1 chrome  | -
          "family: [chrome], country: [DE], type: [search]" | 192.0.2.1 /search chrome | 192.0.2.1 /p/1 chrome
          "family: [chrome], country: [DE], type: [search]" | -     | 198.51.100.1 /search chrome
          "family: [chrome], country: [DE], type: [search]" | -     | 192.0.2.1 /search curl/8
          """)
  void everyConditionHoldsForWhatItNamesAlone(String condition, String fits, String other)
      throws PolicyException {
    String plain = condition.replaceAll("^\"|\"$", "");
    if (!fits.equals("-")) {
      assertThat(matches(plain, parsed(fits))).as(fits).isTrue();
    }
    if (!other.equals("-")) {
      assertThat(matches(plain, parsed(other))).as(other).isFalse();
    }
  }

  private static EdgeRequest parsed(String text) {
    String[] parts = text.split(" ");
    assertThat(IpAddress.parse(parts[0])).isPresent();
    return request(parts[0], parts[1], parts[2].equals("chrome") ? CHROME : parts[2]);
  }
}
