package io.mastiff.bench;

import io.mastiff.event.Action;
import io.mastiff.event.AssetKind;
import io.mastiff.event.ClientKind;
import io.mastiff.event.CookieState;
import io.mastiff.event.Formats;
import io.mastiff.event.PageType;
import io.mastiff.event.RequestEvent;
import io.mastiff.event.Sight;
import io.mastiff.feature.SessionAccumulator;
import java.util.Arrays;
import java.util.SplittableRandom;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/**
 * What a session's features cost for each event: visits side by side, each with {@value #LENGTH}
 * events, then begun anew; the new accumulator counts.
 */
@State(Scope.Benchmark)
public class SessionBenchmark {
  static final int LENGTH = 64;
  private static final int SCRIPTS = 64;
  private static final PageType[] PAGES = {
    PageType.HOME, PageType.LISTING, PageType.PRODUCT, PageType.PRODUCT, PageType.SEARCH
  };
  private static final AssetKind[] ASSETS = {
    AssetKind.CSS, AssetKind.SCRIPT, AssetKind.IMAGE, AssetKind.FONT
  };

  /** Visits at the same time. */
  @Param({"1000"})
  int size;

  private SessionAccumulator[] sessions = {};
  private final RequestEvent[][] scripts = new RequestEvent[SCRIPTS][LENGTH];
  private int session;
  private int step;

  /** Writes the visits. */
  @Setup(Level.Trial)
  public void setUp() {
    sessions = new SessionAccumulator[size];
    Arrays.setAll(sessions, i -> new SessionAccumulator());
    SplittableRandom random = new SplittableRandom(3);
    for (RequestEvent[] script : scripts) {
      long at = 1_700_000_000_000L;
      for (int i = 0; i < LENGTH; i++) {
        boolean page = i % 4 == 0;
        at += page ? 500 + random.nextInt(20_000) : random.nextInt(80);
        script[i] = page ? page(random, at) : asset(random, at);
      }
    }
  }

  private static RequestEvent page(SplittableRandom random, long at) {
    PageType type = PAGES[random.nextInt(PAGES.length)];
    RequestEvent.Builder event = base(at).setPageType(type).setRoute("/" + type.getNumber());
    switch (type) {
      case PRODUCT -> event.setProduct("p" + random.nextInt(5_000)).setPath("/p/shoes");
      case LISTING -> event.setPageNumber(random.nextInt(9)).addFacets("colour");
      default -> event.setPath("/" + random.nextInt(50));
    }
    return event.setFacetValues(random.nextInt(500)).build();
  }

  private static RequestEvent asset(SplittableRandom random, long at) {
    return base(at)
        .setPageType(PageType.ASSET)
        .setAssetKind(ASSETS[random.nextInt(ASSETS.length)])
        .setRoute("/*.asset")
        .build();
  }

  private static RequestEvent.Builder base(long at) {
    return RequestEvent.newBuilder()
        .setFormat(Formats.CURRENT)
        .setDecidedAtMs(at)
        .setClient("s:bench")
        .setClientKind(ClientKind.SESSION)
        .setCookieState(CookieState.COOKIE_RETURNED)
        .setMethod("GET")
        .setProtocol("HTTP/2.0")
        .setLanguage("de")
        .setStatus(200)
        .setBytes(9_000)
        .setDurationMicros(20_000)
        .setAction(Action.ALLOW)
        .setSight(Sight.everything());
  }

  /** One event into one of the visits. */
  @Benchmark
  public boolean add() {
    if (++session == size) {
      session = 0;
      step = (step + 1) % LENGTH;
    }
    if (step == 0) {
      sessions[session] = new SessionAccumulator();
    }
    return sessions[session].add(scripts[session % SCRIPTS][step]);
  }
}
