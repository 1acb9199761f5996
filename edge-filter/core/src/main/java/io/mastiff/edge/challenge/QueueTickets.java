package io.mastiff.edge.challenge;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.mastiff.edge.Sighting;
import io.mastiff.edge.client.CookieText;
import io.mastiff.edge.client.SignedTokens;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Tickets of those who were asked to wait: when they came, signed, so that who came first gets in
 * first.
 *
 * <pre>
 * ticket: kind | nonce | arrived | client | 0, signed, in the cookie mastiff-queue. The client is a
 * challenge's, network and software's shape. Good for ten minutes and, at one door, for getting in once;
 * used ones are remembered that long, at most 200,000. It buys, with the time, the share of the room
 * that the class before the client's own has.
 * </pre>
 */
public final class QueueTickets {
  public static final String COOKIE = "mastiff-queue";
  static final int MOST_USED = 200_000;
  private static final byte TICKET = 3;
  private static final Duration LIFE = Duration.ofMinutes(10);

  /** Who has waited so long gets in as the class before its own does. */
  private static final double LONGEST_MS = 60_000;

  private final SignedTokens tokens;
  private final Cache<Long, Boolean> used =
      Caffeine.newBuilder()
          .maximumSize(MOST_USED)
          .expireAfterWrite(LIFE)
          .executor(Runnable::run)
          .build();

  public QueueTickets(SignedTokens tokens) {
    this.tokens = tokens;
  }

  /** The cookie for who has to wait; empty where it holds a ticket that is still good. */
  public Optional<String> issue(Sighting s) {
    if (ticket(s) != null) {
      return Optional.empty();
    }
    String value = tokens.issue(TICKET, s.atMs(), Challenges.client(s), 0);
    return Optional.of(
        String.format(
            Locale.ROOT,
            "%s=%s; Path=/; Max-Age=%d; HttpOnly; SameSite=Lax",
            COOKIE,
            value,
            LIFE.toSeconds()));
  }

  /** How long its holder has waited: 0 without a good ticket, 1 for a minute and more. */
  public double waited(Sighting s) {
    SignedTokens.Token ticket = ticket(s);
    return ticket == null ? 0 : Math.min(1, (s.atMs() - ticket.issuedMs()) / LONGEST_MS);
  }

  /** Its holder got in. */
  public void use(Sighting s) {
    SignedTokens.Token ticket = ticket(s);
    if (ticket != null) {
      used.put(ticket.nonce(), Boolean.TRUE);
    }
  }

  private SignedTokens.@Nullable Token ticket(Sighting s) {
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
