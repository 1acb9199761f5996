package io.mastiff.standalone.actor;

import io.mastiff.data.simulate.Behaviour;
import io.mastiff.data.simulate.Browsers;
import io.mastiff.data.simulate.Catalogue;
import io.mastiff.data.simulate.FromFacet;
import io.mastiff.data.simulate.Scraper;
import io.mastiff.data.simulate.Shopper;
import io.mastiff.data.simulate.Software;
import io.mastiff.data.simulate.Step;
import io.mastiff.data.simulate.Tools;
import io.mastiff.standalone.store.StoreCatalogue;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/**
 * All actors of a phase, on a seeded schedule; what they are is the {@link Play}'s.
 *
 * <pre>
 * Shoppers come at 3.2 a second after 90 in the first five seconds; 40% are on their first visit, as
 * far as earlier phases left returning ones; one in ten shares one of five addresses.
 *   loop    6 clients at 12 pages a second each.
 *   mimic   10 clients at 3 pages a second; every second keeps its cookie.
 *   fleet   2,000 addresses over a minute with one to three products each; half of them (fleet-keeper)
 *           return the cookie they were given.
 * Addresses are from 240.0.0.0/4, which nobody has; their first number names the family.
 * </pre>
 */
public final class Cast {
  public static final int LOOPS = 6;
  public static final double LOOP_RATE = 12;
  public static final int MIMICS = 10;
  public static final double MIMIC_RATE = 3;
  private static final double FLEET_PER_SECOND = 2_000 / 60.0;
  private static final double FLOOD_FROM_MS = 8_000;
  private static final double FLOOD_PER_SECOND = 100;
  private static final double MIXED_PER_SECOND = 20;
  private static final int SHAPES = 12;
  private static final double SALE_TIMES = 10;
  private static final double SHOPPERS_PER_SECOND = 3.2;
  private static final int FIRST_SHOPPERS = 90;
  private static final double FIRST_VISITS = 0.4;
  private static final Catalogue SHOP =
      new Catalogue(StoreCatalogue.PRODUCTS, StoreCatalogue.CATEGORIES, 0.9);

  private final Stage stage;
  private final Play play;
  private final SplittableRandom random;
  private final List<Jar> returning;
  private final List<Jar> visited = new ArrayList<>();
  private final Map<String, Tally> tallies = new LinkedHashMap<>();
  private int addresses;

  /**
   * @param returning jars of visitors of earlier phases
   */
  public Cast(Stage stage, Play play, long seed, List<Jar> returning) {
    this.stage = stage;
    this.play = play;
    this.random = new SplittableRandom(seed);
    this.returning = new ArrayList<>(returning);
  }

  /** What each family got so far, by name; {@code shopper} first. */
  public Map<String, Tally> tallies() {
    return tallies;
  }

  /** Jars of this phase's shoppers, for the next phase's returning ones. */
  public List<Jar> visited() {
    return visited;
  }

  /** The family that an address belongs to. */
  public static String familyOf(String address) {
    return switch (address.substring(0, 3)) {
      case "240" -> "shopper";
      case "241" -> "loop";
      case "242" -> "mimic";
      case "243" -> "fleet";
      case "244" -> "fleet-keeper";
      case "245" -> "flood";
      default -> "other";
    };
  }

  /** Schedules shoppers for {@code seconds}. */
  public void shoppers(int seconds) {
    Tally tally = tally("shopper");
    for (int i = 0; i < FIRST_SHOPPERS; i++) {
      shopper(random.nextDouble() * 5_000, tally);
    }
    double atMs = 0;
    while (atMs < seconds * 1000.0) {
      atMs += -Math.log(1 - random.nextDouble()) / SHOPPERS_PER_SECOND * 1000;
      shopper(atMs, tally);
    }
  }

  private void shopper(double atMs, Tally tally) {
    boolean stranger = random.nextDouble() < FIRST_VISITS;
    int pick = random.nextInt(Integer.MAX_VALUE);
    boolean first = stranger || returning.isEmpty();
    Jar jar = first ? new Jar() : returning.remove(pick % returning.size());
    visited.add(jar);
    SplittableRandom own = random.split();
    String address = own.nextInt(10) == 0 ? "240.9.9." + (1 + own.nextInt(5)) : address(240);
    Behaviour shopping = Shopper.any(own, SHOP);
    boolean byFacet = play == Play.FLOOD && own.nextInt(8) == 0;
    Actor actor =
        new Actor(
            stage,
            byFacet ? new FromFacet(shopping, SHOP, own) : shopping,
            play == Play.FLOOD ? Browsers.commonest(own) : Browsers.any(own),
            address,
            jar,
            true,
            true,
            !first && own.nextBoolean(),
            tally);
    stage.at(atMs, () -> actor.start(atMs));
  }

  /** Schedules all scrapers of the play, or the people of its sale, for {@code seconds}. */
  public void scrapers(int seconds) {
    switch (play) {
      case DEFAULT -> mixture(seconds);
      case FLOOD -> flood(seconds, FLOOD_PER_SECOND, 1);
      case FLOOD_MIXED -> flood(seconds, MIXED_PER_SECOND, SHAPES);
      case FLASH_SALE -> sale(seconds);
    }
  }

  private void flood(int seconds, double perSecond, int shapes) {
    int members = (int) (perSecond * Math.max(0, seconds - FLOOD_FROM_MS / 1000));
    for (int i = 0; i < members; i++) {
      SplittableRandom own = random.split();
      boolean facets = play == Play.FLOOD;
      Step page = facets ? FromFacet.page(SHOP, own) : Step.product(0, disjoint(i, shapes));
      Actor actor =
          new Actor(
              stage,
              Scraper.once(page),
              Tools.campaign(own, 1 + i % shapes),
              address(245),
              new Jar(),
              false,
              false,
              false,
              tally("flood"));
      double atMs = FLOOD_FROM_MS + (i + own.nextDouble()) / perSecond * 1000;
      stage.at(atMs, () -> actor.start(atMs));
    }
  }

  /** The i-th product, where each shape has a part of the catalogue of its own. */
  private static int disjoint(int i, int shapes) {
    int part = SHOP.products() / shapes;
    return i % shapes * part + i / shapes % part;
  }

  private void sale(int seconds) {
    int people = (int) (SALE_TIMES * SHOPPERS_PER_SECOND * Math.min(60, seconds));
    for (int i = 0; i < people; i++) {
      shopper(FLOOD_FROM_MS + random.nextDouble() * 60_000, tally("shopper"));
    }
  }

  private void mixture(int seconds) {
    loops(0, seconds);
    for (int i = 0; i < MIMICS; i++) {
      scraper("mimic", Scraper.Family.MIMIC, MIMIC_RATE, 242, i * 100.0, i % 2 == 0, seconds);
    }
    int members = (int) (FLEET_PER_SECOND * seconds);
    for (int i = 0; i < members; i++) {
      boolean keeper = i % 2 == 0;
      SplittableRandom own = random.split();
      Scraper behaviour = Scraper.of(own, SHOP, Scraper.Family.FLEET, 0.4, 1 + own.nextInt(3));
      Actor actor =
          new Actor(
              stage,
              behaviour,
              Tools.fleet(own),
              address(keeper ? 244 : 243),
              new Jar(),
              keeper,
              false,
              false,
              tally(keeper ? "fleet-keeper" : "fleet"));
      double atMs = (i + own.nextDouble()) / FLEET_PER_SECOND * 1000;
      stage.at(atMs, () -> actor.start(atMs));
    }
  }

  /** Schedules loops with new addresses from a time of the phase on. */
  public void loops(double fromMs, int seconds) {
    for (int i = 0; i < LOOPS; i++) {
      scraper("loop", Scraper.Family.LOOP, LOOP_RATE, 241, fromMs + i * 50.0, false, seconds);
    }
  }

  private void scraper(
      String name,
      Scraper.Family family,
      double rate,
      int net,
      double atMs,
      boolean keepsCookies,
      int seconds) {
    SplittableRandom own = random.split();
    Scraper behaviour = Scraper.of(own, SHOP, family, rate, (int) (rate * seconds * 2));
    Software profile = family == Scraper.Family.LOOP ? Tools.script(own) : Tools.mimic();
    Actor actor =
        new Actor(
            stage,
            behaviour,
            profile,
            address(net),
            new Jar(),
            keepsCookies,
            false,
            false,
            tally(name));
    stage.at(atMs, () -> actor.start(atMs));
  }

  private Tally tally(String family) {
    return tallies.computeIfAbsent(family, f -> new Tally());
  }

  private String address(int net) {
    int n = addresses++;
    return net + "." + (n / 250) % 250 + "." + n % 250 + "." + (1 + random.nextInt(250));
  }
}
