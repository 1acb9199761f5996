package io.mastiff.data.simulate;

import io.mastiff.event.PageType;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * A person in a shop.
 *
 * <pre>
 * Seven habits: a glance (most visits see one page), browsing, comparing (dozens of products, no
 * cart), tabs (a burst of products, then reading), deal hunting (one page again and again), buying,
 * and express buying (who knows what to buy needs four pages and half a minute). Dwell times are log-normal: products 18 s in the median with sigma 1.2, lists 9 s, search
 * 6 s; the pace of one person scales them all. Browsing follows a Markov chain over page types
 * after the Customer Behaviour Model Graph of Menasce et al. (EC 1999).
 * </pre>
 */
public final class Shopper implements Behaviour {
  /** What the person is up to. */
  public enum Habit {
    GLANCE,
    BROWSE,
    COMPARE,
    TABS,
    DEALS,
    BUY,
    EXPRESS
  }

  private final RandomGenerator random;
  private final Catalogue shop;
  private final Habit habit;
  private final double pace;
  private final int most;
  private final int favourite;
  private final Deque<Step> planned = new ArrayDeque<>();
  private PageType last = PageType.PAGE_TYPE_UNKNOWN;
  private int category;
  private int listPage = 1;
  private int steps;
  private boolean bought;

  private Shopper(RandomGenerator random, Catalogue shop, Habit habit, double pace, int most) {
    this.random = random;
    this.shop = shop;
    this.habit = habit;
    this.pace = pace;
    this.most = most;
    this.category = random.nextInt(shop.categories());
    this.favourite = shop.popular(random);
  }

  /** A person of mixed habit: 45% glance, the others share the rest. */
  public static Shopper any(RandomGenerator random, Catalogue shop) {
    double u = random.nextDouble();
    Habit habit =
        u < 0.45
            ? Habit.GLANCE
            : u < 0.67
                ? Habit.BROWSE
                : u < 0.74
                    ? Habit.COMPARE
                    : u < 0.80
                        ? Habit.TABS
                        : u < 0.85 ? Habit.DEALS : u < 0.92 ? Habit.BUY : Habit.EXPRESS;
    return of(random, shop, habit);
  }

  /** A person of one habit. */
  public static Shopper of(RandomGenerator random, Catalogue shop, Habit habit) {
    double pace = Math.exp(random.nextGaussian() * 0.35);
    int most =
        switch (habit) {
          case GLANCE -> random.nextDouble() < 0.8 ? 1 : 2;
          case BROWSE, TABS -> 3 + geometric(random, 9);
          case COMPARE -> 10 + geometric(random, 20);
          case DEALS -> 8 + geometric(random, 25);
          case BUY -> 8 + geometric(random, 10);
          case EXPRESS -> 1 + random.nextInt(2);
        };
    return new Shopper(random, shop, habit, pace, most);
  }

  public Habit habit() {
    return habit;
  }

  @Override
  public Optional<Step> next() {
    if (!planned.isEmpty()) {
      return Optional.of(took(planned.poll()));
    }
    if (steps >= most && (bought || !isBuyer())) {
      return Optional.empty();
    }
    return Optional.of(took(steps == 0 ? landing() : choose()));
  }

  private Step took(Step step) {
    steps++;
    last = step.type();
    return step;
  }

  private Step landing() {
    double u = random.nextDouble();
    if (habit == Habit.DEALS || u < 0.40) {
      return Step.product(0, habit == Habit.DEALS ? favourite : shop.popular(random));
    }
    if (u < 0.75) {
      return Step.of(0, PageType.HOME);
    }
    return u < 0.9 ? list(0) : Step.of(0, PageType.SEARCH);
  }

  private Step choose() {
    return switch (habit) {
      case DEALS -> refresh();
      case TABS -> random.nextDouble() < 0.35 ? tabs() : browse();
      case BUY, EXPRESS -> steps >= most ? buy() : browse();
      case COMPARE -> random.nextDouble() < 0.75 ? product() : browse();
      default -> browse();
    };
  }

  private Step browse() {
    double u = random.nextDouble();
    boolean onProduct = last == PageType.PRODUCT;
    if (u < (onProduct ? 0.35 : 0.55)) {
      return product();
    }
    if (u < 0.80) {
      return list(dwell(9, 0.9));
    }
    if (u < 0.88) {
      return Step.of(dwell(6, 0.8), PageType.SEARCH);
    }
    if (u < 0.93) {
      return Step.of(dwell(9, 0.9), PageType.HOME);
    }
    if (onProduct && u < 0.97) {
      return Step.of(dwell(12, 0.9), PageType.CART);
    }
    return product();
  }

  private Step product() {
    return Step.product(dwell(last == PageType.PRODUCT ? 18 : 9, 1.1), shop.popular(random));
  }

  private Step refresh() {
    long wait = random.nextDouble() < 0.6 ? dwell(5, 0.5) : dwell(20, 0.8);
    return random.nextDouble() < 0.85 ? Step.product(wait, favourite) : list(wait);
  }

  private Step list(long wait) {
    if (random.nextDouble() < 0.35) {
      category = random.nextInt(shop.categories());
      listPage = 1;
    } else if (last == PageType.LISTING) {
      listPage++;
    }
    int facet = random.nextDouble() < 0.25 ? random.nextInt(12) : -1;
    return Step.listing(wait, category, listPage, facet);
  }

  private Step tabs() {
    int n = 2 + random.nextInt(5);
    for (int i = 0; i < n; i++) {
      planned.add(Step.product(250 + random.nextInt(900), shop.popular(random)));
    }
    return Step.product(dwell(9, 0.8), shop.popular(random));
  }

  private Step buy() {
    bought = true;
    double haste = habit == Habit.EXPRESS ? 0.5 : 1;
    planned.add(Step.of(dwell(8 * haste, 0.6), PageType.CHECKOUT));
    planned.add(Step.of(dwell(25 * haste, 0.7), PageType.ORDER_CONFIRMED));
    return Step.of(dwell(12 * haste, 0.9), PageType.CART);
  }

  private boolean isBuyer() {
    return habit == Habit.BUY || habit == Habit.EXPRESS;
  }

  private long dwell(double medianSeconds, double sigma) {
    double seconds = medianSeconds * pace * Math.exp(random.nextGaussian() * sigma);
    return (long) (Math.max(0.6, Math.min(seconds, 1500)) * 1000);
  }

  static int geometric(RandomGenerator random, double mean) {
    return (int) Math.floor(Math.log(1 - random.nextDouble()) / Math.log(1 - 1 / (mean + 1)));
  }
}
