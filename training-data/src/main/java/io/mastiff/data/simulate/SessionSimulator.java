package io.mastiff.data.simulate;

import io.mastiff.event.Action;
import io.mastiff.event.AssetKind;
import io.mastiff.event.ClientKind;
import io.mastiff.event.CookieState;
import io.mastiff.event.Formats;
import io.mastiff.event.PageType;
import io.mastiff.event.RequestEvent;
import io.mastiff.event.Sight;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;

/**
 * Plays behaviours into the events that a door would have published, in the order of their times.
 *
 * <p>Seeded: the same seed, shop and index give the same session.
 */
public final class SessionSimulator {
  private static final AssetKind[] PAGE_ASSETS = {
    AssetKind.CSS, AssetKind.SCRIPT, AssetKind.SCRIPT, AssetKind.FONT, AssetKind.IMAGE,
    AssetKind.IMAGE, AssetKind.IMAGE, AssetKind.IMAGE, AssetKind.FAVICON, AssetKind.BEACON
  };
  private static final long START_MS = 1_700_000_000_000L;
  private static final int MOST_PAGES = 400;

  private final long seed;
  private final Catalogue shop;

  public SessionSimulator(long seed, Catalogue shop) {
    this.seed = seed;
    this.shop = shop;
  }

  /** Session number {@code index}: a bot of {@code family}, or a person when it is empty. */
  public List<RequestEvent> session(long index, Optional<Scraper.Family> family) {
    SplittableRandom random = new SplittableRandom(seed * 0x9E3779B97F4A7C15L + index);
    Hardships hardships =
        family.isPresent() ? Hardships.ofProgram(random) : Hardships.ofPerson(random);
    List<RequestEvent> events = play(index, family, hardships, random);
    return events.isEmpty() ? play(index, family, hardships.missingNone(), random) : events;
  }

  private List<RequestEvent> play(
      long index, Optional<Scraper.Family> family, Hardships hardships, SplittableRandom random) {
    List<RequestEvent> events = new ArrayList<>();
    for (int person = 0; person < hardships.people(); person++) {
      Behaviour behaviour =
          family
              .<Behaviour>map(f -> Scraper.any(random, shop, f))
              .orElseGet(() -> Shopper.any(random, shop));
      long offset = hardships.people() == 1 ? 0 : random.nextInt(300_000);
      play(events, behaviour, hardships, START_MS + index * 1000 + offset, random, "s:sim" + index);
    }
    events.sort(Comparator.comparingLong(RequestEvent::getDecidedAtMs));
    return events;
  }

  private void play(
      List<RequestEvent> events,
      Behaviour behaviour,
      Hardships hardships,
      long startMs,
      SplittableRandom random,
      String client) {
    long at = startMs;
    boolean first = true;
    for (int page = 0; page < MOST_PAGES; page++) {
      Optional<Step> step = behaviour.next();
      if (step.isEmpty()) {
        return;
      }
      at += step.get().waitMs();
      if (page < hardships.missed()) {
        first = false;
        continue;
      }
      events.add(pageEvent(step.get(), at, hardships, random, client));
      addAssets(events, at, first ? 1 : 0.45, hardships, random, client);
      first = false;
    }
  }

  private static void addAssets(
      List<RequestEvent> events,
      long at,
      double fresh,
      Hardships hardships,
      SplittableRandom random,
      String client) {
    if (!hardships.assetsVisible()) {
      return;
    }
    long assetAt = at + 40 + random.nextInt(200);
    for (AssetKind kind : PAGE_ASSETS) {
      if (random.nextDouble() < hardships.assets() * fresh) {
        assetAt += random.nextInt(60);
        events.add(
            base(assetAt, hardships, client)
                .setPageType(PageType.ASSET)
                .setAssetKind(kind)
                .setRoute("/*.asset")
                .setStatus(random.nextDouble() < 0.1 ? 304 : 200)
                .build());
      }
    }
  }

  private RequestEvent pageEvent(
      Step step, long at, Hardships hardships, SplittableRandom random, String client) {
    RequestEvent.Builder event = base(at, hardships, client).setPageType(step.type());
    event.setStatus(random.nextDouble() < 0.01 ? 404 : 200);
    switch (step.type()) {
      case PRODUCT -> event.setRoute("/p/{product}").setProduct("p" + step.product());
      case LISTING -> {
        event.setRoute("/c/{category}").setPageNumber(step.page() == 1 ? 0 : step.page());
        if (step.facet() >= 0) {
          event.addFacets("f").setFacetValues(step.category() * 1000L + step.facet() + 1);
        }
      }
      case SEARCH -> event.setRoute("/search").addFacets("q").setFacetValues(random.nextLong());
      case API -> event.setRoute("/api/*").setProduct("p" + step.product());
      default -> event.setRoute("/" + step.type().name().toLowerCase(java.util.Locale.ROOT));
    }
    return event.build();
  }

  private static RequestEvent.Builder base(long at, Hardships hardships, String client) {
    int sight = Sight.everything();
    return RequestEvent.newBuilder()
        .setFormat(Formats.CURRENT)
        .setShop("simulated")
        .setDecidedAtMs(hardships.wholeSeconds() ? at / 1000 * 1000 : at)
        .setClient(client)
        .setHome(client)
        .setClientKind(ClientKind.SESSION)
        .setCookieState(CookieState.COOKIE_RETURNED)
        .setMethod("GET")
        .setAction(Action.ALLOW)
        .setSight(hardships.assetsVisible() ? sight : sight & ~Sight.ASSETS.bit());
  }
}
