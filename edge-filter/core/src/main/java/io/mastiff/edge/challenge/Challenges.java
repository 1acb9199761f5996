package io.mastiff.edge.challenge;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.mastiff.edge.HeaderNames;
import io.mastiff.edge.Headers;
import io.mastiff.edge.Sighting;
import io.mastiff.edge.client.CookieText;
import io.mastiff.edge.client.SignedTokens;
import io.mastiff.edge.policy.ChallengePolicy;
import io.mastiff.edge.table.Mix;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Challenges without script: a page that leads on by itself after a wait, a token that is good once
 * and not before the wait is over, and a cookie that it buys.
 *
 * <pre>
 * token: kind | nonce | issued | client | rule, signed. Solved by a GET of /.mastiff/pass?t=…&amp;to=…
 * pass:  kind | nonce | issued | client | 0, signed, in the cookie mastiff-pass.
 * The client of both is its network and its software's shape, since a visitor cookie may come in
 * between. A token lives five minutes; used ones are remembered that long, at most 200,000.
 * </pre>
 */
public final class Challenges {
  /** Path at which solutions are handed in. */
  public static final String PATH = "/.mastiff/pass";

  public static final String COOKIE = "mastiff-pass";
  static final int MOST_USED = 200_000;
  private static final Duration TOKEN_LIFE = Duration.ofMinutes(5);
  private static final int LONGEST_TO = 1500;
  private static final byte TOKEN = 1;
  private static final byte PASS = 2;

  private final SignedTokens tokens;
  private final ChallengePolicy policy;
  private final Cache<Long, Boolean> used =
      Caffeine.newBuilder()
          .maximumSize(MOST_USED)
          .expireAfterWrite(TOKEN_LIFE)
          .executor(Runnable::run)
          .build();

  public Challenges(SignedTokens tokens, ChallengePolicy policy) {
    this.tokens = tokens;
    this.policy = policy;
  }

  /** What came of a solution. */
  public enum Result {
    PASSED,
    EARLY,
    EXPIRED,
    /** Not ours, or changed. */
    FORGED,
    /** Somebody else's. */
    FOREIGN,
    REPLAYED
  }

  public long waitSeconds() {
    return policy.delay().toSeconds();
  }

  /** Where the challenged page leads on to, relative to the host. */
  public String next(Sighting s, String rule) {
    String target = s.request().target();
    String to = target.startsWith(PATH) ? destination(target) : target;
    String token = tokens.issue(TOKEN, s.atMs(), client(s), rule.hashCode());
    return PATH + "?t=" + token + "&to=" + URLEncoder.encode(safe(to), StandardCharsets.UTF_8);
  }

  /** Whether the request hands in a solution. */
  public static boolean isSolution(Sighting s) {
    return s.request().target().startsWith(PATH) && s.route().path().equals(PATH);
  }

  /** Judges the solution that a request hands in. */
  public Result judge(Sighting s) {
    SignedTokens.Token token = tokens.read(parameter(s.request().target(), "t"));
    if (token == null || token.kind() != TOKEN) {
      return Result.FORGED;
    }
    long age = s.atMs() - token.issuedMs();
    if (token.client() != client(s)) {
      return Result.FOREIGN;
    }
    if (age < policy.delay().toMillis()) {
      return Result.EARLY;
    }
    if (age > TOKEN_LIFE.toMillis()) {
      return Result.EXPIRED;
    }
    return used.asMap().putIfAbsent(token.nonce(), Boolean.TRUE) == null
        ? Result.PASSED
        : Result.REPLAYED;
  }

  /** What a passed solution buys. */
  public Grant grant(Sighting s) {
    String value = tokens.issue(PASS, s.atMs(), client(s), 0);
    String cookie =
        String.format(
            Locale.ROOT,
            "%s=%s; Path=/; Max-Age=%d; HttpOnly; SameSite=Lax",
            COOKIE,
            value,
            policy.pass().toSeconds());
    return new Grant(safe(destination(s.request().target())), cookie);
  }

  /** Whether the request carries a pass of its own that still holds. */
  public boolean hasPass(Sighting s) {
    String value = CookieText.find(s.request().headers(), COOKIE);
    SignedTokens.Token pass = value.isEmpty() ? null : tokens.read(value);
    return pass != null
        && pass.kind() == PASS
        && pass.client() == client(s)
        && s.atMs() - pass.issuedMs() <= policy.pass().toMillis();
  }

  /** Whether a challenge can be answered by who asks: a person's page, not a program's call. */
  public static boolean canBeAnswered(Sighting s) {
    Headers headers = s.request().headers();
    String mode = headers.text(HeaderNames.SEC_FETCH_MODE);
    return s.request().method().equals("GET")
        && (mode.isEmpty() || mode.equals("navigate"))
        && headers.first(HeaderNames.X_REQUESTED_WITH) == null
        && headers.text(HeaderNames.ACCEPT).contains("text/html");
  }

  static long client(Sighting s) {
    return Mix.of(s.networkHash(), s.clientShape());
  }

  private static String destination(String target) {
    String to = parameter(target, "to");
    try {
      return URLDecoder.decode(to, StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      return "/";
    }
  }

  /** A path on this host, and nothing else: no other scheme or host can be smuggled in. */
  public static String safe(String to) {
    boolean path =
        to.startsWith("/") && !to.startsWith("//") && !to.startsWith("/\\") && !to.startsWith(PATH);
    boolean plain = to.chars().allMatch(c -> c > ' ' && c < 127 && c != '\\');
    return path && plain && to.length() <= LONGEST_TO ? to : "/";
  }

  private static String parameter(String target, String name) {
    @Nullable String found = null;
    int from = target.indexOf('?') + 1;
    while (from > 0 && from < target.length() && found == null) {
      int ampersand = target.indexOf('&', from);
      int end = ampersand < 0 ? target.length() : ampersand;
      if (target.startsWith(name + "=", from)) {
        found = target.substring(from + name.length() + 1, end);
      }
      from = end + 1;
    }
    return found == null ? "" : found;
  }
}
