package io.mastiff.feature;

import static io.mastiff.feature.SessionFeature.*;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.mastiff.event.AssetKind;
import io.mastiff.event.CookieState;
import io.mastiff.event.PageHash;
import io.mastiff.event.PageType;
import io.mastiff.event.RefererKind;
import io.mastiff.event.RequestEvent;
import org.junit.jupiter.api.Test;

/** Values of features that are known by hand. */
class SessionFeaturesTest {
  private static final long T = 1_700_000_000_000L;
  private final SessionAccumulator session = new SessionAccumulator();
  private int second;

  private RequestEvent.Builder page(PageType type) {
    return Events.page(type, T + 1_000L * second++);
  }

  private void from(String path, RefererKind kind, String referer) {
    session.add(
        page(PageType.OTHER)
            .setPath(path)
            .setReferer(kind)
            .setRefererPage(referer.isEmpty() ? 0 : PageHash.of(referer))
            .build());
  }

  private void product(String id) {
    session.add(page(PageType.PRODUCT).setProduct(id).build());
  }

  private double value(SessionFeature feature) {
    return session.vector()[feature.ordinal()];
  }

  @Test
  void referersSayWhetherPagesLeadToOneAnother() {
    from("/a", RefererKind.REFERER_SEARCH, "");
    from("/b", RefererKind.REFERER_INTERNAL, "/a");
    from("/c", RefererKind.REFERER_INTERNAL, "/b");
    from("/d", RefererKind.REFERER_INTERNAL, "/a");
    from("/e", RefererKind.REFERER_INTERNAL, "/never");
    from("/f", RefererKind.REFERER_NONE, "");

    assertThat(value(REFERER_NONE_SHARE)).isEqualTo(0.2);
    assertThat(value(REFERER_BREAK)).isEqualTo(0.25);
    assertThat(value(REFERER_CHAIN)).isEqualTo(0.5);
    assertThat(value(TREE_DEPTH)).isCloseTo(Math.log(3), within(1e-12));
  }

  @Test
  void whereRefererAndFieldsAreNotVisibleTheirFeaturesAreMissing() {
    session.add(page(PageType.PRODUCT).build());
    session.add(page(PageType.PRODUCT).build());

    for (SessionFeature feature :
        new SessionFeature[] {
          COLD_DEEP,
          REFERER_NONE_SHARE,
          REFERER_BREAK,
          REFERER_CHAIN,
          TREE_DEPTH,
          HINT_CONFLICT,
          UNREDUCED_VERSION,
          FETCH_CONFLICT,
          BARE_HEADERS,
          NO_LANGUAGE,
          CONDITIONAL_SHARE
        }) {
      assertThat(value(feature)).as(feature.name()).isEqualTo(feature.missing());
    }
  }

  @Test
  void productsInTheOrderOfTheirNumbersAreSeen() {
    for (int i = 10; i < 20; i++) {
      product("lamp-" + i);
    }
    assertThat(value(PRODUCT_STEP_SHARE)).isEqualTo(1);
    assertThat(value(PRODUCT_MONOTONE)).isEqualTo(1);
    assertThat(value(PRODUCT_DISTINCT)).isCloseTo(1, within(0.01));

    for (int i = 0; i < 10; i++) {
      product(i % 2 == 0 ? "lamp-5" : "lamp-90");
    }
    assertThat(value(PRODUCT_STEP_SHARE)).isCloseTo(9 / 19.0, within(1e-12));
    assertThat(value(PRODUCT_DISTINCT)).isCloseTo(12 / 20.0, within(0.01));
  }

  @Test
  void differentProductsAreCountedWithinThreePercent() {
    for (int i = 0; i < 4_000; i++) {
      product("p" + i * 7919 % 4_000);
      product("p" + i * 7919 % 4_000);
    }

    assertThat(value(PRODUCT_DISTINCT)).isCloseTo(0.5, within(0.03));
  }

  @Test
  void productsWithoutNumbersHaveNoOrder() {
    for (String id : new String[] {"red", "green", "blue", "x9999999999999999999999"}) {
      product(id);
    }

    assertThat(value(PRODUCT_STEP_SHARE)).isEqualTo(PRODUCT_STEP_SHARE.missing());
  }

  @Test
  void aDeepLandingOutOfNowhereIsColdUnlessTheCookieCameBack() {
    RequestEvent.Builder deep = page(PageType.PRODUCT).setReferer(RefererKind.REFERER_NONE);
    session.add(deep.build());
    assertThat(value(COLD_DEEP)).isEqualTo(1);

    SessionAccumulator known = new SessionAccumulator();
    known.add(deep.setCookieState(CookieState.COOKIE_RETURNED).build());
    assertThat(known.vector()[COLD_DEEP.ordinal()]).isZero();
  }

  @Test
  void pagesAreCountedByTypeAndInRuns() {
    for (PageType type :
        new PageType[] {
          PageType.HOME, PageType.LISTING, PageType.LISTING, PageType.LISTING, PageType.SEARCH
        }) {
      session.add(page(type).build());
    }

    assertThat(value(HOME_SHARE)).isEqualTo(0.2);
    assertThat(value(LISTING_SHARE)).isEqualTo(0.6);
    assertThat(value(SEARCH_SHARE)).isEqualTo(0.2);
    assertThat(value(API_SHARE)).isZero();
    assertThat(value(SAME_TYPE_RUN)).isEqualTo(0.6);
    assertThat(value(SESSION_LOG)).isCloseTo(Math.log(5), within(1e-12));
  }

  @Test
  void contradictionsAreSharesOfThePagesWithFields() {
    session.add(page(PageType.HOME).setHeaderBits(1).setIncoherence(0b10).build());
    session.add(page(PageType.HOME).setHeaderBits(1).setIncoherence(0b1_0001_0000).build());
    session.add(page(PageType.HOME).setHeaderBits(1).setIncoherence(0b10_0000).build());
    session.add(page(PageType.HOME).setHeaderBits(1).setLanguage("").build());

    assertThat(value(HINT_CONFLICT)).isEqualTo(0.25);
    assertThat(value(UNREDUCED_VERSION)).isEqualTo(0.25);
    assertThat(value(BARE_HEADERS)).isEqualTo(0.25);
    assertThat(value(FETCH_CONFLICT)).isEqualTo(0.25);
    assertThat(value(NO_LANGUAGE)).isEqualTo(1);
  }

  @Test
  void networksAndShapesAreToldApartUpToSixteen() {
    for (int i = 0; i < 40; i++) {
      session.add(
          page(PageType.HOME).setNetwork("203.0." + i + ".0/24").setClientShape(i % 3).build());
    }

    assertThat(value(NETWORKS)).isCloseTo(Math.log(17), within(1e-12));
    assertThat(value(SHAPES)).isCloseTo(Math.log(4), within(1e-12));
  }

  @Test
  void assetsAskedForAnewAndFoundUnchangedAreShares() {
    session.add(page(PageType.HOME).build());
    RequestEvent asset = Events.asset(AssetKind.CSS, T);
    session.add(asset.toBuilder().setHeaderBits(1).setConditional(true).setStatus(304).build());
    session.add(asset.toBuilder().setHeaderBits(1).build());

    assertThat(value(CONDITIONAL_SHARE)).isEqualTo(0.5);
    assertThat(value(NOT_MODIFIED_SHARE)).isEqualTo(0.5);
  }

  @Test
  void robotsFilesAndOtherMethodsCount() {
    session.add(page(PageType.ROBOTS).setPath("/robots.txt").build());
    session.add(page(PageType.OTHER).setPath("/sitemap-3.xml").build());
    session.add(page(PageType.OTHER).setPath("/form").setMethod("POST").build());

    assertThat(value(ROBOTS_LOG)).isCloseTo(Math.log(3), within(1e-12));
    assertThat(value(POST_SHARE)).isCloseTo(1 / 3.0, within(1e-12));
  }
}
