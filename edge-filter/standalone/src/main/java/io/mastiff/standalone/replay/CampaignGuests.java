package io.mastiff.standalone.replay;

import io.mastiff.data.simulate.Behaviour;
import io.mastiff.data.simulate.Browsers;
import io.mastiff.data.simulate.Catalogue;
import io.mastiff.data.simulate.FromFacet;
import io.mastiff.data.simulate.Scraper;
import io.mastiff.data.simulate.Shopper;
import io.mastiff.data.simulate.Software;
import io.mastiff.data.simulate.Step;
import io.mastiff.data.simulate.Tools;
import io.mastiff.event.IpAddress;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.SplittableRandom;

/** Who comes in a {@link Scenario}, and when; seeded. */
final class CampaignGuests {
  static final int PRODUCTS = 5_000;
  private static final int CATEGORIES = 60;
  private static final int SHAPES = 12;
  private static final double MIXED_PER_SECOND = 20;
  private static final double FLOOD_PER_SECOND = 100;
  private static final int FLOOD = 10_000;
  private static final int WATCHED = 2_000;
  private static final double HOUR_MS = 3_600_000;
  private static final int SALE_TIMES = 5;
  private static final int SALE_PRODUCTS = 3;
  private static final Catalogue SHOP = new Catalogue(PRODUCTS, CATEGORIES, 0.9);

  private final Scenario scenario;
  private final int sessions;
  private final SplittableRandom random;
  private final List<Guest.Jar> visited = new ArrayList<>();
  private int addresses;

  CampaignGuests(Scenario scenario, int sessions, long seed) {
    this.scenario = scenario;
    this.sessions = sessions;
    this.random = new SplittableRandom(seed);
  }

  /** How long shoppers come, in ms. */
  double lengthMs() {
    return scenario == Scenario.WATCHERS
        ? 6 * HOUR_MS
        : sessions / scenario.sessionsPerSecond() * 1000;
  }

  /** When the campaign begins, in ms from the start; the middle where there is none. */
  double beginsMs() {
    return scenario == Scenario.WATCHERS ? 2 * HOUR_MS : lengthMs() * 0.4;
  }

  void schedule(Guests.Door door) {
    for (int i = 0; i < sessions; i++) {
      door.comes(random.nextDouble() * lengthMs(), shopper());
    }
    switch (scenario) {
      case FLOOD -> flood(door, 1);
      case FLOOD_FRAMED -> flood(door, 0);
      case FLOOD_MIXED -> mixed(door);
      case WATCHERS -> watchers(door);
      case FLASH_SALE -> sale(door);
      case CDN -> {}
    }
  }

  private Guest shopper() {
    boolean one = scenario == Scenario.FLOOD || scenario == Scenario.FLOOD_FRAMED;
    SplittableRandom own = random.split();
    Software software = one ? Browsers.commonest(own) : Browsers.any(own);
    boolean keeps = random.nextInt(20) > 0;
    Guest.Jar jar = keeps ? jar() : new Guest.Jar();
    double assets = random.nextDouble() < 0.7 ? 1 : random.nextDouble();
    Behaviour shopping = Shopper.any(own, SHOP);
    boolean byFacet = random.nextInt(8) == 0;
    return new Guest(
        keeps ? "shopper" : "private",
        software,
        byFacet ? new FromFacet(shopping, SHOP, own) : shopping,
        own(),
        jar,
        keeps,
        assets);
  }

  private Guest.Jar jar() {
    if (random.nextDouble() < 0.4 && !visited.isEmpty()) {
      return visited.get(random.nextInt(visited.size()));
    }
    Guest.Jar jar = new Guest.Jar();
    visited.add(jar);
    return jar;
  }

  private void flood(Guests.Door door, int variant) {
    for (int i = 0; i < FLOOD; i++) {
      SplittableRandom own = random.split();
      double atMs = beginsMs() + (i + own.nextDouble()) / FLOOD_PER_SECOND * 1000;
      once(door, atMs, Tools.campaign(own, variant), FromFacet.page(SHOP, own), 0);
    }
  }

  private void mixed(Guests.Door door) {
    double forMs = Math.min(PRODUCTS / MIXED_PER_SECOND * 1000, lengthMs() - beginsMs());
    int views = (int) (forMs * MIXED_PER_SECOND / 1000);
    for (int i = 0; i < views; i++) {
      SplittableRandom own = random.split();
      int shape = i % SHAPES;
      int product = shape * (PRODUCTS / SHAPES) + i / SHAPES % (PRODUCTS / SHAPES);
      double atMs = beginsMs() + (i + own.nextDouble()) / MIXED_PER_SECOND * 1000;
      once(door, atMs, Tools.campaign(own, 1 + shape), Step.product(0, product), 0);
    }
  }

  private void watchers(Guests.Door door) {
    List<Integer> watched = watched();
    for (double from = beginsMs(); from < lengthMs(); from += HOUR_MS) {
      Collections.shuffle(watched, new Random(random.nextLong()));
      for (int i = 0; i < watched.size(); i++) {
        SplittableRandom own = random.split();
        double atMs = from + (i + own.nextDouble()) / watched.size() * HOUR_MS;
        once(door, atMs, Tools.campaign(own, 3), Step.product(0, watched.get(i)), 1);
      }
    }
  }

  /** As people like them, each once. */
  private List<Integer> watched() {
    Set<Integer> products = new LinkedHashSet<>();
    while (products.size() < WATCHED) {
      Shopper.of(random.split(), SHOP, Shopper.Habit.DEALS)
          .next()
          .ifPresent(step -> products.add(step.product()));
    }
    return new ArrayList<>(products);
  }

  private void sale(Guests.Door door) {
    int people = (int) (SALE_TIMES * 60 * scenario.sessionsPerSecond());
    for (int i = 0; i < people; i++) {
      SplittableRandom own = random.split();
      int wanted = 4_000 + own.nextInt(SALE_PRODUCTS);
      Behaviour deals = Shopper.of(own, SHOP, Shopper.Habit.DEALS);
      Behaviour forOne =
          () ->
              deals
                  .next()
                  .map(
                      s -> s.product() < 0 ? s : new Step(s.waitMs(), s.type(), wanted, -1, 1, -1));
      double assets = random.nextDouble() < 0.7 ? 1 : random.nextDouble();
      door.comes(
          beginsMs() + own.nextDouble() * 60_000,
          new Guest("sale", Browsers.any(own), forOne, own(), new Guest.Jar(), true, assets));
    }
  }

  private void once(Guests.Door door, double atMs, Software software, Step step, double assets) {
    door.comes(
        atMs,
        new Guest(
            Guest.CAMPAIGN,
            software,
            Scraper.once(step),
            own(),
            new Guest.Jar(),
            assets > 0,
            assets));
  }

  private IpAddress own() {
    return IpAddress.v4(0xf2_00_00_01L + addresses++ * 256L);
  }
}
