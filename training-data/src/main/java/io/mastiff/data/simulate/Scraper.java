package io.mastiff.data.simulate;

import io.mastiff.event.PageType;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * A program that copies a shop's prices.
 *
 * <pre>
 * LOOP    one request after the other at a steady rate, products or the price interface in order.
 * MIMIC   a browser's headers; walks the sitemap with jittered pauses, sometimes a list between.
 * FLEET   one member of many: one to three products, then never seen again.
 * </pre>
 */
public final class Scraper implements Behaviour {
  /** One page, then never seen again. */
  public static Behaviour once(Step page) {
    Deque<Step> left = new ArrayDeque<>(List.of(page));
    return () -> Optional.ofNullable(left.poll());
  }

  /** The kinds of scraper that are known so far. */
  public enum Family {
    LOOP,
    MIMIC,
    FLEET
  }

  private final RandomGenerator random;
  private final Catalogue shop;
  private final Family family;
  private final double meanSeconds;
  private final double jitter;
  private final int most;
  private final double listShare;
  private final PageType target;
  private int cursor;
  private int steps;

  private Scraper(
      RandomGenerator random,
      Catalogue shop,
      Family family,
      double meanSeconds,
      double jitter,
      int most,
      double listShare,
      PageType target) {
    this.random = random;
    this.shop = shop;
    this.family = family;
    this.meanSeconds = meanSeconds;
    this.jitter = jitter;
    this.most = most;
    this.listShare = listShare;
    this.target = target;
    this.cursor = random.nextInt(shop.products());
  }

  /** A scraper with this many pages a second. */
  public static Scraper of(
      RandomGenerator random, Catalogue shop, Family family, double perSecond, int most) {
    double jitter =
        switch (family) {
          case LOOP -> 0.02 + random.nextDouble() * 0.1;
          case MIMIC -> 0.2 + random.nextDouble() * 0.6;
          case FLEET -> 0.8;
        };
    double listShare = family == Family.MIMIC ? random.nextDouble() * 0.15 : 0;
    PageType target =
        family == Family.LOOP && random.nextDouble() < 0.3 ? PageType.API : PageType.PRODUCT;
    return new Scraper(random, shop, family, 1 / perSecond, jitter, most, listShare, target);
  }

  /** A scraper of the family with a rate and length drawn from what the family does. */
  public static Scraper any(RandomGenerator random, Catalogue shop, Family family) {
    double u = random.nextDouble();
    double perSecond =
        switch (family) {
          case LOOP -> Math.exp(Math.log(0.5) + u * Math.log(60));
          case MIMIC -> Math.exp(Math.log(0.1) + u * Math.log(60));
          case FLEET -> Math.exp(Math.log(0.05) + u * Math.log(20));
        };
    int most = family == Family.FLEET ? 1 + random.nextInt(3) : 5 + Shopper.geometric(random, 120);
    return of(random, shop, family, perSecond, most);
  }

  public Family family() {
    return family;
  }

  @Override
  public Optional<Step> next() {
    if (steps >= most) {
      return Optional.empty();
    }
    long wait = steps == 0 ? 0 : pause();
    steps++;
    if (random.nextDouble() < listShare) {
      return Optional.of(Step.listing(wait, cursor % shop.categories(), 1 + cursor % 9, -1));
    }
    int product = cursor;
    cursor =
        family == Family.FLEET ? random.nextInt(shop.products()) : (cursor + 1) % shop.products();
    return Optional.of(new Step(wait, target, product, -1, 1, -1));
  }

  private long pause() {
    double seconds = meanSeconds * Math.exp(random.nextGaussian() * jitter - jitter * jitter / 2);
    return (long) Math.max(1, seconds * 1000);
  }
}
