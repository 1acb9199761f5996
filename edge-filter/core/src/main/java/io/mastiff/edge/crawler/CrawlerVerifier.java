package io.mastiff.edge.crawler;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.mastiff.edge.Sighting;
import io.mastiff.edge.crawler.dns.ReverseDns;
import io.mastiff.edge.crawler.dns.ReverseDns.Answer;
import io.mastiff.edge.crawler.signature.Signatures;
import io.mastiff.edge.crawler.signature.Signatures.Result;
import io.mastiff.event.IpAddress;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;

/**
 * Tells crawlers from those who use their names: by signature, by published networks, by the names
 * of addresses. Fake is only who failed all that the crawler offers, and whose names said no: a
 * time-out is no answer.
 *
 * <p>Names are asked for in the background; answers are kept for a day (yes), an hour (no) or a
 * minute (none), of at most {@value #MOST} addresses.
 */
public final class CrawlerVerifier {
  static final int MOST = 50_000;
  private static final long YES_MS = 24 * 3_600_000L;
  private static final long NO_MS = 3_600_000L;
  private static final long UNKNOWN_MS = 60_000L;

  private final ReverseDns dns;
  private final Executor background;
  private final Signatures signatures;
  private final Cache<Asked, Known> known =
      Caffeine.newBuilder().maximumSize(MOST).executor(Runnable::run).build();

  private record Asked(String crawler, IpAddress address) {}

  private record Known(CrawlerState state, long untilMs) {}

  /**
   * @param background runs what asks name servers; bounded, may refuse
   */
  public CrawlerVerifier(ReverseDns dns, Executor background, Signatures signatures) {
    this.dns = dns;
    this.background = background;
    this.signatures = signatures;
  }

  /** Asks nobody: names of crawlers are checked by their published networks alone. */
  public static CrawlerVerifier offline() {
    return new CrawlerVerifier(
        ReverseDns.none(),
        task -> {},
        new Signatures(io.mastiff.edge.crawler.signature.KeyDirectory.none()));
  }

  /** What is known of the request's claim to be {@code crawler}. */
  public CrawlerState state(Crawler crawler, Sighting s) {
    Result signed =
        crawler.signatureAgent().isEmpty()
            ? Result.ABSENT
            : signatures.verify(s.request(), crawler.signatureAgent(), s.atMs());
    if (signed == Result.VALID) {
      return CrawlerState.VERIFIED;
    }
    if (signed == Result.PENDING || !s.addressKnown()) {
      return CrawlerState.PENDING;
    }
    IpAddress address = s.address();
    if (crawler.ranges().contains(address)) {
      return CrawlerState.VERIFIED;
    }
    if (!crawler.dns().isEmpty()) {
      return byName(crawler, address, s.atMs());
    }
    boolean wrong = signed == Result.WRONG || signed == Result.REPLAYED;
    return wrong || crawler.rangesAreComplete() ? CrawlerState.FAKE : CrawlerState.UNVERIFIABLE;
  }

  private CrawlerState byName(Crawler crawler, IpAddress address, long nowMs) {
    Asked asked = new Asked(crawler.name(), address);
    Known before = known.getIfPresent(asked);
    if (before != null && nowMs < before.untilMs) {
      return before.state;
    }
    CrawlerState meanwhile = before == null ? CrawlerState.PENDING : before.state;
    known.put(asked, new Known(meanwhile, nowMs + UNKNOWN_MS));
    try {
      background.execute(
          () -> known.put(asked, known(crawler, dns.confirm(address, crawler.dns()), nowMs)));
    } catch (RejectedExecutionException e) {
      known.invalidate(asked);
    }
    return meanwhile;
  }

  /** A preview is also fetched by phones that send it, under the names of several crawlers. */
  private static Known known(Crawler crawler, Answer answer, long nowMs) {
    boolean byAnybody = crawler.purpose() == Crawler.Purpose.PREVIEW;
    return switch (answer) {
      case YES -> new Known(CrawlerState.VERIFIED, nowMs + YES_MS);
      case NO ->
          new Known(byAnybody ? CrawlerState.UNVERIFIABLE : CrawlerState.FAKE, nowMs + NO_MS);
      case UNKNOWN -> new Known(CrawlerState.PENDING, nowMs + UNKNOWN_MS);
    };
  }
}
