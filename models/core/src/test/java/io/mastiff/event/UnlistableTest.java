package io.mastiff.event;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class UnlistableTest {
  private static final List<IpNetwork> TRUSTED =
      List.of(
          IpNetwork.parse("198.51.100.16/28").orElseThrow(),
          IpNetwork.parse("2001:db8:1::/48").orElseThrow());

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "network:0.0.0.0/0 | too wide",
        "network:203.0.0.0/11 | too wide",
        "network:2001::/20 | too wide",
        "address:127.0.0.1 | this machine",
        "address:::1 | this machine",
        "network:10.0.0.0/24 | private",
        "network:192.168.1.0/24 | private",
        "address:198.51.100.17 | trusted proxy",
        "network:198.51.100.0/24 | trusted proxy",
        "address:2001:db8:1::9 | trusted proxy",
        "cohort:network=198.51.100.0/24,cookie=none | trusted proxy",
        "cohort:network=203.0.0.0/16,cookie=none | no request would match",
        "address:104.17.3.9 | content-delivery",
        "network:151.101.0.0/15 | content-delivery",
        "address:2606:4700::1111 | content-delivery",
        "cohort:network=172.64.5.0/24,client-shape=00000000000000aa,cookie=none | content-delivery"
      })
  void theseAreNeverWritten(String key, String reason) {
    assertThat(Unlistable.why(EntryKey.parse(key).orElseThrow(), TRUSTED))
        .hasValueSatisfying(why -> assertThat(why).contains(reason));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "address:203.0.113.7",
        "address:10.1.2.3",
        "network:203.0.0.0/12",
        "network:2001:db8:2::/48",
        "shape:00000000000000aa",
        "session:abc",
        "cohort:route=/search,cookie=none"
      })
  void theseMayBe(String key) {
    assertThat(Unlistable.why(EntryKey.parse(key).orElseThrow(), TRUSTED)).isEmpty();
  }
}
