package io.mastiff.data.simulate.visit;

import io.mastiff.data.simulate.shop.Shop;
import io.mastiff.event.IpAddress;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;

/** Plays what a visitor asks for into its requests, with what belongs to each page. */
public final class Player {
  /** The shop's host in all simulated requests. */
  public static final String HOST = "shop.example";

  private static final int MOST_PAGES = 400;
  private static final String ORIGIN = "https://" + HOST;
  private static final List<String> SEARCHES =
      List.of("https://www.google.com/", "https://www.bing.com/", "https://duckduckgo.com/");
  private static final List<String> OTHERS =
      List.of("https://news.example/", "https://www.instagram.com/", "https://prices.example/lamp");

  private final Shop shop;
  private final Visitor visitor;
  private final Loading loading;
  private final RandomGenerator random;
  private final Manners manners;
  private final List<Request> requests = new ArrayList<>();

  /**
   * How it asks.
   *
   * @param referer {@code none}, {@code walk}, {@code search}, {@code external} or a URL; with
   *     {@code search} and {@code external} the pages after the first name the page before
   * @param head share of pages that are asked for with HEAD
   * @param conditional share of pages that carry a validator
   * @param movesAfter pages after which its address changes; 0 for never
   * @param another the address that it has then
   */
  public record Manners(
      String referer, double head, double conditional, int movesAfter, IpAddress another) {}

  public Player(
      Shop shop, Visitor visitor, Loading loading, Manners manners, RandomGenerator random) {
    this.shop = shop;
    this.visitor = visitor;
    this.loading = loading;
    this.manners = manners;
    this.random = random;
  }

  /** The requests of one visit that begins at a time, in the order of time. */
  public List<Request> play(Asks asks, long startMs) {
    long at = startMs;
    String before = "";
    for (int n = 0; n < MOST_PAGES; n++) {
      Optional<Ask> ask = asks.next();
      if (ask.isEmpty()) {
        break;
      }
      at += ask.get().waitMs();
      page(ask.get(), at, n, before);
      if (ask.get().kind() == Ask.Kind.PAGE) {
        before = ORIGIN + ask.get().target();
      }
    }
    requests.sort(Comparator.comparingLong(Request::atMs));
    return requests;
  }

  private void page(Ask ask, long at, int n, String before) {
    IpAddress address =
        manners.movesAfter() > 0 && n >= manners.movesAfter()
            ? manners.another()
            : visitor.address();
    boolean call = ask.kind() == Ask.Kind.API;
    boolean conditional = random.nextDouble() < manners.conditional();
    boolean head = random.nextDouble() < manners.head();
    requests.add(
        new Request(
            at,
            head ? "HEAD" : "GET",
            ask.target(),
            Request.Kind.valueOf(ask.kind().name()),
            call ? "empty" : "document",
            referer(before),
            conditional,
            conditional && ask.status() == 200 ? 304 : ask.status(),
            head || conditional ? 0 : call ? 900 : 18_000 + random.nextInt(30_000),
            address));
    if (ask.kind() == Ask.Kind.PAGE && loading.assets() > 0) {
      assets(ORIGIN + ask.target(), at, address);
    }
  }

  private String referer(String before) {
    return switch (manners.referer()) {
      case "none" -> "";
      case "walk" -> before;
      case "search" ->
          before.isEmpty()
              ? SEARCHES.get(random.nextInt(10) < 8 ? 0 : 1 + random.nextInt(2))
              : before;
      case "external" -> before.isEmpty() ? OTHERS.get(random.nextInt(OTHERS.size())) : before;
      default -> manners.referer();
    };
  }

  private void assets(String page, long at, IpAddress address) {
    long assetAt = at + 60 + random.nextInt(300);
    for (PageAssets.Asset asset : PageAssets.common()) {
      boolean wanted = asset.tracking() ? loading.tracking() : asset.isWanted(loading.images());
      if (wanted && random.nextDouble() < loading.assets()) {
        assetAt += random.nextInt(40);
        asset(asset, page, assetAt, address);
      }
    }
    int images = loading.images() ? random.nextInt(8) : 0;
    for (int i = 0; i < images; i++) {
      if (random.nextDouble() < loading.assets()) {
        assetAt += random.nextInt(50);
        asset(PageAssets.image(random.nextInt(shop.products()), i), page, assetAt, address);
      }
    }
  }

  private void asset(PageAssets.Asset asset, String page, long at, IpAddress address) {
    boolean cached = loading.remembers() && visitor.caches(asset.target());
    if (cached && random.nextDouble() >= loading.revalidates()) {
      return;
    }
    requests.add(
        new Request(
            at,
            "GET",
            asset.target(),
            Request.Kind.ASSET,
            asset.destination(),
            page,
            cached,
            cached ? 304 : 200,
            cached ? 0 : asset.bytes(),
            address));
  }
}
