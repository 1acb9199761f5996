package io.mastiff.data.simulate.crowd;

import io.mastiff.data.simulate.family.Walk;
import io.mastiff.data.simulate.shop.Shop;
import java.util.random.RandomGenerator;

/**
 * Where a program goes next in a shop.
 *
 * <p>Sessions of one client go on where the one before may have ended: each takes another stretch
 * of the client's part of the catalogue.
 */
final class Route {
  private static final int STRETCH = 40;
  private static final int FACETS = 60;

  private final Walk walk;
  private final Shop shop;
  private final RandomGenerator random;
  private final int first;
  private final int length;
  private final int[] watched;
  private final long periodMs;
  private int cursor;
  private int category;
  private int listPage;
  private int onList;

  /** A product, or a list's path. */
  record Place(long waitMs, int product, String list) {
    boolean isList() {
      return !list.isEmpty();
    }
  }

  Route(Walk walk, Shop shop, RandomGenerator client, int session, RandomGenerator random) {
    this.walk = walk;
    this.shop = shop;
    this.random = random;
    this.length = Math.max(1, (int) (walk.part() * shop.products()));
    this.first = client.nextInt(shop.products());
    this.category = client.nextInt(shop.categories());
    this.periodMs = (long) (walk.everySeconds().next(client) * 1000);
    this.watched = watched(client);
    this.cursor = start(session);
  }

  private int[] watched(RandomGenerator client) {
    boolean watches = walk.order() == Walk.Order.WATCH || walk.order() == Walk.Order.STOCK;
    int[] all = new int[watches ? Math.min(shop.products(), walk.watched().nextInt(client)) : 0];
    for (int i = 0; i < all.length; i++) {
      all[i] = shop.popular(client, Math.max(0.01, walk.popular()));
    }
    return all;
  }

  private int start(int session) {
    return switch (walk.order()) {
      case SEQUENTIAL, SITEMAP, POPULARITY -> session * STRETCH;
      case WATCH, STOCK -> watched.length == 0 ? 0 : session * STRETCH % watched.length;
      default -> 0;
    };
  }

  /** How long until it begins anew, ms. */
  long period() {
    return periodMs;
  }

  Place next() {
    if (walk.lists() > 0 && random.nextDouble() < walk.lists()) {
      return list();
    }
    return switch (walk.order()) {
      case SEQUENTIAL -> product((first + cursor++ % length) % shop.products());
      case SITEMAP -> product(shop.ofSitemap(first + (long) (cursor++ % length)));
      case POPULARITY -> product(shop.ofRank(cursor++ % length));
      case RANDOM, PERSON, PATHS -> product(any());
      case LISTS -> onList > 0 ? listed() : list();
      case SEARCHES -> onList > 0 ? listed() : search();
      case WATCH, STOCK -> watch();
      case GOAL -> goal();
    };
  }

  private int any() {
    return walk.popular() > 0
        ? shop.popular(random, walk.popular())
        : (first + random.nextInt(length)) % shop.products();
  }

  private static Place product(int product) {
    return new Place(0, product, "");
  }

  private Place list() {
    onList = random.nextInt(4);
    if (++listPage > shop.listPages()) {
      listPage = 1;
      category = (category + 1) % shop.categories();
    }
    return new Place(0, -1, shop.list(category, listPage, -1));
  }

  private Place listed() {
    onList--;
    long index = ((long) listPage * Shop.PAGE_SIZE + onList) * shop.categories() + category;
    return product((int) (index % shop.products()));
  }

  private Place search() {
    onList = random.nextInt(3);
    cursor++;
    boolean facets = cursor % 3 != 0;
    return new Place(
        0,
        -1,
        facets
            ? shop.list((category + cursor / FACETS) % shop.categories(), 1, cursor % FACETS)
            : shop.search(first + cursor / 3));
  }

  /** The list from its beginning after each period. */
  private Place watch() {
    long wait = cursor > 0 && cursor % watched.length == 0 ? periodMs : 0;
    return new Place(wait, watched[cursor++ % watched.length], "");
  }

  private Place goal() {
    int n = cursor++;
    if (n == 0 && random.nextInt(5) < 2) {
      return new Place(0, -1, shop.search(random.nextInt(40)));
    }
    return n % 4 == 3
        ? new Place(0, -1, shop.list(category, 1, random.nextInt(24)))
        : product(shop.popular(random, shop.alpha(), category));
  }
}
