package io.mastiff.edge.publish;

import static org.assertj.core.api.Assertions.assertThat;

import io.mastiff.edge.Decision;
import io.mastiff.edge.DecisionEngine;
import io.mastiff.edge.EdgeRequest;
import io.mastiff.edge.Headers;
import io.mastiff.edge.ResponseFacts;
import io.mastiff.edge.network.NetworkFacts;
import io.mastiff.edge.network.Networks;
import io.mastiff.event.Agent;
import io.mastiff.event.IpAddress;
import io.mastiff.event.NetworkKind;
import io.mastiff.event.RequestEvent;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What an event tells of the software and the network that a request came from. */
class EventFieldsTest {
  private static final String CHROME =
      "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko)"
          + " Chrome/147.0.0.0 Safari/537.36";
  private final List<RequestEvent> events = new ArrayList<>();

  private RequestEvent event(Networks networks, String agent, String brands) {
    DecisionEngine engine =
        DecisionEngine.builder().networks(networks).publisher(events::add).build();
    Headers.Builder headers = Headers.builder().add("Host", "shop.test").add("User-Agent", agent);
    if (!brands.isEmpty()) {
      headers.add("Sec-CH-UA", brands);
    }
    EdgeRequest request =
        new EdgeRequest(
            "GET",
            "/p/1",
            "shop.test",
            IpAddress.v4(0xcb007107L),
            "https",
            "HTTP/1.1",
            headers.build());
    Decision decision = engine.decide(request);
    ResponseFacts answer = new ResponseFacts(200, 10, 1_000);
    engine.released(decision, answer);
    engine.completed(decision, answer, "");
    return events.get(events.size() - 1);
  }

  private static Networks network(int asn, boolean hosting, boolean anonymous) {
    return address -> NetworkFacts.pack(asn, 0, hosting, anonymous);
  }

  @Test
  void aBrowserIsToldByKindVersionAndBrands() {
    RequestEvent one = event(Networks.none(), CHROME, "\"Chromium\";v=\"147\"");
    RequestEvent same = event(Networks.none(), CHROME, "\"Chromium\";v=\"147\"");
    RequestEvent other = event(Networks.none(), CHROME, "\" Not;A Brand\";v=\"99\"");

    assertThat(one.getAgent()).isEqualTo(Agent.AGENT_CHROME);
    assertThat(one.getAgentMajor()).isEqualTo(147);
    assertThat(one.getHints()).isNotZero().isEqualTo(same.getHints());
    assertThat(other.getHints()).isNotEqualTo(one.getHints());
  }

  @Test
  void whoTellsNothingHasNoVersionAndNoBrands() {
    RequestEvent curl = event(Networks.none(), "curl/8.5.0", "");

    assertThat(curl.getAgent()).isEqualTo(Agent.AGENT_LIBRARY);
    assertThat(curl.getAgentMajor()).isZero();
    assertThat(curl.getHints()).isZero();
    assertThat(event(Networks.none(), "", "").getAgent()).isEqualTo(Agent.AGENT_NONE);
  }

  @Test
  void networksAreOfTheKindThatDatabasesSay() {
    assertThat(event(Networks.none(), CHROME, "").getNetworkKind())
        .as("no database")
        .isEqualTo(NetworkKind.NETWORK_UNKNOWN);
    assertThat(event(network(64_496, false, false), CHROME, "").getNetworkKind())
        .isEqualTo(NetworkKind.NETWORK_ORDINARY);
    assertThat(event(network(64_496, true, false), CHROME, "").getNetworkKind())
        .isEqualTo(NetworkKind.NETWORK_HOSTING);
    assertThat(event(network(0, false, true), CHROME, "").getNetworkKind())
        .isEqualTo(NetworkKind.NETWORK_ANONYMOUS);
  }
}
