package io.mastiff.edge.challenge;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.mastiff.edge.Sighting;
import io.mastiff.edge.client.CookieText;
import io.mastiff.edge.client.SignedTokens;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * Tickets of those who were asked to wait: when they came, signed, so that who came first gets in
 * first.
 *
 * <pre>
 * ticket: kind | nonce | arrived | client | 0, signed, in the cookie mastiff-queue. The client is a
 * challenge's, network and software's shape; it gets at most eight in ten minutes from one door. Good
 * for ten minutes and, at one door, for getting in once; used ones are remembered that long, at most
 * 200,000, and as many clients. It buys, with the time, some more of the room than newcomers of the
 * client's own class have.
 * </pre>
 */
public final class QueueTickets {
  public static final String COOKIE = "mastiff-queue";
  static final int MOST_OF_ONE = 8;
  private static final int MOST_KEPT = 200_000;
  private static final byte TICKET = 3;
  private static final Duration LIFE = Duration.ofMinutes(10);

  /** Who has waited so long waits no longer for newcomers. */
  private static final double LONGEST_MS = 60_000;

  private final SignedTokens tokens;
  private final Cache<Long, Boolean> used = kept();
  private final Cache<Long, AtomicInteger> issued = kept();

  public QueueTickets(SignedTokens tokens) {
    this.tokens = tokens;
  }

  private static <V> Cache<Long, V> kept() {
    return Caffeine.newBuilder()
        .maximumSize(MOST_KEPT)
        .expireAfterWrite(LIFE)
        .executor(Runnable::run)
        .build();
  }

  /**
   * A ticket that was claimed.
   *
   * @param waited how long its holder has waited: 0 to 1 for a minute and more
   */
  public record Ticket(long nonce, double waited) {}

  /** The cookie for who has to wait; empty where it holds a good ticket, or has had too many. */
  public Optional<String> issue(Sighting s) {
    long client = Challenges.client(s);
    if (read(s) != null
        || issued.get(client, c -> new AtomicInteger()).incrementAndGet() > MOST_OF_ONE) {
      return Optional.empty();
    }
    String value = tokens.issue(TICKET, s.atMs(), client, 0);
    return Optional.of(
        String.format(
            Locale.ROOT,
            "%s=%s; Path=/; Max-Age=%d; HttpOnly; SameSite=Lax",
            COOKIE,
            value,
            LIFE.toSeconds()));
  }

  /** Takes the request's ticket, so that nobody else can; null where it has none that is good. */
  public @Nullable Ticket claim(Sighting s) {
    SignedTokens.Token token = read(s);
    if (token == null || used.asMap().putIfAbsent(token.nonce(), Boolean.TRUE) != null) {
      return null;
    }
    return new Ticket(token.nonce(), Math.min(1, (s.atMs() - token.issuedMs()) / LONGEST_MS));
  }

  /** There was no room for its holder: it is as good as before. */
  public void giveBack(Ticket ticket) {
    used.invalidate(ticket.nonce());
  }

  private SignedTokens.@Nullable Token read(Sighting s) {
    String value = CookieText.find(s.request().headers(), COOKIE);
    SignedTokens.Token ticket = value.isEmpty() ? null : tokens.read(value);
    boolean good =
        ticket != null
            && ticket.kind() == TICKET
            && ticket.client() == Challenges.client(s)
            && s.atMs() >= ticket.issuedMs()
            && s.atMs() - ticket.issuedMs() <= LIFE.toMillis()
            && used.getIfPresent(ticket.nonce()) == null;
    return good ? ticket : null;
  }
}
