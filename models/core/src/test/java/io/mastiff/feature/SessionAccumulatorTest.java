package io.mastiff.feature;

import static io.mastiff.feature.SessionFeature.*;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.mastiff.event.Action;
import io.mastiff.event.AssetKind;
import io.mastiff.event.PageType;
import io.mastiff.event.RequestEvent;
import io.mastiff.event.Sight;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SessionAccumulatorTest {
  private static final long T = 1_700_000_000_000L;

  private static double value(SessionAccumulator session, SessionFeature feature) {
    return session.vector()[feature.ordinal()];
  }

  private static SessionAccumulator of(RequestEvent... events) {
    SessionAccumulator session = new SessionAccumulator();
    for (RequestEvent event : events) {
      session.add(event);
    }
    return session;
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5})
  void aRestoredAccumulatorGoesOnBitForBit(long seed) {
    List<RequestEvent> events = Events.random(seed, 300);
    SessionAccumulator whole = new SessionAccumulator();
    SessionAccumulator restored = new SessionAccumulator();
    for (RequestEvent event : events) {
      whole.add(event);
      restored.add(event);
      restored = SessionAccumulator.restore(restored.save());
      assertThat(restored.vector()).containsExactly(whole.vector());
    }
    assertThat(restored.save()).isEqualTo(whole.save());
  }

  @ParameterizedTest
  @ValueSource(longs = {11, 12, 13})
  void everyValueIsInItsRangeOrMissing(long seed) {
    SessionAccumulator session = new SessionAccumulator();
    for (RequestEvent event : Events.random(seed, 500)) {
      session.add(event);
      double[] x = session.vector();
      for (SessionFeature feature : FeatureSchema.features()) {
        double v = x[feature.ordinal()];
        assertThat(v == feature.missing() || (v >= feature.min() && v <= feature.max()))
            .as(feature + " = " + v)
            .isTrue();
      }
    }
  }

  @Test
  void stateStaysSmallHoweverLongTheSession() {
    SessionAccumulator session = new SessionAccumulator();
    Events.random(7, 20_000).forEach(session::add);

    assertThat(session.save().getSerializedSize()).isLessThan(4_000);
  }

  @Test
  void gapsOfEqualLengthAreEven() {
    SessionAccumulator session = new SessionAccumulator();
    for (int i = 0; i < 10; i++) {
      session.add(Events.page(PageType.PRODUCT, T + i * 2_000L).build());
    }

    assertThat(value(session, GAP_CV)).isCloseTo(0, within(1e-9));
    assertThat(value(session, GAP_LOG_MEAN)).isCloseTo(Math.log(2), within(1e-9));
    assertThat(value(session, GAP_MODE_SHARE)).isEqualTo(1);
    assertThat(value(session, BURSTINESS)).isCloseTo(-1, within(1e-9));
    assertThat(value(session, MAX_BARRAGE)).isEqualTo(1);
  }

  @Test
  void coefficientOfVariationMatchesAHandComputedOne() {
    SessionAccumulator session =
        of(
            Events.page(PageType.HOME, T).build(),
            Events.page(PageType.HOME, T + 1_000).build(),
            Events.page(PageType.HOME, T + 3_000).build(),
            Events.page(PageType.HOME, T + 6_000).build());

    assertThat(value(session, GAP_CV)).isCloseTo(0.5, within(1e-12));
  }

  @Test
  void tooFewGapsAreMissing() {
    SessionAccumulator session =
        of(Events.page(PageType.HOME, T).build(), Events.page(PageType.HOME, T + 9).build());

    assertThat(value(session, GAP_CV)).isEqualTo(GAP_CV.missing());
    assertThat(value(session, GAP_MEMORY)).isEqualTo(GAP_MEMORY.missing());
  }

  @Test
  void assetsCountPerPageAndByKind() {
    SessionAccumulator session =
        of(
            Events.page(PageType.PRODUCT, T).build(),
            Events.asset(AssetKind.CSS, T + 10),
            Events.asset(AssetKind.IMAGE, T + 20),
            Events.asset(AssetKind.IMAGE, T + 30),
            Events.page(PageType.PRODUCT, T + 5_000).build());

    assertThat(value(session, ASSET_RATIO)).isEqualTo(1.5);
    assertThat(value(session, ASSET_KINDS)).isEqualTo(2);
  }

  @Test
  void assetsThatADoorCannotSeeAreMissingNotZero() {
    int blind = Sight.everything() & ~Sight.ASSETS.bit();
    SessionAccumulator session = of(Events.page(PageType.PRODUCT, T).setSight(blind).build());

    assertThat(value(session, ASSET_RATIO)).isEqualTo(ASSET_RATIO.missing());
  }

  @Test
  void aCartEndsTheProductShare() {
    SessionAccumulator session = of(Events.page(PageType.PRODUCT, T).build());
    assertThat(value(session, PRODUCT_SHARE_NO_CART)).isEqualTo(1);

    session.add(Events.page(PageType.CART, T + 100).build());
    assertThat(value(session, PRODUCT_SHARE_NO_CART)).isZero();
  }

  @Test
  void barrageIsTheFullestTwoSeconds() {
    SessionAccumulator session = new SessionAccumulator();
    for (long at : new long[] {0, 500, 1_000, 1_900, 2_100, 9_000}) {
      session.add(Events.page(PageType.PRODUCT, T + at).build());
    }

    assertThat(value(session, MAX_BARRAGE)).isEqualTo(4);
  }

  @Test
  void aTimeBeforeTheLastCountsAsTheLast() {
    SessionAccumulator session =
        of(Events.page(PageType.HOME, T).build(), Events.page(PageType.HOME, T - 60_000).build());

    assertThat(session.lastMs()).isEqualTo(T);
  }

  @Test
  void deniedRequestsAreNotServed() {
    RequestEvent denied =
        Events.page(PageType.HOME, T).setAction(Action.BLOCK).setEnforced(true).build();
    RequestEvent noted =
        Events.page(PageType.HOME, T).setAction(Action.BLOCK).setEnforced(false).build();

    assertThat(PageTypes.isServed(denied)).isFalse();
    assertThat(PageTypes.isServed(noted)).isTrue();
  }
}
