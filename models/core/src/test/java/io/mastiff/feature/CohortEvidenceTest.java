package io.mastiff.feature;

import static org.assertj.core.api.Assertions.assertThat;

import io.mastiff.event.ClientKind;
import io.mastiff.event.PageType;
import io.mastiff.event.RequestEvent;
import io.mastiff.event.Sight;
import io.mastiff.feature.CohortEvidence.Nats;
import io.mastiff.feature.CohortEvidence.Site;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.SplittableRandom;
import java.util.function.IntUnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What people do is seldom taken for a fleet, and what fleets do is seen. */
class CohortEvidenceTest {
  private static final int PRODUCTS = 5_000;
  private static final Site QUIET = new Site(0.6, 0, 0, false);
  private static final double CONVICTED = Math.log(3 * 1_000 / 0.001);
  private static final Baseline SHOP = learned(20_000);
  private static final CohortAccumulator NOTHING = new CohortAccumulator();

  /** A product that people look at: rank r with a chance like 1 / r^0.9. */
  private static int popular(SplittableRandom random) {
    double u = random.nextDouble();
    return (int) Math.min(PRODUCTS - 1, Math.pow(1 + u * (Math.pow(PRODUCTS, 0.1) - 1), 10) - 1);
  }

  private static Baseline learned(int sessions) {
    BaselineLearner learner = new BaselineLearner();
    SplittableRandom random = new SplittableRandom(1);
    for (int i = 0; i < sessions; i++) {
      learner.addProducts(List.of(view(i, popular(random)), view(i, popular(random))));
    }
    return Baseline.of(learner.state());
  }

  private static RequestEvent view(int client, int product) {
    return RequestEvent.newBuilder()
        .setClientKind(ClientKind.AGGREGATE)
        .setNetwork("10." + client / 250 + "." + client % 250 + ".0/24")
        .setPageType(PageType.PRODUCT)
        .setProduct("" + product)
        .setSight(Sight.everything())
        .build();
  }

  private static CohortAccumulator views(int n, IntUnaryOperator product) {
    CohortAccumulator cohort = new CohortAccumulator();
    for (int i = 0; i < n; i++) {
      cohort.page(CohortPage.of(view(i, product.applyAsInt(i)), false, SHOP, i));
    }
    return cohort;
  }

  private static Nats weigh(CohortAccumulator cohort, Site site) {
    return CohortEvidence.weigh(cohort, NOTHING, site, SHOP.viewStatistics());
  }

  @ParameterizedTest
  @ValueSource(ints = {80, 300, 1_000, 4_000})
  void peoplesViewsAreSeldomConvicted(int n) {
    int over = 0;
    for (int seed = 0; seed < 400; seed++) {
      SplittableRandom random = new SplittableRandom(seed);
      over += weigh(views(n, i -> popular(random)), QUIET).total() > 3 ? 1 : 0;
    }
    assertThat(over).as("of 400, over 3 nats; e-values allow 20").isLessThanOrEqualTo(4);
  }

  @Test
  void aWalkOverDisjointPartsIsConvictedWithinThreeHundredViews() {
    List<Integer> all = new ArrayList<>();
    for (int i = 0; i < PRODUCTS; i++) {
      all.add(i);
    }
    Collections.shuffle(all, new Random(3));

    Nats nats = weigh(views(300, all::get), QUIET);

    assertThat(nats.popularity()).isGreaterThan(8);
    assertThat(nats.catalogue()).isGreaterThan(8);
  }

  @Test
  void aSaleOnFewProductsIsNoWalk() {
    SplittableRandom random = new SplittableRandom(5);
    Nats nats = weigh(views(3_000, i -> 4_990 + random.nextInt(3)), QUIET);

    assertThat(nats.total()).isLessThanOrEqualTo(0);
  }

  @Test
  void theSameProductsAsAnHourAgoAreSeenWhateverTheirPopularity() {
    SplittableRandom random = new SplittableRandom(6);
    List<Integer> watched = new ArrayList<>();
    for (int i = 0; i < 1_200; i++) {
      watched.add(random.nextInt(PRODUCTS));
    }
    CohortAccumulator now = views(1_200, watched::get);
    CohortAccumulator before = views(1_200, watched::get);

    Nats again = CohortEvidence.weigh(now, before, QUIET, SHOP.viewStatistics());
    assertThat(again.repetition()).isGreaterThan(8);

    SplittableRandom others = new SplittableRandom(7);
    CohortAccumulator people = views(1_200, i -> popular(others));
    CohortAccumulator earlier = views(1_200, i -> popular(others));
    Nats shopping = CohortEvidence.weigh(people, earlier, QUIET, SHOP.viewStatistics());
    assertThat(shopping.repetition()).isLessThanOrEqualTo(0);
  }

  @Test
  void newcomersWhoLoadNothingAreConvictedAndPeopleAreNot() {
    CohortAccumulator fleet = views(30, i -> 0);
    CohortAccumulator people = views(30, i -> 0);
    for (int i = 0; i < 30; i++) {
      fleet.young(false, i);
      people.young(i % 4 != 0, i);
    }

    assertThat(weigh(fleet, QUIET).total()).isGreaterThan(CONVICTED);
    assertThat(weigh(people, QUIET).total()).isLessThanOrEqualTo(0);
  }

  @Test
  void aSurgeAndMissingOrdersAloneConvictNobody() {
    CohortAccumulator many = views(20_000, i -> 0);

    Nats nats = weigh(many, new Site(0, 40, 0.05, false));

    assertThat(nats.surge()).isGreaterThan(3);
    assertThat(nats.conversion()).isGreaterThan(3);
    assertThat(nats.total()).isLessThan(CONVICTED);
    assertThat(weigh(many, new Site(0, 15_000, 0, false)).surge()).isLessThan(0.5);
  }

  @Test
  void behindACacheTheCatalogueIsNotJudged() {
    Nats nats = weigh(views(3_000, i -> i), new Site(0.6, 0, 0, true));

    assertThat(nats.catalogue()).isZero();
  }
}
