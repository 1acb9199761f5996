package io.mastiff.standalone.operator;

import static org.assertj.core.api.Assertions.assertThat;

import io.mastiff.event.ClientKind;
import io.mastiff.event.EntryKey;
import io.mastiff.event.Outcome;
import io.mastiff.event.PageType;
import io.mastiff.event.RequestEvent;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HarmTest {
  private static final RequestEvent ORDER =
      RequestEvent.newBuilder()
          .setFormat(1)
          .setClient("s:abc")
          .setClientKind(ClientKind.SESSION)
          .setAddress("203.0.113.7")
          .setShape(0xff)
          .setClientShape(0xee)
          .setRoute("/order/confirmed")
          .setPageType(PageType.ORDER_CONFIRMED)
          .build();

  @ParameterizedTest
  @CsvSource(
      delimiter = ' ',
      value = {
        "address:203.0.113.7 true",
        "address:203.0.113.8 false",
        "network:203.0.113.0/24 true",
        "network:203.0.114.0/24 false",
        "session:abc true",
        "session:abd false",
        "shape:00000000000000ff true",
        "shape:00000000000000ee false",
        "cohort:network=203.0.113.0/24,client-shape=00000000000000ee true",
        "cohort:shape=00000000000000ff,route=/order/confirmed true",
        "cohort:shape=00000000000000ff,route=/p/{product} false",
        "cohort:shape=00000000000000ff,cookie=none false"
      })
  void anEventIsInTheScopeOfAKeyOrNot(String key, boolean matches) {
    assertThat(Harm.matches(EntryKey.parse(key).orElseThrow(), ORDER)).isEqualTo(matches);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ' ',
      value = {
        "address:h:0123456789abcdef01234567 true 0",
        "address:h:0123456789abcdef01234560 false 0",
        "network:h:00000000000000000000000a/24 true 0",
        "network:h:00000000000000000000000b/24 false 0",
        "network:h:00000000000000000000000b/20 false 1",
        "cohort:network=h:00000000000000000000000a/24,cookie=none false 0",
        "cohort:network=h:00000000000000000000000a/24,client-shape=00000000000000ee true 0",
        "address:203.0.113.7 false 1",
        "network:203.0.113.0/24 false 1",
        "shape:00000000000000ff true 0"
      })
  void hashedAddressesCompareWithHashesAloneAndTheRestIsNotToldAsHarmless(
      String key, boolean matches, int untold) {
    RequestEvent event =
        ORDER.toBuilder()
            .setAddress("h:0123456789abcdef01234567")
            .setNetwork("h:00000000000000000000000a/24")
            .build();
    EntryKey entry = EntryKey.parse(key).orElseThrow();
    Harm harm = new Harm(entry);
    harm.add(event);

    assertThat(Harm.matches(entry, event)).isEqualTo(matches);
    assertThat(harm.untold()).isEqualTo(untold);
  }

  @Test
  void ordersMoneyAndReturningVisitorsAreCountedInWords() {
    long t = 1_700_000_000_000L;
    RequestEvent order = ORDER.toBuilder().setDecidedAtMs(t).build();
    Harm harm = new Harm(EntryKey.parse("network:203.0.113.0/24").orElseThrow());
    harm.add(order);
    harm.add(order.toBuilder().setClient("s:other").setAddress("198.51.100.1").build());
    harm.add(
        order.toBuilder()
            .setClient("a:x")
            .setClientKind(ClientKind.AGGREGATE)
            .setPageType(PageType.PRODUCT)
            .setDecidedAtMs(t + 7_200_000)
            .build());
    harm.add(order.toBuilder().setStatus(403).setAddress("203.0.113.9").build());

    assertThat(harm.orders()).isEqualTo(1);
    assertThat(harm.buyers()).containsExactly("s:abc");
    Money money = Money.of(harm.buyers());
    money.add(purchase("s:abc", 192_000));
    money.add(purchase("s:abc", -192_000));
    money.add(purchase("s:other", 5_000));
    assertThat(harm.sentence(money))
        .isEqualTo(
            "of the last 4 requests (2 h) it would have touched 3: 1 order, 1,920 EUR, 50.0% of 2"
                + " returning visitors");
    assertThat(money.about(2)).isEqualTo("1,970 EUR");
  }

  private static Outcome purchase(String reference, long cents) {
    return Outcome.newBuilder()
        .setFormat(1)
        .setKind("purchased")
        .setReference(reference)
        .setValueCents(cents)
        .setCurrency("EUR")
        .build();
  }

  /** A cookie of this visit does not make a returning visitor; few of them hold nothing back. */
  @Test
  void manyReturningVisitorsHoldAnEntryBack() {
    Harm harm = new Harm(EntryKey.parse("network:203.0.113.0/24").orElseThrow());
    for (int i = 0; i <= Harm.FEW_VISITORS; i++) {
      assertThat(harm.touchesMany()).isFalse();
      harm.add(page("s:new" + i, 60_000));
      harm.add(page("s:old" + i, 3_600_000));
    }

    assertThat(harm.visitors()).isEqualTo(Harm.FEW_VISITORS + 1);
    assertThat(harm.touchesMany()).isTrue();
    for (int i = 0; i < 10_000; i++) {
      harm.add(page("s:away" + i, 3_600_000).toBuilder().setAddress("198.51.100.1").build());
    }
    assertThat(harm.touchesMany()).isFalse();
  }

  private static RequestEvent page(String client, long ageMs) {
    long t = 1_700_000_000_000L;
    return ORDER.toBuilder()
        .setClient(client)
        .setPageType(PageType.PRODUCT)
        .setDecidedAtMs(t)
        .setCookieFirstSeenMs(t - ageMs)
        .build();
  }
}
