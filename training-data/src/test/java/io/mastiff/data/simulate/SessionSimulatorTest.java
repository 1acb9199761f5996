package io.mastiff.data.simulate;

import static org.assertj.core.api.Assertions.assertThat;

import io.mastiff.event.PageType;
import io.mastiff.event.RequestEvent;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class SessionSimulatorTest {
  private static final Catalogue SHOP = new Catalogue(1_000, 20, 0.8);

  @Test
  void theSameSeedGivesTheSameSession() {
    for (long index = 0; index < 50; index++) {
      assertThat(new SessionSimulator(5, SHOP).session(index, Optional.empty()))
          .isEqualTo(new SessionSimulator(5, SHOP).session(index, Optional.empty()));
    }
    assertThat(new SessionSimulator(5, SHOP).session(1, Optional.of(Scraper.Family.LOOP)))
        .isNotEqualTo(new SessionSimulator(6, SHOP).session(1, Optional.of(Scraper.Family.LOOP)));
  }

  @Test
  void eventsComeInTheOrderOfTheirTimes() {
    SessionSimulator simulator = new SessionSimulator(9, SHOP);
    for (long index = 0; index < 300; index++) {
      List<RequestEvent> events = simulator.session(index, Optional.empty());
      assertThat(events).isNotEmpty();
      for (int i = 1; i < events.size(); i++) {
        assertThat(events.get(i).getDecidedAtMs())
            .isGreaterThanOrEqualTo(events.get(i - 1).getDecidedAtMs());
      }
    }
  }

  @Test
  void someSessionsBeginInTheMiddleOfAVisit() {
    SessionSimulator simulator = new SessionSimulator(9, SHOP);
    int late = 0;
    for (long index = 0; index < 1_000; index++) {
      long first = simulator.session(index, Optional.empty()).get(0).getDecidedAtMs();
      late += first - 1_700_000_000_000L - index * 1000 >= 1_000 ? 1 : 0;
    }

    assertThat(late).as("offices alone are 40").isBetween(120, 250);
  }

  @Test
  void buyersBuyAndOthersDoNot() {
    for (int seed = 0; seed < 100; seed++) {
      for (Shopper.Habit habit : Shopper.Habit.values()) {
        Shopper shopper = Shopper.of(new SplittableRandom(seed), SHOP, habit);
        boolean bought = false;
        for (int i = 0; i < 1_000; i++) {
          Optional<Step> step = shopper.next();
          bought |= step.isPresent() && step.get().type() == PageType.ORDER_CONFIRMED;
        }
        boolean buyer = habit == Shopper.Habit.BUY || habit == Shopper.Habit.EXPRESS;
        assertThat(bought).as(habit + " " + seed).isEqualTo(buyer);
      }
    }
  }

  @Test
  void popularProductsAreOpenedMoreOften() {
    SplittableRandom random = new SplittableRandom(1);
    int top = 0;
    for (int i = 0; i < 10_000; i++) {
      top += SHOP.popular(random) < 100 ? 1 : 0;
    }

    assertThat(top).isBetween(4_000, 7_000);
  }
}
