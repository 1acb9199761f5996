package io.mastiff.standalone.replay;

import io.mastiff.data.simulate.Behaviour;
import io.mastiff.data.simulate.Browsers;
import io.mastiff.data.simulate.Catalogue;
import io.mastiff.data.simulate.Scraper;
import io.mastiff.data.simulate.Shopper;
import io.mastiff.data.simulate.Software;
import io.mastiff.data.simulate.Step;
import io.mastiff.data.simulate.Tools;
import io.mastiff.event.IpAddress;
import io.mastiff.event.PageType;
import io.mastiff.standalone.replay.Guest.Jar;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;

/**
 * Who comes to the shop, and when; seeded.
 *
 * <pre>
 * shopper    the rest: all browsers, two in five returning, one in twelve behind a carrier's address
 * in-app     5%: pages that another app shows
 * private    5%: browsers that keep no cookie
 * office     300 people behind one address within half an hour
 * flash-sale 600 people who come within a minute in the middle and load one page again and again
 * app        6%: the shop's own app, which knows the interface alone and keeps no cookie
 * partner    a feed with the shop's key, five calls a second all the time
 * loop       three scripts with 12 pages a second, one with 60
 * mimic      four programs with a browser's headers, 3 pages a second; half of them keep cookies
 * forged     two that call themselves Googlebot, 5 pages a second
 * </pre>
 *
 * <p>Scrapers run for twenty minutes from the first quarter on. Addresses are from 240.0.0.0/4,
 * which nobody has.
 */
final class Guests {
  static final List<String> SCRAPERS = List.of("loop", "mimic", "forged");
  static final String PARTNER_KEY = "a-key-for-the-price-comparison";
  static final int PRODUCTS = 5_000;
  static final double SESSIONS_PER_SECOND = 4.2;
  private static final int OFFICE = 300;
  private static final int FLASH_SALE = 600;
  private static final double SCRAPE_MS = 20 * 60_000.0;
  private static final int CARRIER_ADDRESSES = 100;
  private static final Catalogue SHOP = new Catalogue(PRODUCTS, 60, 0.9);

  private final SplittableRandom random;
  private final List<Jar> visited = new ArrayList<>();
  private int addresses;

  Guests(long seed) {
    random = new SplittableRandom(seed);
  }

  /** Takes a guest who comes at a time, in ms from the start. */
  interface Door {
    void comes(double atMs, Guest guest);
  }

  /** Lets everybody come; returns how long it takes, in ms. */
  double schedule(int sessions, Door door) {
    double lengthMs = sessions / SESSIONS_PER_SECOND * 1000;
    int others = Math.min(OFFICE + FLASH_SALE, sessions / 4);
    int office = others / 3;
    for (int i = 0; i < sessions - others; i++) {
      door.comes(random.nextDouble() * lengthMs, anybody());
    }
    IpAddress one = IpAddress.v4(0xf0_09_09_09L);
    for (int i = 0; i < office; i++) {
      double atMs = lengthMs / 3 + random.nextDouble() * Math.min(lengthMs / 3, 1_800_000);
      Software software = Browsers.any(random.split());
      Guest guest =
          new Guest(
              "office",
              software,
              shopper(),
              one,
              new Jar(),
              random.nextInt(10) > 0,
              random.nextDouble());
      door.comes(atMs, guest);
    }
    for (int i = office; i < others; i++) {
      Behaviour deals = Shopper.of(random.split(), SHOP, Shopper.Habit.DEALS);
      door.comes(
          lengthMs / 2 + random.nextDouble() * 60_000,
          new Guest("flash-sale", Browsers.any(random.split()), deals, own(), new Jar(), true, 1));
    }
    partner(lengthMs, door);
    scrapers(lengthMs, door);
    return lengthMs;
  }

  private Behaviour shopper() {
    return Shopper.any(random.split(), SHOP);
  }

  private Guest anybody() {
    double u = random.nextDouble();
    double assets = random.nextDouble() < 0.7 ? 1 : random.nextDouble();
    IpAddress address = random.nextInt(12) == 0 ? carrier() : own();
    SplittableRandom its = random.split();
    if (u < 0.06) {
      Behaviour user = new AppUser(random.split(), PRODUCTS);
      return new Guest("app", Browsers.app(its), user, address, new Jar(), false, 0);
    }
    if (u < 0.11) {
      return new Guest("in-app", Browsers.inApp(its), shopper(), address, new Jar(), true, assets);
    }
    if (u < 0.16) {
      return new Guest("private", Browsers.any(its), shopper(), address, new Jar(), false, assets);
    }
    return new Guest("shopper", Browsers.any(its), shopper(), address, jar(), true, assets);
  }

  private Jar jar() {
    boolean returns = random.nextDouble() < 0.4 && !visited.isEmpty();
    if (returns) {
      return visited.get(random.nextInt(visited.size()));
    }
    Jar jar = new Jar();
    visited.add(jar);
    return jar;
  }

  private void partner(double lengthMs, Door door) {
    int calls = (int) (lengthMs / 200);
    door.comes(
        0,
        new Guest("partner", Tools.partner(PARTNER_KEY), feed(calls), own(), new Jar(), false, 0));
  }

  private static Behaviour feed(int calls) {
    int[] done = {0};
    return () ->
        done[0]++ < calls
            ? Optional.of(new Step(200, PageType.API, done[0] % PRODUCTS, -1, 1, -1))
            : Optional.empty();
  }

  private void scrapers(double lengthMs, Door door) {
    double from = lengthMs / 4;
    double forMs = Math.min(SCRAPE_MS, lengthMs / 2);
    for (int i = 0; i < 4; i++) {
      double rate = i == 3 ? 60 : 12;
      scraper(
          "loop",
          Tools.script(random.split()),
          Scraper.Family.LOOP,
          rate,
          false,
          from,
          forMs,
          door);
    }
    for (int i = 0; i < 4; i++) {
      scraper("mimic", Tools.mimic(), Scraper.Family.MIMIC, 3, i % 2 == 0, from, forMs, door);
    }
    for (int i = 0; i < 2; i++) {
      scraper("forged", Tools.forgedCrawler(), Scraper.Family.LOOP, 5, false, from, forMs, door);
    }
  }

  private void scraper(
      String family,
      Software software,
      Scraper.Family behaviour,
      double rate,
      boolean keepsCookies,
      double atMs,
      double forMs,
      Door door) {
    Scraper pages = Scraper.of(random.split(), SHOP, behaviour, rate, (int) (rate * forMs / 1000));
    door.comes(atMs, new Guest(family, software, pages, own(), new Jar(), keepsCookies, 0));
  }

  private IpAddress carrier() {
    return IpAddress.v4(0xf1_00_00_01L + random.nextInt(CARRIER_ADDRESSES) * 256L);
  }

  private IpAddress own() {
    return IpAddress.v4(0xf2_00_00_01L + addresses++ * 256L);
  }
}
