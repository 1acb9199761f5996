package io.mastiff.edge.sidecar;

import static org.assertj.core.api.Assertions.assertThat;

import io.mastiff.edge.DecisionEngine;
import io.mastiff.edge.EdgeRequest;
import io.mastiff.edge.Headers;
import io.mastiff.edge.ResponseFacts;
import io.mastiff.edge.capacity.CapacityPolicy;
import io.mastiff.edge.limit.Limits;
import io.mastiff.edge.policy.Policy;
import io.mastiff.edge.testkit.RawHttp;
import io.mastiff.event.IpAddress;
import java.io.IOException;
import java.net.InetSocketAddress;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class AdminTest {
  private final DecisionEngine engine = DecisionEngine.builder().build();
  private Sidecar sidecar;

  @BeforeEach
  void start() throws Exception {
    sidecar =
        Sidecar.start(
            SidecarSettings.proxy(
                    new InetSocketAddress("127.0.0.1", 0), new InetSocketAddress("127.0.0.1", 9))
                .withAdmin(new InetSocketAddress("127.0.0.1", 0)),
            engine);
  }

  @AfterEach
  void stop() {
    sidecar.close();
  }

  private RawHttp.Reply get(String path) throws IOException {
    return RawHttp.get(sidecar.adminPort(), path, "Host: admin");
  }

  @Test
  void metricsTellDecisionsByRuleAndHowThingsStand() throws IOException {
    for (int i = 0; i < 3; i++) {
      engine.released(
          engine.decide(
              new EdgeRequest(
                  "GET",
                  "/robots.txt",
                  "h",
                  IpAddress.v4(7),
                  "http",
                  "HTTP/1.1",
                  Headers.builder().build())),
          ResponseFacts.UNSEEN);
    }
    String text = get("/metrics").body();
    assertThat(text)
        .contains("mastiff_decisions{action=\"allow\",rule=\"route.robots\"} 3")
        .contains("mastiff_decisions_all_total 3")
        .contains("mastiff_fail_open_total 0")
        .contains("mastiff_list_age_seconds")
        .contains("mastiff_pressure 0")
        .contains("mastiff_capacity_log_lost 0")
        .contains("mastiff_decision_seconds{quantile=\"0.99\"}");
  }

  @Test
  void healthAndMetricsTellTheDoorsThatShareTheLimits() throws IOException {
    engine.use(
        Policy.DEFAULT.toBuilder().limits(Limits.DEFAULT.withScope(Limits.Scope.FLEET)).build());
    assertThat(get("/metrics").body())
        .contains("mastiff_doors 1")
        .contains("mastiff_doors_heard 0");

    engine.fleet().counted(3);
    assertThat(get("/mastiff/health").body())
        .contains("\"limits\":\"fleet\",\"doors\":3,\"doorsFrom\":\"heartbeats\"");
    assertThat(get("/metrics").body())
        .contains("mastiff_doors 3")
        .contains("mastiff_doors_heard 1");
  }

  @Test
  void healthIsReadyAndSaysThatNothingWasHeard() throws IOException {
    RawHttp.Reply health = get("/mastiff/health");
    assertThat(health.status()).isEqualTo(200);
    assertThat(health.body()).contains("\"ready\":true").contains("\"listIsStale\":true");
    assertThat(health.body())
        .contains("\"limits\":\"door\"")
        .contains("\"doors\":1,\"doorsFrom\":\"not-counted\"");
    assertThat(get("/health").body()).contains("ok");
  }

  @Test
  void healthSaysThatTheFrontsLogIsNotFollowed() throws IOException {
    engine.use(
        Policy.DEFAULT.toBuilder()
            .capacity(new CapacityPolicy(CapacityPolicy.Signal.LOG, 10, 1000, 2, "none.log"))
            .build());

    assertThat(get("/mastiff/health").body()).contains("\"capacity\":\"log-waiting\"");
    assertThat(get("/status").body()).contains("\"capacity\":\"log-waiting\"");
    assertThat(get("/metrics").body()).contains("mastiff_capacity_log_lost 1");
  }
}
