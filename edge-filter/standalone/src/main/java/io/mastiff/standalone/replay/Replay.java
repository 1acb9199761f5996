package io.mastiff.standalone.replay;

import io.mastiff.classifier.Classifier;
import io.mastiff.data.simulate.Software;
import io.mastiff.data.simulate.Step;
import io.mastiff.edge.Decision;
import io.mastiff.edge.DecisionEngine;
import io.mastiff.edge.EdgeClock;
import io.mastiff.edge.EdgeRequest;
import io.mastiff.edge.Headers;
import io.mastiff.edge.ResponseFacts;
import io.mastiff.edge.blocklist.BlockList;
import io.mastiff.edge.challenge.Grant;
import io.mastiff.edge.client.NetworkSet;
import io.mastiff.edge.crawler.CrawlerReader;
import io.mastiff.edge.crawler.CrawlerVerifier;
import io.mastiff.edge.crawler.Partner;
import io.mastiff.edge.crawler.Secrets;
import io.mastiff.edge.crawler.dns.ReverseDns;
import io.mastiff.edge.crawler.signature.KeyDirectory;
import io.mastiff.edge.crawler.signature.Signatures;
import io.mastiff.edge.limit.Limits;
import io.mastiff.edge.policy.CookiePolicy;
import io.mastiff.edge.policy.Policy;
import io.mastiff.event.Action;
import io.mastiff.event.PageType;
import io.mastiff.event.Verdict;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.SplittableRandom;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Plays all guests against one door in simulated time, its stream behind it, at a store that is
 * never short of room.
 */
public final class Replay {
  private static final long START_MS = 1_790_000_000_000L;
  private static final int TICK_MS = 250;
  private static final String HOST = "shop.example";
  private static final Pattern CHALLENGE = Pattern.compile("/\\.mastiff/pass\\?[^\"<> ]+");
  private static final String[] ASSETS = {
    "/assets/shop.css", "/assets/shop.js", "/assets/text.woff2", "/img/a.webp", "/img/b.webp"
  };

  private final PriorityQueue<Due> due =
      new PriorityQueue<>(Comparator.comparingDouble(Due::atMs).thenComparingLong(Due::number));
  private final Map<String, Share> shares = new LinkedHashMap<>();
  private final SplittableRandom random;
  private final BlockList list = new BlockList();
  private final ReplayStream stream;
  private final DecisionEngine engine;
  private @Nullable Watcher watcher;
  private @Nullable FrontCache cache;
  private double nowMs;
  private long number;

  /** Is told how far a replay has come. */
  @FunctionalInterface
  public interface Progress {
    void at(long playedMs, long allMs);
  }

  /** Is told what everybody gets, at times in ms from the start. */
  interface Watcher {
    void answered(Guest guest, double atMs, Decision decision);

    /** An entry or a campaign, with its reasons. */
    void concluded(Verdict verdict, double atMs);
  }

  private record Due(double atMs, long number, Runnable what) {}

  Replay(Policy policy, Classifier model, Path folder, long seed) {
    random = new SplittableRandom(seed + 1);
    stream = new ReplayStream(model, list, folder, START_MS, this::concluded);
    Signatures unsigned = new Signatures(KeyDirectory.none());
    ReverseDns nobodysName = (address, domains) -> ReverseDns.Answer.NO;
    engine =
        DecisionEngine.builder()
            .policy(policy.toBuilder().holdOut(0).build())
            .clock(clock())
            .blockList(list)
            .publisher(stream)
            .crawlers(
                CrawlerReader.shipped(),
                new CrawlerVerifier(nobodysName, Runnable::run, unsigned),
                unsigned)
            .build();
  }

  private EdgeClock clock() {
    return new EdgeClock() {
      @Override
      public long millis() {
        return START_MS + (long) nowMs;
      }

      @Override
      public long nanoTime() {
        return (long) (nowMs * 1_000_000);
      }
    };
  }

  /**
   * Runs one replay.
   *
   * @param policy in force all the time, but that nobody is held out: a scraper that was by chance
   *     would get through
   * @param folder for the stream's state; empty
   * @param progress is told the time that was played and all of it, in ms
   */
  public static ReplayResult run(
      int sessions, Policy policy, Classifier model, Path folder, long seed, Progress progress) {
    Replay replay = new Replay(policy, model, folder, seed);
    try (ReplayStream stream = replay.stream) {
      double lengthMs = new Guests(seed).schedule(sessions, replay::comes);
      replay.playAll(lengthMs, progress);
      return new ReplayResult(
          sessions,
          policy.cookie().when(),
          (long) lengthMs,
          stream.events(),
          replay.list.size(),
          replay.shares);
    }
  }

  /** Tells somebody what everybody gets. */
  void watchedBy(Watcher who) {
    watcher = who;
  }

  /** Puts a cache in front of the door. */
  void behind(FrontCache front) {
    cache = front;
  }

  /** Plays all that was scheduled. */
  void playAll(double lengthMs, Progress progress) {
    play(played -> progress.at(played, (long) lengthMs));
  }

  private void concluded(Verdict verdict, long atMs) {
    if (watcher != null && verdict.getKind().equals("cohort")) {
      watcher.concluded(verdict, atMs - START_MS);
    }
  }

  Map<String, Share> shares() {
    return shares;
  }

  ReplayStream stream() {
    return stream;
  }

  /** The same policy with the cookie set always, after consent or never. */
  public static Policy withCookie(Policy policy, CookiePolicy.When when) {
    CookiePolicy of = policy.cookie();
    String named = of.consent().isEmpty() ? "agreed" : of.consent();
    return policy.toBuilder()
        .cookie(
            new CookiePolicy(
                when != CookiePolicy.When.NEVER,
                of.whileObserving(),
                of.lifetime(),
                of.domain(),
                when == CookiePolicy.When.AFTER_CONSENT ? named : ""))
        .build();
  }

  /** The same policy with the price comparison that is among the guests. */
  public static Policy withPartner(Policy policy) {
    List<Partner> partners = new ArrayList<>(policy.partners());
    partners.add(
        new Partner(
            "price-comparison",
            Secrets.hash(Guests.PARTNER_KEY),
            NetworkSet.EMPTY,
            "",
            List.of(),
            new Limits.Rate(10, 100)));
    return policy.toBuilder().partners(partners).build();
  }

  void comes(double atMs, Guest guest) {
    share(guest).sessions++;
    at(atMs, () -> next(guest));
  }

  private Share share(Guest guest) {
    return shares.computeIfAbsent(guest.family(), family -> new Share());
  }

  private void at(double atMs, Runnable what) {
    due.add(new Due(atMs, number++, what));
  }

  private void play(java.util.function.LongConsumer progress) {
    double tick = TICK_MS;
    while (!due.isEmpty()) {
      Due next = due.poll();
      while (next.atMs >= tick) {
        stream.tick(START_MS + (long) tick);
        progress.accept((long) tick);
        tick += TICK_MS;
      }
      nowMs = next.atMs;
      next.what.run();
    }
  }

  private void next(Guest guest) {
    Optional<Step> step = guest.behaviour().next();
    if (step.isPresent()) {
      at(nowMs + step.get().waitMs(), () -> page(guest, step.get()));
    }
  }

  private void page(Guest guest, Step step) {
    String target = guest.targets().apply(step);
    if (cache != null && cache.has(target, nowMs)) {
      guest.jar().referer = "https://" + HOST + target;
      next(guest);
      return;
    }
    Decision decision = request(guest, target, false);
    if (decision.action() == Action.CHALLENGE && decision.denies() && guest.answers()) {
      answer(guest, step, decision);
      return;
    }
    if (!decision.isAnswered()) {
      asked(guest);
      guest.jar().referer = "https://" + HOST + target;
      if (step.type() != PageType.API && cache == null) {
        assets(guest);
      }
    }
    next(guest);
  }

  /** Waits as the page of a challenge says, follows its link, and asks for the page again. */
  private void answer(Guest guest, Step step, Decision challenged) {
    String page = new String(engine.answer(challenged).body(), StandardCharsets.UTF_8);
    Matcher link = CHALLENGE.matcher(page);
    if (!link.find()) {
      next(guest);
      return;
    }
    String target = link.group().replace("&amp;", "&");
    share(guest).challenged++;
    at(
        nowMs + 3_200 + random.nextInt(2_000),
        () -> {
          Grant grant = request(guest, target, false).grant();
          if (grant != null) {
            guest.jar().pass = grant.cookie().substring(0, grant.cookie().indexOf(';'));
            share(guest).passed++;
            page(guest, step);
          } else {
            next(guest);
          }
        });
  }

  /** Asked after a page, two in three of those who keep cookies agree; programs never do. */
  private void asked(Guest guest) {
    String name = engine.policy().cookie().consent();
    boolean asks = !name.isEmpty() && guest.jar().consent.isEmpty();
    if (asks && guest.agrees() && random.nextInt(3) > 0) {
      guest.jar().consent = name + "=yes";
    }
  }

  private void assets(Guest guest) {
    double atMs = nowMs + 40;
    for (String asset : ASSETS) {
      if (random.nextDouble() < guest.assets() * 0.6) {
        atMs += random.nextInt(60);
        at(atMs, () -> request(guest, asset, true));
      }
    }
  }

  private Decision request(Guest guest, String target, boolean asset) {
    Decision decision = engine.decide(edgeRequest(guest, target, asset));
    boolean denied = decision.isAnswered();
    ResponseFacts facts = new ResponseFacts(denied ? decision.status() : 200, 5_000, 25_000);
    String issued = "";
    if (!denied) {
      engine.released(decision, facts);
      var cookie = engine.cookieFor(decision, asset);
      issued = cookie.map(c -> c.id()).orElse("");
      share(guest).cookies += cookie.isPresent() ? 1 : 0;
      if (guest.keepsCookies()) {
        cookie.ifPresent(c -> guest.jar().cookie = "mastiff=" + c.value());
      }
    }
    engine.completed(decision, facts, issued);
    count(share(guest), decision, denied);
    if (watcher != null && !asset) {
      watcher.answered(guest, nowMs, decision);
    }
    return decision;
  }

  private static void count(Share share, Decision decision, boolean denied) {
    share.requests++;
    if (denied) {
      share.deniedBy.merge(decision.rule(), 1, Integer::sum);
    } else {
      share.served++;
    }
  }

  private static EdgeRequest edgeRequest(Guest guest, String target, boolean asset) {
    Headers.Builder headers = Headers.builder();
    Software software = guest.software();
    for (Software.Field field : asset ? software.asset() : software.page()) {
      String value = field.value().equals(Software.FILLED) ? filled(guest, field) : field.value();
      if (!value.isEmpty()) {
        headers.add(field.name(), value);
      }
    }
    return new EdgeRequest(
        "GET", target, HOST, guest.address(), "https", "HTTP/1.1", headers.build());
  }

  private static String filled(Guest guest, Software.Field field) {
    return switch (field.name()) {
      case "Host" -> HOST;
      case "Cookie" -> guest.jar().cookies();
      case "Referer" -> guest.jar().referer;
      case "Sec-Fetch-Site" -> guest.jar().referer.isEmpty() ? "none" : "same-origin";
      default -> "";
    };
  }

  /** Where a step leads to in the shop that is played. */
  static String target(Step step) {
    return switch (step.type()) {
      case PRODUCT -> "/p/" + step.product();
      case API -> "/api/price/" + step.product();
      case LISTING -> listing(step);
      case SEARCH -> "/search?q=lamp";
      case CART -> "/cart";
      case CHECKOUT -> "/checkout";
      case ORDER_CONFIRMED -> "/order/confirmed";
      default -> "/";
    };
  }

  private static String listing(Step step) {
    String page = step.page() > 1 ? "page=" + step.page() : "";
    String facet = step.facet() >= 0 ? "colour=" + step.facet() : "";
    String query = page.isEmpty() || facet.isEmpty() ? page + facet : page + "&" + facet;
    return "/c/" + step.category() + (query.isEmpty() ? "" : "?" + query);
  }
}
