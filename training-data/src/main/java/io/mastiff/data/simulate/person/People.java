package io.mastiff.data.simulate.person;

import io.mastiff.data.simulate.family.Browsers;
import io.mastiff.data.simulate.family.Kit;
import io.mastiff.data.simulate.family.Network;
import io.mastiff.data.simulate.family.Outfit;
import io.mastiff.data.simulate.shop.Shop;
import io.mastiff.data.simulate.visit.Ask;
import io.mastiff.data.simulate.visit.Asks;
import io.mastiff.data.simulate.visit.Loading;
import io.mastiff.data.simulate.visit.Player;
import io.mastiff.data.simulate.visit.Request;
import io.mastiff.data.simulate.visit.Visit;
import io.mastiff.data.simulate.visit.Visitor;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/**
 * Makes visits of people, with what makes them hard to tell from programs: browsers of all kinds
 * and ages, views within apps, ad blockers, caches, no cookies, late cookies, shared and changing
 * addresses, screen readers.
 */
public final class People {
  /** Family of people in datasets. */
  public static final String SHOPPER = "shopper";

  private static final List<String> LANGUAGES =
      List.of(
          "de-DE,de;q=0.9,en-US;q=0.8,en;q=0.7",
          "en-GB,en;q=0.9",
          "en-US,en;q=0.9",
          "en-US,en;q=0.5",
          "fr-FR,fr;q=0.9,en;q=0.8",
          "de,en-US;q=0.7,en;q=0.3",
          "es-ES,es;q=0.9",
          "it-IT,it;q=0.9,en;q=0.7",
          "nl-NL,nl;q=0.9,en;q=0.8",
          "pl-PL,pl;q=0.9,en-US;q=0.8",
          "tr-TR,tr;q=0.9",
          "pt-BR,pt;q=0.9,en;q=0.8",
          "ja-JP,ja;q=0.9",
          "uk-UA,uk;q=0.9,ru;q=0.8,en;q=0.7");
  private static final long OFFICE_MS = 300_000;

  private final Shop shop;
  private final boolean sale;

  /**
   * @param sale whether it is the day of a sale
   */
  public People(Shop shop, boolean sale) {
    this.shop = shop;
    this.sale = sale;
  }

  /** The people of a day, which may be the day of a sale. */
  public static People ofAnyDay(Shop shop, SplittableRandom random) {
    return new People(shop, random.nextDouble() < Parameters.of("sale.days"));
  }

  /** Somebody who has not been here before. */
  public Visitor visitor(String client, SplittableRandom random) {
    Kit kit = Kit.any(random, Browsers.library());
    String language = language(random);
    Outfit outfit = kit.outfit(random, language);
    boolean phone = kit.name().contains("iphone") || kit.name().contains("android");
    boolean office = !phone && random.nextDouble() < Parameters.of("office.share");
    Network.Kind network = network(office, phone, random);
    boolean keeps = random.nextDouble() >= Parameters.of("cookies.none");
    Outfit worn = Meddling.of(outfit, office, random);
    return new Visitor(client, worn, network.any(random), keeps, false);
  }

  private static Network.Kind network(boolean office, boolean phone, SplittableRandom random) {
    if (office) {
      return Network.Kind.OFFICE;
    }
    if (random.nextDouble() < Parameters.of("vpn.share")) {
      return random.nextInt(3) == 0 ? Network.Kind.HOSTING : Network.Kind.ANONYMOUS;
    }
    return phone && random.nextDouble() < Parameters.of("carrier.share")
        ? Network.Kind.MOBILE
        : Network.Kind.RESIDENTIAL;
  }

  /** People are of few languages, most of them the shop's. */
  private static String language(SplittableRandom random) {
    double u = random.nextDouble();
    return LANGUAGES.get((int) (u * u * LANGUAGES.size()));
  }

  /** One visit of somebody, and of those who cannot be told apart from them. */
  public Visit visit(long index, Visitor visitor, long startMs, SplittableRandom random) {
    boolean shared =
        !visitor.keepsCookies() && random.nextDouble() < Parameters.of("shared.noCookies");
    int people = shared ? 2 + random.nextInt(11) : 1;
    List<Request> all = new ArrayList<>();
    for (int i = 0; i < people; i++) {
      long offset = i == 0 ? 0 : random.nextLong(OFFICE_MS);
      all.addAll(one(visitor, startMs + offset, random.split()));
    }
    all.sort(Comparator.comparingLong(Request::atMs));
    boolean agrees = random.nextDouble() < Parameters.of("consent.given");
    int agreesAfter = agrees ? random.nextInt(4) : -1;
    return new Visit(index, SHOPPER, Visit.Label.HUMAN, visitor, agreesAfter, all);
  }

  /** The products that somebody looks at. */
  public List<String> products(int count, SplittableRandom random) {
    int category = shop.categoryOf(shop.popular(random, shop.alpha()));
    return IntStream.range(0, count)
        .map(i -> Person.wanted(random, shop, shop.alpha(), category))
        .mapToObj(shop::product)
        .toList();
  }

  /** A visit of which one page is known. */
  public Visit glance(Visitor visitor, long startMs, SplittableRandom random) {
    Ask product = Ask.page(0, shop.product(shop.popular(random, shop.alpha())));
    Iterator<Ask> pages = List.of(product).iterator();
    Asks once = () -> pages.hasNext() ? Optional.of(pages.next()) : Optional.empty();
    Player.Manners manners = new Player.Manners(referer(random), 0, 0, 0, visitor.address());
    List<Request> requests =
        new Player(shop, visitor, Loading.NOTHING, manners, random).play(once, startMs);
    return new Visit(-1, SHOPPER, Visit.Label.HUMAN, visitor, -1, requests);
  }

  private List<Request> one(Visitor visitor, long startMs, SplittableRandom random) {
    boolean moves = random.nextDouble() < Parameters.of("address.changes");
    Player.Manners manners =
        new Player.Manners(
            referer(random),
            0,
            random.nextDouble() < 0.5 ? Parameters.of("pages.revalidated") : 0,
            moves ? 1 + random.nextInt(8) : 0,
            Network.Kind.MOBILE.any(random));
    Person person = Person.any(random, shop, sale);
    return new Player(shop, visitor, loading(random), manners, random).play(person, startMs);
  }

  /** Many come to a sale from a letter or an app, which say nothing of where they are. */
  private String referer(SplittableRandom random) {
    double u = random.nextDouble();
    if (u < Parameters.of(sale ? "sale.direct" : "referer.hidden")) {
      return "none";
    }
    double v = random.nextDouble();
    return v < Parameters.of("from.search")
        ? "search"
        : v < Parameters.of("from.search") + Parameters.of("from.elsewhere") ? "external" : "walk";
  }

  private static Loading loading(SplittableRandom random) {
    double u = random.nextDouble();
    double whole = Parameters.of("assets.whole");
    double share = u < whole ? 1 : u < whole + 0.25 ? random.nextDouble() : u < 0.95 ? 0.05 : 0;
    return new Loading(
        share,
        random.nextDouble() >= Parameters.of("images.none"),
        random.nextDouble() >= Parameters.of("adblock.share"),
        Parameters.of("assets.revalidated"),
        random.nextDouble() >= Parameters.of("cache.none"));
  }
}
