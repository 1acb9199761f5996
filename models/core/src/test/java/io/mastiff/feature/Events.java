package io.mastiff.feature;

import io.mastiff.event.Action;
import io.mastiff.event.AssetKind;
import io.mastiff.event.PageHash;
import io.mastiff.event.PageType;
import io.mastiff.event.RefererKind;
import io.mastiff.event.RequestEvent;
import io.mastiff.event.Sight;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/** Events for tests of features. */
final class Events {
  private Events() {}

  static RequestEvent.Builder page(PageType type, long atMs) {
    return RequestEvent.newBuilder()
        .setFormat(1)
        .setDecidedAtMs(atMs)
        .setMethod("GET")
        .setPageType(type)
        .setStatus(200)
        .setAction(Action.ALLOW)
        .setSight(Sight.everything());
  }

  static RequestEvent asset(AssetKind kind, long atMs) {
    return page(PageType.ASSET, atMs).setAssetKind(kind).build();
  }

  /** A random but seeded session, out of order now and then. */
  static List<RequestEvent> random(long seed, int n) {
    SplittableRandom random = new SplittableRandom(seed);
    List<RequestEvent> events = new ArrayList<>();
    long at = 1_700_000_000_000L;
    PageType[] types = PageType.values();
    for (int i = 0; i < n; i++) {
      at += random.nextInt(20_000) - 500;
      PageType type = types[1 + random.nextInt(13)];
      events.add(
          page(type, at)
              .setMethod(random.nextInt(9) == 0 ? "HEAD" : "GET")
              .setStatus(random.nextInt(5) == 0 ? 404 : 200)
              .setAssetKind(AssetKind.forNumber(random.nextInt(8)))
              .setPageNumber(random.nextInt(30))
              .addFacets("f")
              .setFacetValues(random.nextInt(90) + 1)
              .setProduct(type == PageType.PRODUCT ? "p" + random.nextInt(400) : "")
              .setPath("/page/" + random.nextInt(100))
              .setReferer(RefererKind.forNumber(random.nextInt(5)))
              .setRefererPage(PageHash.of("/page/" + random.nextInt(100)))
              .setHeaderBits(random.nextInt(3))
              .setAgentValue(random.nextInt(12))
              .setAgentMajor(140 + random.nextInt(8))
              .setShape(random.nextInt(6))
              .setHints(random.nextInt(4))
              .setJa4(random.nextBoolean() ? "t13d1516h2" : "")
              .setNetworkKindValue(random.nextInt(4))
              .setIncoherence(random.nextInt(512))
              .setLanguage(random.nextBoolean() ? "de" : "")
              .setConditional(random.nextBoolean())
              .setNetwork("203.0." + random.nextInt(30) + ".0/24")
              .setClientShape(random.nextInt(30))
              .build());
    }
    return events;
  }
}
