package io.mastiff.standalone.simulate;

import io.mastiff.data.simulate.crowd.Crowd;
import io.mastiff.data.simulate.person.People;
import io.mastiff.data.simulate.visit.Request;
import io.mastiff.data.simulate.visit.Visit;
import io.mastiff.edge.route.RouteMatch;
import io.mastiff.edge.route.RouteTable;
import io.mastiff.event.PageType;
import io.mastiff.event.RequestEvent;
import io.mastiff.feature.Baseline;
import io.mastiff.feature.BaselineLearner;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/**
 * What a shop has learned of its buyers in the days before one: nothing at three shops in ten,
 * which are new, and little or much at the others.
 *
 * <p>Whole visits tell the order of pages; of more buyers one page is known, which tells how their
 * software speaks; of still more what they looked at.
 */
final class DayBaseline {
  private static final RouteTable ROUTES = new RouteTable(List.of());
  private static final double NEW_SHOPS = 0.3;
  private static final int VISITS = 600;
  private static final int GLANCES = 2_000;
  private static final double FEWEST_BUYERS = 300;
  private static final double MOST_BUYERS = 20_000;

  private final Crowd crowd;
  private final long block;
  private final DoorKind kind;
  private final BaselineLearner learner = new BaselineLearner();

  private DayBaseline(Crowd crowd, long block, DoorKind kind) {
    this.crowd = crowd;
    this.block = block;
    this.kind = kind;
  }

  /** The baseline with which a block's sessions are measured at such a door. */
  static Baseline of(Crowd crowd, long block, DoorKind kind) {
    SplittableRandom random = crowd.random(block, 12);
    if (random.nextDouble() < NEW_SHOPS) {
      return Baseline.NONE;
    }
    double u = random.nextDouble();
    long buyers = (long) (FEWEST_BUYERS * Math.pow(MOST_BUYERS / FEWEST_BUYERS, u));
    DayBaseline day = new DayBaseline(crowd, block, kind);
    day.visits();
    day.glances((int) Math.min(GLANCES, buyers));
    day.views(buyers, random);
    return Baseline.of(day.learner.state());
  }

  private void visits() {
    for (List<RequestEvent> pages : seen(crowd.earlier(block, VISITS), 13)) {
      if (pages.stream().anyMatch(page -> page.getPageType() == PageType.ORDER_CONFIRMED)) {
        learner.add(pages);
      }
    }
  }

  private void glances(int buyers) {
    List<Visit> visits =
        IntStream.range(0, buyers).mapToObj(buyer -> crowd.glance(block, buyer)).toList();
    seen(visits, 14).forEach(learner::addSoftware);
  }

  private record Due(Request request, Visit of, List<RequestEvent> pages) {}

  /** The pages of each visit, as a door of this kind sees them. */
  private List<List<RequestEvent>> seen(List<Visit> visits, long salt) {
    List<Due> due = new ArrayList<>();
    List<List<RequestEvent>> all = new ArrayList<>();
    for (Visit visit : visits) {
      List<RequestEvent> pages = new ArrayList<>();
      all.add(pages);
      visit.requests().stream()
          .filter(request -> request.kind() != Request.Kind.ASSET)
          .forEach(request -> due.add(new Due(request, visit, pages)));
    }
    due.sort(Comparator.comparingLong(d -> d.request().atMs()));
    ShopDoor door = new ShopDoor(kind, crowd.random(block, salt));
    for (Due each : due) {
      each.pages().add(door.event(each.of(), each.request()));
    }
    return all;
  }

  /** The products that other buyers of two weeks looked at, by their popularity alone. */
  private void views(long buyers, SplittableRandom random) {
    People people = new People(crowd.shop(block), false);
    for (long buyer = 0; buyer < buyers; buyer++) {
      List<RequestEvent> views = new ArrayList<>();
      for (String path : people.products(random.nextInt(3, 10), random)) {
        RouteMatch route = ROUTES.match(path);
        views.add(
            RequestEvent.newBuilder()
                .setProduct(route.product())
                .setPageType(PageType.PRODUCT)
                .build());
      }
      learner.addProducts(views);
    }
  }
}
