package io.mastiff.edge.client;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.mastiff.edge.EdgeRequest;
import io.mastiff.edge.Headers;
import io.mastiff.edge.RequestText;
import io.mastiff.edge.policy.Front;
import io.mastiff.edge.policy.Trust;
import io.mastiff.event.IpAddress;
import io.mastiff.event.IpNetwork;
import java.util.List;

/** Forwarding chains: nothing that a client writes to the left of a proxy's word is believed. */
class ForwardedChainFuzzTest {
  private static final List<IpNetwork> PROXIES =
      List.of(
          IpNetwork.parse("10.0.0.0/8").orElseThrow(),
          IpNetwork.parse("2001:db8:ffff::/48").orElseThrow());
  private static final IpAddress PROXY = IpAddress.parse("10.0.0.1").orElseThrow();
  private static final IpAddress STRANGER = IpAddress.parse("203.0.113.99").orElseThrow();

  @FuzzTest
  void resolve(byte[] input) {
    EdgeRequest request = RequestText.parse(input);
    for (Trust.Source source : Trust.Source.values()) {
      Trust trust = new Trust(PROXIES, source, "x-client");
      IpAddress found = resolver(trust).resolve(from(PROXY, request.headers()));
      boolean chain = source == Trust.Source.X_FORWARDED_FOR || source == Trust.Source.FORWARDED;
      if (chain && found != null) {
        assertThat(trust.trusts(found)).isFalse();
        assertThat(resolver(trust).resolve(from(PROXY, behind(chain(), request.headers()))))
            .isEqualTo(found);
        assertThat(resolver(trust).resolve(from(PROXY, behind(flood(), request.headers()))))
            .isEqualTo(found);
      }
      IpAddress stranger = resolver(trust).resolve(from(STRANGER, request.headers()));
      assertThat(stranger).isEqualTo(STRANGER);
    }
  }

  private static AddressResolver resolver(Trust trust) {
    return new AddressResolver(trust, Front.Scheme.AUTO, new UntrustedProxies(warning -> {}));
  }

  private static EdgeRequest from(IpAddress peer, Headers headers) {
    return new EdgeRequest("GET", "/", "shop.test", peer, "https", "HTTP/1.1", headers);
  }

  /** A chain that the client sent along. */
  private static Headers.Builder chain() {
    return Headers.builder()
        .add("X-Forwarded-For", "198.51.100.1, 10.9.9.9")
        .add("Forwarded", "for=198.51.100.1");
  }

  /** More fields than are looked at. */
  private static Headers.Builder flood() {
    Headers.Builder flood = Headers.builder();
    for (int i = 0; i <= Headers.MOST; i++) {
      flood.add("X-Odd", "").add("Cookie", "");
    }
    return flood;
  }

  private static Headers behind(Headers.Builder more, Headers headers) {
    for (int i = 0; i < headers.size(); i++) {
      more.add(headers.name(i), headers.value(i));
    }
    return more.build();
  }
}
