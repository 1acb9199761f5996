package io.mastiff.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EntryKeyTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "address:203.0.113.7",
        "address:2001:db8::1",
        "network:203.0.113.0/24",
        "network:2001:db8::/56",
        "address:h:0123456789abcdef01234567",
        "network:h:0123456789abcdef01234567/24",
        "network:h:0000000000000000ffffffff/0",
        "cohort:network=h:fedcba9876543210fedcba98/56,client-shape=0000000000000001,cookie=none",
        "session:Zm9vYmFy_-9",
        "shape:00000000000000ff",
        "cohort:shape=9f3c000000000000,route=/search,cookie=none",
        "cohort:shape=9f3c000000000000,route=/artikel,42,cookie=none",
        "cohort:network=203.0.113.0/24,client-shape=0000000000000001,cookie=none"
      })
  void parseAndTextAreInverse(String text) {
    assertThat(EntryKey.parse(text)).map(EntryKey::text).hasValue(text);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "address:",
        "address:localhost",
        "network:203.0.113.0/99",
        "address:h:0123456789abcdef0123456",
        "address:h:0123456789ABCDEF01234567",
        "address:h:0123456789abcdef01234567/32",
        "network:h:0123456789abcdef01234567",
        "network:h:0123456789abcdef01234567/129",
        "network:h:0123456789abcdef01234567/024",
        "network:h:/24",
        "session:",
        "session:a b",
        "session:<script>",
        "shape:xyz",
        "shape:00000000000000000ff",
        "cohort:",
        "cohort:shape=1",
        "cohort:route=search,cookie=none",
        "cohort:shape=1,shape=2,cookie=none",
        "cohort:network=1.2.3.0/24,shape=1234567,cookie=x",
        "cohort:network=x,shape=12345,route=/a,cookie=none",
        "planet:earth",
        "cohort:route=/a,cookie=none,extra=1"
      })
  void refusesWhatIsNoKey(String text) {
    assertThat(EntryKey.parse(text)).isEmpty();
  }

  @Test
  void equalAddressesInOtherWritingAreOneKey() {
    assertThat(EntryKey.parse("address:::ffff:203.0.113.7"))
        .isEqualTo(EntryKey.parse("address:203.0.113.7"));
  }

  @Test
  void aConjunctionNeedsTwoParts() {
    assertThatThrownBy(() -> new EntryKey.OfCohort(null, 1L, null, null, false))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void anEndlessKeyIsRefused() {
    assertThat(EntryKey.parse("session:" + "a".repeat(10_000))).isEmpty();
  }
}
