package io.mastiff.data.simulate.person;

import io.mastiff.data.simulate.shop.Shop;
import io.mastiff.data.simulate.visit.Ask;
import io.mastiff.data.simulate.visit.Asks;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * A person in a shop: what it is up to, where it goes next, how long it stays.
 *
 * <p>Dwell times are log-normal, scaled by the person's pace. Products cluster in a few categories
 * that the person likes. Going back costs no request, where the browser keeps the page.
 */
public final class Person implements Asks {
  private static final double LONGEST_DWELL = 1_500;
  private static final int LIKED = 3;

  private final RandomGenerator random;
  private final Shop shop;
  private final Habit habit;
  private final double pace;
  private final int most;
  private final int[] liked = new int[LIKED];
  private final int favourite;
  private final double exponent;
  private final boolean prefetches;
  private final Deque<Ask> planned = new ArrayDeque<>();
  private State state;
  private int category;
  private int listPage = 1;
  private int steps;
  private boolean bought;

  private Person(RandomGenerator random, Shop shop, Habit habit, int favourite, double exponent) {
    this.random = random;
    this.shop = shop;
    this.habit = habit;
    this.pace = Math.exp(random.nextGaussian() * Parameters.of("pace.sigma"));
    this.most = habit.pages(random);
    this.favourite = favourite;
    this.exponent = exponent;
    this.prefetches = random.nextDouble() < Parameters.of("prefetch.share");
    for (int i = 0; i < LIKED; i++) {
      liked[i] = shop.categoryOf(shop.popular(random, shop.alpha()));
    }
    this.category = liked[0];
    this.state = State.entry(random);
  }

  /** A person of any habit; on a sale day many are after one of five products. */
  public static Person any(RandomGenerator random, Shop shop, boolean sale) {
    Habit habit = sale ? Habit.onSale(random) : Habit.any(random);
    return new Person(random, shop, habit, favourite(random, shop, sale), shop.alpha());
  }

  /** What people wait for today may be what nobody looked at before: new, or cheap at last. */
  private static int favourite(RandomGenerator random, Shop shop, boolean sale) {
    if (random.nextDouble() < Parameters.of("favourite.unusual")) {
      return shop.ofRank(random.nextInt(shop.products()));
    }
    return sale ? shop.ofRank(random.nextInt(5)) : shop.popular(random, shop.alpha());
  }

  /**
   * A person who goes from page to page and does not buy, as a recording of a visit shows it.
   *
   * @param exponent of the popularity of the products that stand in for those of the recording
   */
  public static Person recorded(RandomGenerator random, Shop shop, double exponent) {
    return new Person(random, shop, Habit.BROWSE, shop.popular(random, exponent), exponent);
  }

  @Override
  public Optional<Ask> next() {
    if (!planned.isEmpty()) {
      steps++;
      return Optional.of(planned.poll());
    }
    if (steps >= most && (bought || !habit.buys())) {
      return Optional.empty();
    }
    steps++;
    return Optional.of(steps == 1 ? landing() : choose());
  }

  private Ask landing() {
    if (habit == Habit.REFRESH || habit == Habit.EXPRESS) {
      state = State.PRODUCT;
      return Ask.page(0, shop.product(favourite));
    }
    if (habit == Habit.DEALS) {
      state = State.LISTING;
      return Ask.page(0, "/sale");
    }
    return at(0);
  }

  private Ask choose() {
    return switch (habit) {
      case REFRESH -> refresh();
      case TABS -> random.nextDouble() < Parameters.of("tabs.share") ? tabs() : browse();
      case BUY, EXPRESS -> steps > most ? buy() : browse();
      case COMPARE -> compare();
      case LISTEN, DEALS -> lists();
      default -> browse();
    };
  }

  private Ask browse() {
    long wait = dwell(state.dwell());
    State next = state.next(random);
    while (isBack(next)) {
      wait += dwell(Parameters.of("dwell.back"));
      state = next;
      next = state.next(random);
    }
    state = next;
    return at(wait);
  }

  /** Back to a list from a product: the browser shows what it kept and asks for nothing. */
  private boolean isBack(State next) {
    return state == State.PRODUCT
        && next == State.LISTING
        && random.nextDouble() < Parameters.of("back.kept");
  }

  private Ask compare() {
    if (random.nextDouble() >= Parameters.of("compare.product")) {
      return browse();
    }
    long wait = dwell(state.dwell());
    state = State.PRODUCT;
    return at(wait);
  }

  private Ask lists() {
    if (random.nextDouble() >= Parameters.of("lists.stay")) {
      return browse();
    }
    long wait = dwell(state.dwell());
    state = State.LISTING;
    return at(wait);
  }

  private Ask refresh() {
    boolean quick = random.nextDouble() < Parameters.of("refresh.quick");
    return Ask.page(dwell(quick ? 5 : 20), shop.product(favourite));
  }

  private Ask tabs() {
    long wait = dwell(state.dwell());
    int more = 2 + random.nextInt(5);
    for (int i = 0; i < more; i++) {
      planned.add(Ask.page(250 + random.nextInt(900), shop.product(product())));
    }
    state = State.PRODUCT;
    return Ask.page(wait, shop.product(product()));
  }

  private Ask buy() {
    bought = true;
    double haste = habit == Habit.EXPRESS ? 0.5 : 1;
    planned.add(Ask.page(dwell(Parameters.of("dwell.cart") * haste), "/checkout"));
    planned.add(Ask.page(dwell(Parameters.of("dwell.checkout") * haste), "/order/confirmed"));
    return Ask.page(dwell(state.dwell()), "/cart");
  }

  private Ask at(long wait) {
    return switch (state) {
      case HOME -> Ask.page(wait, "/");
      case SEARCH -> Ask.page(wait, shop.search(random.nextInt(60)));
      case LISTING -> list(wait);
      case PRODUCT -> product(wait);
      case REVIEWS -> Ask.api(wait, "/api/reviews/" + product());
      case CART -> Ask.page(wait, "/cart");
      case ACCOUNT -> Ask.page(wait, "/account");
    };
  }

  private Ask list(long wait) {
    boolean next = random.nextDouble() < Parameters.of("listing.nextPage");
    if (next && listPage < shop.listPages()) {
      listPage++;
    } else if (random.nextDouble() < Parameters.of("listing.otherCategory")) {
      category = liked[random.nextInt(LIKED)];
      listPage = 1;
    }
    boolean faceted = random.nextDouble() < Parameters.of("listing.facet");
    if (prefetches && random.nextDouble() < Parameters.of("prefetch.chance")) {
      planned.add(
          new Ask(400 + random.nextInt(3_000), shop.product(product()), Ask.Kind.PREFETCH, 200));
    }
    String path = shop.list(category, listPage, faceted ? random.nextInt(40) : -1);
    return shop.scripted() && steps > 1 ? Ask.api(wait, "/api/pages" + path) : Ask.page(wait, path);
  }

  private Ask product(long wait) {
    int product = product();
    if (random.nextDouble() < Parameters.of("errors.page")) {
      return new Ask(wait, shop.missing(product), Ask.Kind.PAGE, 404);
    }
    return shop.scripted() && steps > 1
        ? Ask.api(wait, shop.api(product))
        : Ask.page(wait, shop.product(product));
  }

  private int product() {
    return wanted(random, shop, exponent, category);
  }

  /** What somebody opens who looks at a category: mostly something in it. */
  static int wanted(RandomGenerator random, Shop shop, double exponent, int category) {
    return random.nextDouble() < Parameters.of("affinity")
        ? shop.popular(random, exponent, category)
        : shop.popular(random, exponent);
  }

  private long dwell(double medianSeconds) {
    double sigma = Parameters.of("dwell.sigma");
    double seconds = medianSeconds * pace * Math.exp(random.nextGaussian() * sigma);
    if (random.nextDouble() < Parameters.of("away.chance")) {
      seconds += Parameters.of("dwell.away") * Math.exp(random.nextGaussian());
    }
    return (long) (Math.max(0.6, Math.min(seconds, LONGEST_DWELL)) * 1000);
  }
}
