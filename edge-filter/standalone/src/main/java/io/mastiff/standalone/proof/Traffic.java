package io.mastiff.standalone.proof;

import io.mastiff.event.Action;
import io.mastiff.event.AssetKind;
import io.mastiff.event.ClientKind;
import io.mastiff.event.CookieState;
import io.mastiff.event.EntryKey;
import io.mastiff.event.PageType;
import io.mastiff.event.RefererKind;
import io.mastiff.event.RequestEvent;
import io.mastiff.event.Sight;
import java.util.SplittableRandom;

/**
 * Requests of people, who keep their cookie and load what a page names, and of fleets that come
 * once from each address, another every {@value #FLEET_MS} ms, so that at any moment one has just
 * been found.
 */
public final class Traffic {
  private static final int SHAPES = 20;
  private static final long FLEET = 0xf1ee7L;
  private static final long FLEET_MS = 15_000;

  /** People of thirty requests. */
  public static final Mix BRIEF = new Mix(3_000, 0.03, 0.05, 4_096);

  /**
   * People of five requests alone, so that a fifth are newcomers: beside four times as many of
   * fleets' the site says nothing of what newcomers do.
   */
  public static final Mix WELCOME = new Mix(1_000, 0.2, 0, 1);

  /** Many people of a hundred requests. */
  public static final Mix CROWD = new Mix(60_000, 0.01, 0.005, 20);

  /**
   * Who comes.
   *
   * @param people at once
   * @param first share of people's first pages in all requests
   * @param fleet share of fleets' requests
   * @param fleets so many, then the first one comes again
   */
  public record Mix(int people, double first, double fleet, int fleets) {}

  private final SplittableRandom random;
  private final Mix mix;
  private final String[] cookies;
  private final int[] networks;
  private int people;
  private int addresses;

  public Traffic(Mix mix, long seed) {
    this.mix = mix;
    cookies = new String[mix.people()];
    networks = new int[mix.people()];
    random = new SplittableRandom(seed);
  }

  public RequestEvent next(long nowMs) {
    double kind = random.nextDouble();
    if (kind < mix.first() || people == 0) {
      return first(nowMs);
    }
    return kind < mix.first() + mix.fleet() ? once(nowMs) : goesOn(nowMs);
  }

  /** One that changes nothing but the time: an asset of nobody, from each of many networks. */
  public RequestEvent sentinel(int number, long nowMs) {
    return request(number, FLEET, nowMs)
        .setPageType(PageType.ASSET)
        .setAssetKind(AssetKind.CSS)
        .build();
  }

  private RequestEvent first(long nowMs) {
    int place = people++ % mix.people();
    networks[place] = addresses++;
    cookies[place] = "p" + people;
    return page(networks[place], shape(place), nowMs).setCookieIssued(cookies[place]).build();
  }

  private RequestEvent once(long nowMs) {
    int network = addresses++;
    return page(network, FLEET + nowMs / FLEET_MS % mix.fleets(), nowMs)
        .setCookieIssued("f" + network)
        .build();
  }

  private RequestEvent goesOn(long nowMs) {
    int place = random.nextInt(Math.min(people, mix.people()));
    RequestEvent.Builder event =
        page(networks[place], shape(place), nowMs)
            .setClient("s:" + cookies[place])
            .setClientKind(ClientKind.SESSION)
            .setCookieState(CookieState.COOKIE_RETURNED)
            .setCookieFirstSeenMs(nowMs - 10_000)
            .setReferer(RefererKind.REFERER_INTERNAL);
    double what = random.nextDouble();
    if (what < 0.6) {
      event.setPageType(PageType.ASSET).setAssetKind(AssetKind.IMAGE).setProduct("");
    } else if (what < 0.605) {
      event.setPageType(PageType.ORDER_CONFIRMED).setProduct("").setRoute("/order");
    }
    return event.build();
  }

  private static long shape(int place) {
    return 0xb0L + place % SHAPES;
  }

  private RequestEvent.Builder page(int number, long shape, long nowMs) {
    return view(number, shape, random.nextInt(5_000), nowMs);
  }

  /** A view of a product without a cookie, from one of many networks. */
  public static RequestEvent.Builder view(int number, long shape, int product, long nowMs) {
    return request(number, shape, nowMs)
        .setPath("/p/" + product)
        .setProduct("" + product)
        .setRoute("/p/{product}")
        .setPageType(PageType.PRODUCT);
  }

  private static RequestEvent.Builder request(int number, long shape, long nowMs) {
    String network =
        "%d.%d.%d.0/24".formatted(1 + number / 65_536 % 220, number / 256 % 256, number % 256);
    return RequestEvent.newBuilder()
        .setFormat(1)
        .setShop("default")
        .setDecidedAtMs(nowMs)
        .setEndedAtMs(nowMs)
        .setHome(network)
        .setNetwork(network)
        .setClient("a:" + network + "|" + EntryKey.hex(shape))
        .setClientKind(ClientKind.AGGREGATE)
        .setCookieState(CookieState.COOKIE_ABSENT)
        .setMethod("GET")
        .setStatus(200)
        .setReferer(RefererKind.REFERER_NONE)
        .setShape(shape)
        .setClientShape(shape)
        .setAction(Action.ALLOW)
        .setSight(Sight.everything());
  }
}
