package io.mastiff.standalone.simulate;

import io.mastiff.data.simulate.visit.HeaderLines;
import io.mastiff.data.simulate.visit.Player;
import io.mastiff.data.simulate.visit.Request;
import io.mastiff.data.simulate.visit.Visit;
import io.mastiff.data.simulate.visit.Visitor;
import io.mastiff.edge.Decision;
import io.mastiff.edge.DecisionEngine;
import io.mastiff.edge.EdgeClock;
import io.mastiff.edge.EdgeRequest;
import io.mastiff.edge.Headers;
import io.mastiff.edge.ResponseFacts;
import io.mastiff.edge.blocklist.BlockList;
import io.mastiff.edge.client.VisitorCookies;
import io.mastiff.edge.crawler.CrawlerCatalogue;
import io.mastiff.edge.crawler.CrawlerReader;
import io.mastiff.edge.crawler.CrawlerVerifier;
import io.mastiff.edge.crawler.dns.ReverseDns;
import io.mastiff.edge.crawler.signature.KeyDirectory;
import io.mastiff.edge.crawler.signature.Signatures;
import io.mastiff.event.CookieState;
import io.mastiff.event.IpAddress;
import io.mastiff.event.RequestEvent;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/**
 * One shop's real door in simulated time: it observes, and keeps the event of the last request.
 *
 * <p>Ids of its cookies follow from its randomness. Not safe for several threads.
 */
final class ShopDoor {
  private static final CrawlerCatalogue CRAWLERS = CrawlerReader.shipped();

  private final DoorKind kind;
  private final DecisionEngine engine;
  private final Set<IpAddress> genuine = new HashSet<>();
  private long nowMs;
  private @Nullable RequestEvent last;

  ShopDoor(DoorKind kind, SplittableRandom random) {
    this.kind = kind;
    Signatures unsigned = new Signatures(KeyDirectory.none());
    ReverseDns dns =
        (address, domains) ->
            genuine.contains(address) ? ReverseDns.Answer.YES : ReverseDns.Answer.NO;
    this.engine =
        DecisionEngine.builder()
            .policy(kind.policy())
            .clock(clock())
            .blockList(new BlockList())
            .publisher(event -> last = event)
            .crawlers(CRAWLERS, new CrawlerVerifier(dns, Runnable::run, unsigned), unsigned)
            .networks(kind.networks())
            .cookieKey(bytes(random, 32))
            .random(length -> bytes(random, length))
            .build();
  }

  private static byte[] bytes(SplittableRandom random, int length) {
    byte[] bytes = new byte[length];
    random.nextBytes(bytes);
    return bytes;
  }

  private EdgeClock clock() {
    return new EdgeClock() {
      @Override
      public long millis() {
        return nowMs;
      }

      @Override
      public long nanoTime() {
        return nowMs * 1_000_000;
      }
    };
  }

  /** The event that the door publishes of a request; times must not go back. */
  RequestEvent event(Visit visit, Request request) {
    Visitor visitor = visit.visitor();
    if (visitor.genuine()) {
      genuine.add(request.address());
    }
    nowMs = kind.log() ? request.atMs() / 1000 * 1000 : request.atMs();
    Decision decision = engine.decide(edgeRequest(visitor, request));
    ResponseFacts answer =
        new ResponseFacts(request.status(), request.bytes(), 4_000 + request.bytes() / 2);
    engine.released(decision, answer);
    boolean shared = request.kind() == Request.Kind.ASSET;
    Optional<VisitorCookies.Issued> cookie = engine.cookieFor(decision, shared);
    cookie.ifPresent(issued -> visitor.take(VisitorCookies.NAME + "=" + issued.value()));
    engine.completed(decision, answer, cookie.map(VisitorCookies.Issued::id).orElse(""));
    RequestEvent event = java.util.Objects.requireNonNull(last, "the door published nothing");
    return kind.log() ? asLogged(event) : event;
  }

  private EdgeRequest edgeRequest(Visitor visitor, Request request) {
    Headers.Builder headers = Headers.builder();
    String cookies = visitor.cookies(kind.policy().cookie().consent());
    HeaderLines.of(visitor.outfit(), request, Player.HOST, cookies, headers::add);
    return new EdgeRequest(
        request.method(),
        request.target(),
        Player.HOST,
        request.address(),
        "https",
        "HTTP/1.1",
        headers.build());
  }

  /** What an access log leaves of an event. */
  private static RequestEvent asLogged(RequestEvent event) {
    return event.toBuilder()
        .setCookieState(CookieState.COOKIE_OFF)
        .clearHeaderBits()
        .clearIncoherence()
        .clearLanguage()
        .clearHints()
        .clearNetworkKind()
        .clearEncodings()
        .clearConditional()
        .build();
  }
}
