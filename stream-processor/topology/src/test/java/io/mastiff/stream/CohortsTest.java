package io.mastiff.stream;

import static org.assertj.core.api.Assertions.assertThat;

import io.mastiff.event.Action;
import io.mastiff.event.AssetKind;
import io.mastiff.event.BlocklistEntry;
import io.mastiff.event.PageType;
import io.mastiff.event.RequestEvent;
import io.mastiff.event.Sight;
import io.mastiff.event.Source;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CohortsTest extends StreamTest {
  private static final long FLEET = 0xf1ee7L;
  private static final long BROWSER = 0xb0L;

  private static String net(int i) {
    return "198." + i / 250 % 250 + "." + i % 250 + ".0/24";
  }

  /** One newcomer: a page without a cookie, for which one is issued. */
  private void newcomer(int i, long shape, long atMs, int sight) {
    send(page(net(i), shape, atMs).setCookieIssued("c" + shape + "x" + i).setSight(sight));
  }

  private void returns(int i, long shape, long atMs, PageType type) {
    RequestEvent.Builder event =
        returned(page(net(i), shape, atMs), "c" + shape + "x" + i, atMs - 500);
    send(event.setPageType(type).setAssetKind(AssetKind.IMAGE));
  }

  private void fleet(int seconds, boolean keepsCookie, int sight) {
    int i = 0;
    for (long ms = 0; ms < seconds * 1000L; ms += 50) {
      newcomer(i, FLEET, T + ms, sight);
      if (keepsCookie && i >= 20) {
        returns(i - 20, FLEET, T + ms + 5, PageType.PRODUCT);
      }
      i++;
      if (ms % 250 == 0) {
        tick();
      }
    }
    tick();
  }

  @Test
  void aFleetOfOneRequestPerAddressIsListedWithinSeconds() {
    fleet(6, false, Sight.everything());

    List<BlocklistEntry> listed = entries();
    assertThat(listed).hasSize(1);
    BlocklistEntry entry = listed.get(0);
    assertThat(entry.getKey())
        .isEqualTo("cohort:shape=00000000000f1ee7,route=/p/{product},cookie=none");
    assertThat(entry.getSource()).isEqualTo(Source.COHORT);
    assertThat(entry.getReasonsList()).hasSize(4);
    assertThat(entry.getTriggerAtMs() - T).isLessThan(6_000);
  }

  @Test
  void aFleetThatReturnsItsCookieWithoutLoadingAssetsIsListedToo() {
    fleet(7, true, Sight.everything());

    assertThat(entries()).filteredOn(entry -> entry.getSource() == Source.COHORT).hasSize(1);
  }

  @Test
  void whereAssetsAreHiddenTheComebackWithinTwentySecondsDecides() {
    int blind = Sight.everything() & ~Sight.ASSETS.bit();
    fleet(19, false, blind);
    assertThat(entries()).isEmpty();

    fleetFrom(20, 24, blind);
    assertThat(entries()).hasSize(1);
  }

  private void fleetFrom(int fromSecond, int toSecond, int sight) {
    int i = fromSecond * 20;
    for (long ms = fromSecond * 1000L; ms < toSecond * 1000L; ms += 50) {
      newcomer(i++, FLEET, T + ms, sight);
      if (ms % 250 == 0) {
        tick();
      }
    }
    tick();
  }

  /** A flood in a real browser's shape must not shut its people out. */
  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void aCohortWithSomePeopleInItIsSlowedNotBlocked(boolean visible) {
    int sight = visible ? Sight.everything() : Sight.everything() & ~Sight.ASSETS.bit();
    int i = 0;
    for (long ms = 0; ms < (visible ? 8_000 : 26_000); ms += 50) {
      newcomer(i, BROWSER, T + ms, sight);
      if (i % 6 == 0) {
        send(
            returned(page(net(i), BROWSER, T + ms + 20), "c" + BROWSER + "x" + i, T + ms)
                .setPageType(visible ? PageType.ASSET : PageType.CART)
                .setAssetKind(AssetKind.IMAGE)
                .setSight(sight));
      }
      i++;
      if (ms % 250 == 0) {
        tick();
      }
    }
    tick();

    assertThat(entries())
        .filteredOn(entry -> entry.getSource() == Source.COHORT)
        .isNotEmpty()
        .allMatch(entry -> entry.getAction() == Action.THROTTLE);
  }

  @Test
  void newcomersWhoLoadThePagesAssetsAreABrowserNotAFleet() {
    int i = 0;
    for (long ms = 0; ms < 12_000; ms += 50) {
      newcomer(i, BROWSER, T + ms, Sight.everything());
      returns(i, BROWSER, T + ms + 20, PageType.ASSET);
      i++;
      if (ms % 250 == 0) {
        tick();
      }
    }

    assertThat(entries()).isEmpty();
  }

  @Test
  void returningVisitorsInsideKeepACohortFree() {
    int i = 0;
    for (long ms = 0; ms < 12_000; ms += 50) {
      newcomer(i, BROWSER, T + ms, Sight.everything());
      if (i % 20 == 0) {
        send(returned(page("192.0.2.0/24", BROWSER, T + ms + 5), "old" + i, T - 3_600_000L * 24));
      }
      i++;
      if (ms % 250 == 0) {
        tick();
      }
    }

    assertThat(entries()).isEmpty();
  }

  @Test
  void manyPagesFromFewNetworksAreNoFleet() {
    for (long ms = 0; ms < 12_000; ms += 20) {
      send(page(net((int) (ms / 20 % 25)), FLEET, T + ms).setCookieIssued("k" + ms));
      if (ms % 250 == 0) {
        tick();
      }
    }

    assertThat(entries()).noneMatch(entry -> entry.getSource() == Source.COHORT);
  }

  @Test
  void aBrowserPopulationThatAFleetHidesBesideStaysFree() {
    int i = 0;
    for (long ms = 0; ms < 8_000; ms += 50) {
      newcomer(i, FLEET, T + ms, Sight.everything());
      newcomer(i + 5_000, BROWSER, T + ms + 5, Sight.everything());
      returns(i + 5_000, BROWSER, T + ms + 25, PageType.ASSET);
      i++;
      if (ms % 250 == 0) {
        tick();
      }
    }

    assertThat(entries())
        .extracting(BlocklistEntry::getKey)
        .containsExactly("cohort:shape=00000000000f1ee7,route=/p/{product},cookie=none");
  }
}
