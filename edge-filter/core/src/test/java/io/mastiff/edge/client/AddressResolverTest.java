package io.mastiff.edge.client;

import static org.assertj.core.api.Assertions.assertThat;

import io.mastiff.edge.Requests;
import io.mastiff.edge.policy.Front;
import io.mastiff.edge.policy.Trust;
import io.mastiff.event.IpAddress;
import io.mastiff.event.IpNetwork;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AddressResolverTest {
  private final List<String> warnings = new ArrayList<>();

  private AddressResolver resolver(Trust.Source source, String... proxies) {
    List<IpNetwork> networks =
        List.of(proxies).stream().map(p -> IpNetwork.parse(p).orElseThrow()).toList();
    return new AddressResolver(
        new Trust(networks, source, "cf-connecting-ip"),
        Front.Scheme.AUTO,
        new UntrustedProxies(warnings::add));
  }

  private static String of(AddressResolver resolver, String peer, String... headers) {
    return String.valueOf(resolver.resolve(Requests.get(peer, "/", headers)));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "203.0.113.7 | 203.0.113.7",
        "198.51.100.9, 203.0.113.7 | 203.0.113.7",
        "203.0.113.7, 10.0.0.8 | 203.0.113.7",
        "203.0.113.7,10.0.0.8,10.0.0.9 | 203.0.113.7",
        "203.0.113.7:4711 | 203.0.113.7",
        "[2001:db8::7]:4711 | 2001:db8::7",
        "2001:db8::7 | 2001:db8::7",
        "::ffff:203.0.113.7 | 203.0.113.7"
      })
  void theRightmostHopThatIsNotTrustedCounts(String chain, String expected) {
    AddressResolver resolver = resolver(Trust.Source.X_FORWARDED_FOR, "10.0.0.0/8");

    assertThat(of(resolver, "10.0.0.1", "X-Forwarded-For", chain)).isEqualTo(expected);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "10.0.0.8, 10.0.0.9",
        "203.0.113.7, unknown",
        "203.0.113.7, unknown, 10.0.0.9",
        "fe80::1%eth0",
        ""
      })
  void aTrustedProxyThatNamesNoClientMakesTheAddressUnknown(String chain) {
    AddressResolver resolver = resolver(Trust.Source.X_FORWARDED_FOR, "10.0.0.0/8");

    IpAddress address = resolver.resolve(Requests.get("10.0.0.1", "/", "X-Forwarded-For", chain));

    assertThat(address).isNull();
  }

  @ParameterizedTest
  @ValueSource(strings = {"X-Forwarded-For", "Cookie", "Host"})
  void noFloodOfFieldsPushesTheProxysWordOut(String name) {
    AddressResolver resolver = resolver(Trust.Source.X_FORWARDED_FOR, "10.0.0.0/8");
    List<String> headers = new ArrayList<>();
    for (int i = 0; i < 2_000; i++) {
      headers.addAll(List.of(name, "198.51.100.1"));
    }
    headers.addAll(List.of("X-Forwarded-For", "203.0.113.7"));

    assertThat(of(resolver, "10.0.0.1", headers.toArray(String[]::new))).isEqualTo("203.0.113.7");
  }

  @Test
  void headersOfAnUntrustedPeerAreIgnored() {
    AddressResolver resolver = resolver(Trust.Source.X_FORWARDED_FOR, "10.0.0.0/8");

    assertThat(of(resolver, "198.51.100.1", "X-Forwarded-For", "203.0.113.7"))
        .isEqualTo("198.51.100.1");
  }

  @Test
  void aChainOfAThousandHopsIsWalkedOnlySoFar() {
    AddressResolver resolver = resolver(Trust.Source.X_FORWARDED_FOR, "10.0.0.0/8");
    String chain = "203.0.113.7, " + "10.0.0.9, ".repeat(1_000) + "10.0.0.8";

    assertThat(of(resolver, "10.0.0.1", "X-Forwarded-For", chain)).isEqualTo("null");
  }

  @Test
  void readsForwardedAndNamedHeaders() {
    assertThat(
            of(
                resolver(Trust.Source.FORWARDED, "10.0.0.0/8"),
                "10.0.0.1",
                "Forwarded",
                "for=198.51.100.9;proto=https, For=\"[2001:db8::7]:4711\";by=10.0.0.1"))
        .isEqualTo("2001:db8::7");
    assertThat(
            of(
                resolver(Trust.Source.HEADER, "10.0.0.0/8"),
                "10.0.0.1",
                "CF-Connecting-IP",
                "203.0.113.7",
                "X-Forwarded-For",
                "198.51.100.9"))
        .isEqualTo("203.0.113.7");
  }

  @Test
  void aProxyOnLoopbackThatNobodyNamedMakesTheAddressUnknown() {
    AddressResolver resolver = resolver(Trust.Source.PEER);

    IpAddress behindNginx =
        resolver.resolve(Requests.get("127.0.0.1", "/", "X-Forwarded-For", "203.0.113.7"));

    assertThat(behindNginx).isNull();
    assertThat(warnings).hasSize(1);
    assertThat(warnings.get(0)).contains("trust: {proxies: [\"127.0.0.1\"]");
    resolver.resolve(Requests.get("127.0.0.1", "/", "X-Forwarded-For", "203.0.113.8"));
    assertThat(warnings).hasSize(1);
  }

  @Test
  void publicPeersThatBringAlmostEverybodyAreProxiesForAsLongAsTheyDo() {
    AddressResolver resolver = resolver(Trust.Source.PEER);
    for (int i = 0; i < UntrustedProxies.WINDOW; i++) {
      resolver.resolve(
          Requests.get("192.0.2." + i % 3, "/", "X-Forwarded-For", "203.0.113." + i % 250));
    }
    assertThat(resolver.resolve(Requests.get("192.0.2.1", "/", "X-Forwarded-For", "203.0.113.1")))
        .isNull();
    assertThat(resolver.resolve(Requests.get("192.0.2.1", "/"))).isNotNull();
    assertThat(warnings).hasSize(3);

    for (int i = 0; i < 2 * UntrustedProxies.WINDOW; i++) {
      resolver.resolve(Requests.get("198.51.100." + i % 200, "/"));
    }
    assertThat(resolver.resolve(Requests.get("192.0.2.1", "/", "X-Forwarded-For", "203.0.113.1")))
        .isNotNull();
  }

  @Test
  void oneForgerAmongManyIsNoProxy() {
    AddressResolver resolver = resolver(Trust.Source.PEER);
    boolean known = true;
    for (int i = 0; i <= 4 * UntrustedProxies.WINDOW; i++) {
      known &=
          i % 3 == 0
              ? resolver.resolve(Requests.get("192.0.2.1", "/", "X-Forwarded-For", "203.0.113.1"))
                  != null
              : resolver.resolve(Requests.get("198.51.100." + i % 250, "/")) != null;
    }

    assertThat(known).isTrue();
    assertThat(warnings).isEmpty();
  }
}
