package io.mastiff.edge.sidecar;

import static org.assertj.core.api.Assertions.assertThat;

import io.mastiff.edge.DecisionEngine;
import io.mastiff.edge.blocklist.BlockList;
import io.mastiff.edge.policy.Policy;
import io.mastiff.edge.policy.Trust;
import io.mastiff.edge.testkit.RawHttp;
import io.mastiff.event.Action;
import io.mastiff.event.BlocklistEntry;
import io.mastiff.event.IpNetwork;
import io.mastiff.event.Mode;
import io.mastiff.event.PageType;
import io.mastiff.event.RequestEvent;
import io.mastiff.event.Source;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ForwardAuthTest {
  private final BlockingQueue<RequestEvent> events = new LinkedBlockingQueue<>();
  private final BlockList list = new BlockList();
  private Sidecar sidecar;

  private int start(SidecarSettings.Dialect dialect) throws Exception {
    InetSocketAddress listen = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
    Trust trust =
        new Trust(
            List.of(IpNetwork.parse("127.0.0.0/8").orElseThrow()),
            Trust.Source.X_FORWARDED_FOR,
            "");
    DecisionEngine engine =
        DecisionEngine.builder()
            .policy(Policy.DEFAULT.withMode(Mode.ENFORCE, 100).withTrust(trust))
            .blockList(list)
            .publisher(events::add)
            .build();
    sidecar =
        Sidecar.start(
            new SidecarSettings(
                listen, null, null, dialect, Duration.ofSeconds(1), Duration.ofSeconds(1)),
            engine);
    list.put(
        BlocklistEntry.newBuilder()
            .setFormat(1)
            .setKey("address:203.0.113.66")
            .setAction(Action.THROTTLE)
            .setSource(Source.OPERATOR)
            .setNote("loop")
            .setExpiresAtMs(System.currentTimeMillis() + 60_000)
            .build());
    return sidecar.port();
  }

  @AfterEach
  void close() {
    sidecar.close();
  }

  private static RawHttp.Reply ask(int port, String address) throws Exception {
    return RawHttp.get(
        port,
        "/mastiff/auth",
        "Host: shop",
        "X-Original-URI: /p/42?x=1",
        "X-Forwarded-For: " + address,
        "Accept: text/html",
        "User-Agent: Firefox");
  }

  /** A throttled client is let through at a page a second. */
  private static RawHttp.Reply askUntilDenied(int port) throws Exception {
    RawHttp.Reply reply = ask(port, "203.0.113.66");
    for (int i = 0; i < 10 && reply.status() == 200; i++) {
      reply = ask(port, "203.0.113.66");
    }
    return reply;
  }

  @Test
  void nginxHears200Or403AndTheRestInHeaders() throws Exception {
    int port = start(SidecarSettings.Dialect.NGINX);

    RawHttp.Reply allowed = ask(port, "203.0.113.7");
    RawHttp.Reply denied = askUntilDenied(port);

    assertThat(allowed.status()).isEqualTo(200);
    assertThat(allowed.header("Set-Cookie")).isPresent();
    assertThat(denied.status()).isEqualTo(403);
    assertThat(denied.header("Mastiff-Status")).hasValue("429");
    assertThat(denied.header("Retry-After")).hasValue("30");
  }

  @Test
  void otherProxiesHearTheStatusItself() throws Exception {
    int port = start(SidecarSettings.Dialect.GENERIC);

    assertThat(askUntilDenied(port).status()).isEqualTo(429);
  }

  @Test
  void theEventIsWrittenAtDecisionWithTheResponseMissing() throws Exception {
    ask(start(SidecarSettings.Dialect.NGINX), "203.0.113.7");

    RequestEvent event = events.poll(5, TimeUnit.SECONDS);
    assertThat(event.getPageType()).isEqualTo(PageType.PRODUCT);
    assertThat(event.getAddress()).isEqualTo("203.0.113.7");
    assertThat(event.hasStatus()).isFalse();
    assertThat(event.hasBytes()).isFalse();
  }

  @Test
  void withoutAnOriginOtherPathsAreNotFound() throws Exception {
    int port = start(SidecarSettings.Dialect.NGINX);

    assertThat(RawHttp.get(port, "/p/1", "Host: h").status()).isEqualTo(404);
  }
}
