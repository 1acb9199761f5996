package io.mastiff.standalone.simulate;

import io.mastiff.data.simulate.crowd.Crowd;
import io.mastiff.data.simulate.visit.Request;
import io.mastiff.data.simulate.visit.Visit;
import io.mastiff.edge.route.RouteMatch;
import io.mastiff.edge.route.RouteTable;
import io.mastiff.event.PageType;
import io.mastiff.event.RequestEvent;
import io.mastiff.feature.Baseline;
import io.mastiff.feature.BaselineLearner;
import java.util.List;
import java.util.SplittableRandom;

/**
 * What a shop has learned of its buyers in the days before one: nothing at three shops in ten,
 * which are new, and little or much at the others.
 */
final class DayBaseline {
  private static final RouteTable ROUTES = new RouteTable(List.of());
  private static final double NEW_SHOPS = 0.3;
  private static final int FEWEST = 500;
  private static final int MOST = 3_000;

  private DayBaseline() {}

  /** The baseline with which a block's sessions are measured. */
  static Baseline of(Crowd crowd, long block) {
    SplittableRandom random = crowd.random(block, 12);
    if (random.nextDouble() < NEW_SHOPS) {
      return Baseline.NONE;
    }
    BaselineLearner learner = new BaselineLearner();
    for (Visit visit : crowd.earlier(block, random.nextInt(FEWEST, MOST))) {
      List<RequestEvent> pages = visit.requests().stream().map(DayBaseline::event).toList();
      if (pages.stream().anyMatch(page -> page.getPageType() == PageType.ORDER_CONFIRMED)) {
        learner.add(pages);
      }
    }
    return Baseline.of(learner.state());
  }

  private static RequestEvent event(Request request) {
    RouteMatch route = ROUTES.match(request.target());
    return RequestEvent.newBuilder()
        .setPageType(route.route().pageType())
        .setProduct(route.product())
        .build();
  }
}
