package io.mastiff.feature;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.mastiff.event.PageType;
import io.mastiff.event.RequestEvent;
import io.mastiff.feature.state.BaselineState;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class BaselineTest {
  private static final int PRODUCTS = 2_000;
  private final SplittableRandom random = new SplittableRandom(4);
  private final BaselineLearner learner = new BaselineLearner();

  private static RequestEvent view(int product) {
    return Events.page(PageType.PRODUCT, 0).setProduct("p" + product).build();
  }

  /** A product by Zipf's law with exponent 1. */
  private int popular() {
    return (int) Math.pow(PRODUCTS, random.nextDouble()) - 1;
  }

  private List<RequestEvent> buyer() {
    List<RequestEvent> session = new ArrayList<>();
    session.add(Events.page(PageType.HOME, 0).build());
    for (int i = 0; i < 6; i++) {
      session.add(view(popular()));
    }
    session.add(Events.page(PageType.CART, 0).build());
    return session;
  }

  private List<RequestEvent> walk(int from, int length) {
    List<RequestEvent> session = new ArrayList<>();
    for (int i = 0; i < length; i++) {
      session.add(view((from + i) % PRODUCTS));
    }
    return session;
  }

  private double meanOfWalk(Baseline baseline) {
    double sum = 0;
    for (int i = 0; i < PRODUCTS; i++) {
      sum += baseline.popularityRatio("p" + i);
    }
    return sum / PRODUCTS;
  }

  private double meanOfBuyers(Baseline baseline) {
    double sum = 0;
    for (int i = 0; i < 5_000; i++) {
      sum += baseline.popularityRatio("p" + popular());
    }
    return sum / 5_000;
  }

  @Test
  void aWalkAsksForWhatBuyersDoNot() {
    for (int i = 0; i < 5_000; i++) {
      learner.add(buyer());
    }
    Baseline baseline = Baseline.of(learner.state());

    assertThat(meanOfWalk(baseline)).isGreaterThan(0.3);
    assertThat(meanOfBuyers(baseline)).isLessThan(-1);
    assertThat(baseline.popularityRatio("p0")).isEqualTo(-4, within(0.7));
    assertThat(baseline.surprise(PageType.HOME_VALUE, PageType.PRODUCT_VALUE)).isLessThan(0.1);
    assertThat(baseline.surprise(PageType.HOME_VALUE, PageType.CHECKOUT_VALUE)).isGreaterThan(4);
  }

  /** In a sale everybody looks at one page again and again. */
  @Test
  void aProductThatIsLookedAtAgainCountsOnce() {
    for (int i = 0; i < 5_000; i++) {
      learner.add(buyer());
    }
    Baseline baseline = Baseline.of(learner.state());
    double[] evidence = new double[3];
    SessionAccumulator session = new SessionAccumulator(baseline);
    for (int i = 0; i < evidence.length; i++) {
      session.add(view(PRODUCTS - 1));
      session = SessionAccumulator.restore(session.save(), baseline);
      evidence[i] = session.vector()[SessionFeature.POPULARITY_EVIDENCE.ordinal()];
    }

    assertThat(evidence[0]).isEqualTo(baseline.popularityRatio("p" + (PRODUCTS - 1)));
    assertThat(evidence).containsOnly(evidence[0]);
  }

  @Test
  void aSessionIsMeasuredAgainstWhatWasLearned() {
    for (int i = 0; i < 5_000; i++) {
      learner.add(buyer());
    }
    Baseline baseline = Baseline.of(learner.state());
    SessionAccumulator walker = new SessionAccumulator(baseline);
    walk(1_500, 10).forEach(walker::add);
    SessionAccumulator shopper = new SessionAccumulator(baseline);
    buyer().forEach(shopper::add);
    SessionAccumulator restored = SessionAccumulator.restore(walker.save(), baseline);
    SessionAccumulator unmeasured = new SessionAccumulator();
    walk(1_500, 10).forEach(unmeasured::add);

    assertThat(value(walker, SessionFeature.POPULARITY_RATIO)).isGreaterThan(0.3);
    assertThat(value(walker, SessionFeature.POPULARITY_EVIDENCE))
        .isCloseTo(10 * value(walker, SessionFeature.POPULARITY_RATIO), within(1e-9));
    assertThat(value(shopper, SessionFeature.POPULARITY_RATIO)).isLessThan(-0.5);
    assertThat(value(walker, SessionFeature.NAVIGATION_SURPRISE))
        .isGreaterThan(value(shopper, SessionFeature.NAVIGATION_SURPRISE));
    assertThat(restored.vector()).containsExactly(walker.vector());
    assertThat(value(unmeasured, SessionFeature.POPULARITY_RATIO))
        .isEqualTo(SessionFeature.POPULARITY_RATIO.missing());
  }

  private static double value(SessionAccumulator session, SessionFeature feature) {
    return session.vector()[feature.ordinal()];
  }

  @Test
  void aFifthOfPoisonedBuyersChangesLittle() {
    for (int i = 0; i < 5_000; i++) {
      learner.add(i % 5 == 0 ? walk(random.nextInt(PRODUCTS), 200) : buyer());
    }
    Baseline poisoned = Baseline.of(learner.state());

    assertThat(meanOfWalk(poisoned) - meanOfBuyers(poisoned)).isGreaterThan(1);
  }

  @Test
  void whatIsOldIsForgottenByHalves() {
    learner.add(walk(0, 1));
    learner.age(1);
    learner.add(walk(1, 1));
    BaselineState state = learner.state();

    assertThat(state.getViewsList()).containsExactlyInAnyOrder(0.5f, 1f);
    for (int day = 0; day < 10; day++) {
      learner.age(1);
    }
    assertThat(learner.state().getProductsCount()).isZero();
  }

  @Test
  void whereNothingWasLearnedNothingIsKnown() {
    assertThat(Baseline.NONE.knowsProducts()).isFalse();
    assertThat(Baseline.NONE.knowsTransitions()).isFalse();
  }

  @Test
  void numbersThatDoNotFitAreRefused() {
    learner.add(buyer());
    BaselineState sound = learner.state();
    List<BaselineState> broken =
        List.of(
            sound.toBuilder().addViews(1).build(),
            sound.toBuilder().setDistinct(1).build(),
            sound.toBuilder().setTotalViews(Double.NaN).build(),
            sound.toBuilder().setViews(0, -1).build(),
            sound.toBuilder().setTransitions(3, Float.POSITIVE_INFINITY).build(),
            sound.toBuilder().setProducts(0, Long.MAX_VALUE).build());

    for (BaselineState state : broken) {
      assertThatThrownBy(() -> Baseline.of(state)).isInstanceOf(IllegalArgumentException.class);
    }
  }
}
