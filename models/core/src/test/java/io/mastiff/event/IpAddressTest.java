package io.mastiff.event;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class IpAddressTest {
  @ParameterizedTest
  @CsvSource({
    "203.0.113.7, 203.0.113.7",
    "0.0.0.0, 0.0.0.0",
    "255.255.255.255, 255.255.255.255",
    "::ffff:203.0.113.7, 203.0.113.7",
    "2001:DB8:0:0:0:0:0:1, 2001:db8::1",
    "2001:db8::, 2001:db8::",
    "::, ::",
    "::1, ::1",
    "1:2:3:4:5:6:7:8, 1:2:3:4:5:6:7:8",
    "1:0:0:2:0:0:0:3, 1:0:0:2::3",
    "64:ff9b::192.0.2.33, 64:ff9b::c000:221"
  })
  void readsAndWritesTheCanonicalForm(String text, String canonical) {
    assertThat(IpAddress.parse(text)).map(IpAddress::toString).hasValue(canonical);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "1.2.3",
        "1.2.3.4.5",
        "256.1.1.1",
        "01.2.3.4",
        "1.2.3.4 ",
        "a.b.c.d",
        "1..2.3",
        ":",
        ":::",
        "1:2",
        "1:2:3:4:5:6:7:8:9",
        "::1::",
        "fe80::1%eth0",
        "12345::",
        "g::1",
        "1:2:3:4:5:6:7:",
        "::1.2.3",
        "1.2.3.4:80",
        "localhost"
      })
  void refusesWhatIsNoAddress(String text) {
    assertThat(IpAddress.parse(text)).isEmpty();
  }

  @Test
  void bytesGiveTheSameAddressAsText() throws Exception {
    byte[] v6 = java.net.InetAddress.getByName("2001:db8::7").getAddress();

    assertThat(IpAddress.of(v6)).isEqualTo(IpAddress.parse("2001:db8::7").orElseThrow());
    assertThat(IpAddress.of(new byte[] {(byte) 203, 0, 113, 7}))
        .isEqualTo(IpAddress.parse("::ffff:203.0.113.7").orElseThrow());
  }

  @ParameterizedTest
  @CsvSource({
    "203.0.113.7, 24, 203.0.113.0/24",
    "203.0.113.7, 32, 203.0.113.7/32",
    "203.0.113.7, 0, 0.0.0.0/0",
    "2001:db8:1:2:3::9, 56, 2001:db8:1::/56",
    "2001:db8::9, 128, 2001:db8::9/128",
    "2001:db8::9, 0, ::/0"
  })
  void networksHaveZeroBitsBehindThePrefix(String address, int bits, String network) {
    IpNetwork made = IpNetwork.of(IpAddress.parse(address).orElseThrow(), bits);

    assertThat(made).hasToString(network);
    assertThat(made.contains(IpAddress.parse(address).orElseThrow())).isTrue();
    assertThat(IpNetwork.parse(network)).hasValue(made);
  }

  @Test
  void aNetworkHoldsOnlyItsFamily() {
    IpNetwork all = IpNetwork.parse("0.0.0.0/0").orElseThrow();

    assertThat(all.contains(IpAddress.parse("2001:db8::1").orElseThrow())).isFalse();
    assertThat(IpNetwork.parse("1.2.3.4/33")).isEmpty();
    assertThat(IpNetwork.parse("1.2.3.4/-1")).isEmpty();
  }
}
