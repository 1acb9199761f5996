package io.mastiff.standalone.simulate;

import io.mastiff.data.simulate.crowd.Crowd;
import io.mastiff.data.simulate.shop.Shop;
import io.mastiff.data.simulate.visit.Request;
import io.mastiff.data.simulate.visit.Visit;
import io.mastiff.edge.route.RouteMatch;
import io.mastiff.edge.route.RouteTable;
import io.mastiff.event.PageType;
import io.mastiff.event.RequestEvent;
import io.mastiff.feature.Baseline;
import io.mastiff.feature.BaselineLearner;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/**
 * What a shop has learned of its buyers in the days before one: nothing at three shops in ten,
 * which are new, and little or much at the others.
 */
final class DayBaseline {
  private static final RouteTable ROUTES = new RouteTable(List.of());
  private static final double NEW_SHOPS = 0.3;
  private static final int VISITS = 600;
  private static final double FEWEST_BUYERS = 300;
  private static final double MOST_BUYERS = 20_000;

  private DayBaseline() {}

  /** The baseline with which a block's sessions are measured. */
  static Baseline of(Crowd crowd, long block) {
    SplittableRandom random = crowd.random(block, 12);
    if (random.nextDouble() < NEW_SHOPS) {
      return Baseline.NONE;
    }
    BaselineLearner learner = new BaselineLearner();
    for (Visit visit : crowd.earlier(block, VISITS)) {
      List<RequestEvent> pages = visit.requests().stream().map(DayBaseline::event).toList();
      if (pages.stream().anyMatch(page -> page.getPageType() == PageType.ORDER_CONFIRMED)) {
        learner.add(pages);
      }
    }
    buyers(learner, crowd.shop(block), random);
    return Baseline.of(learner.state());
  }

  /** The products that other buyers of two weeks looked at, by their popularity alone. */
  private static void buyers(BaselineLearner learner, Shop shop, SplittableRandom random) {
    double u = random.nextDouble();
    long buyers = (long) (FEWEST_BUYERS * Math.pow(MOST_BUYERS / FEWEST_BUYERS, u));
    for (long buyer = 0; buyer < buyers; buyer++) {
      List<RequestEvent> views = new ArrayList<>();
      for (int left = random.nextInt(3, 10); left > 0; left--) {
        RouteMatch route = ROUTES.match(shop.product(shop.popular(random, shop.alpha())));
        views.add(
            RequestEvent.newBuilder()
                .setProduct(route.product())
                .setPageType(PageType.PRODUCT)
                .build());
      }
      learner.addProducts(views);
    }
  }

  private static RequestEvent event(Request request) {
    RouteMatch route = ROUTES.match(request.target());
    return RequestEvent.newBuilder()
        .setPageType(route.route().pageType())
        .setProduct(route.product())
        .build();
  }
}
