package io.mastiff.edge.client;

import io.mastiff.edge.EdgeRequest;
import io.mastiff.edge.HeaderNames;
import io.mastiff.edge.crawler.Secrets;
import io.mastiff.edge.policy.Front;
import io.mastiff.edge.policy.Trust;
import io.mastiff.event.IpAddress;
import org.jspecify.annotations.Nullable;

/**
 * Finds the client's address: the rightmost hop that is not a trusted proxy.
 *
 * <p>Only a trusted peer's headers are read, from right to left, at most {@value #MOST_HOPS} hops;
 * a hop that is not an address ends the walk. Where every hop is trusted, the peer counts.
 */
public final class AddressResolver {
  static final int MOST_HOPS = 64;
  private static final int LONGEST_HOP = 64;

  private final Trust trust;
  private final Front.Scheme scheme;
  private final UntrustedProxies untrusted;

  public AddressResolver(Trust trust, Front.Scheme scheme, UntrustedProxies untrusted) {
    this.trust = trust;
    this.scheme = scheme;
    this.untrusted = untrusted;
  }

  /**
   * The address of the client that sent {@code request}; null where it cannot be known, since the
   * peer is a proxy that nobody named as trusted.
   */
  public @Nullable IpAddress resolve(EdgeRequest request) {
    if (trust.source() == Trust.Source.CONTAINER) {
      return request.peer();
    }
    if (!trust.trusts(request.peer()) && !isKeyed(request)) {
      boolean proxy = untrusted.seen(request.peer(), forwards(request));
      return proxy ? null : request.peer();
    }
    return switch (trust.source()) {
      case PEER, CONTAINER -> request.peer();
      case X_FORWARDED_FOR ->
          rightmost(request.headers().joined(HeaderNames.X_FORWARDED_FOR), false);
      case FORWARDED -> rightmost(request.headers().joined(HeaderNames.FORWARDED), true);
      case HEADER -> IpAddress.parse(request.headers().text(trust.header()).trim()).orElse(null);
    };
  }

  private @Nullable IpAddress rightmost(String chain, boolean forwardedSyntax) {
    int end = chain.length();
    for (int hops = 0; hops < MOST_HOPS && end > 0; hops++) {
      int comma = chain.lastIndexOf(',', end - 1);
      IpAddress hop = hop(chain, comma + 1, end, forwardedSyntax);
      if (hop == null) {
        break;
      }
      if (!trust.trusts(hop)) {
        return hop;
      }
      end = comma;
    }
    return null;
  }

  private static @Nullable IpAddress hop(String chain, int from, int to, boolean forwardedSyntax) {
    if (to - from > LONGEST_HOP * (forwardedSyntax ? 4 : 1)) {
      return null;
    }
    while (from < to && chain.charAt(from) <= ' ') {
      from++;
    }
    while (to > from && chain.charAt(to - 1) <= ' ') {
      to--;
    }
    if (!forwardedSyntax) {
      IpAddress plain = IpAddress.parse(chain, from, to);
      if (plain != null) {
        return plain;
      }
    }
    String text = chain.substring(from, to);
    return IpAddress.parse(withoutPort(forwardedSyntax ? forwardedFor(text) : text)).orElse(null);
  }

  private static String forwardedFor(String element) {
    for (String pair : element.split(";", 8)) {
      String trimmed = pair.trim();
      if (trimmed.regionMatches(true, 0, "for=", 0, 4)) {
        return trimmed.substring(4).replace("\"", "");
      }
    }
    return "";
  }

  private static String withoutPort(String text) {
    if (text.startsWith("[")) {
      int close = text.indexOf(']');
      return close < 0 ? "" : text.substring(1, close);
    }
    int colon = text.indexOf(':');
    return colon > 0 && colon == text.lastIndexOf(':') ? text.substring(0, colon) : text;
  }

  private static boolean forwards(EdgeRequest request) {
    return request.headers().first(HeaderNames.X_FORWARDED_FOR) != null
        || request.headers().first(HeaderNames.FORWARDED) != null
        || request.headers().first(HeaderNames.X_REAL_IP) != null;
  }

  /** Whether this is a call of the shop's own renderer for itself, on behalf of no shopper. */
  public boolean isRenderer(EdgeRequest request, IpAddress address) {
    return trust.renderers().contains(address)
        || (!forwards(request) && (trust.renderers().contains(request.peer()) || isKeyed(request)));
  }

  private boolean isKeyed(EdgeRequest request) {
    return !trust.rendererKeyHash().isEmpty()
        && Secrets.matches(request.headers().text("mastiff-renderer"), trust.rendererKeyHash());
  }

  /** Whether the client's own connection is encrypted, as far as can be known here. */
  public boolean isSecure(EdgeRequest request) {
    return switch (scheme) {
      case HTTPS -> true;
      case HTTP -> false;
      case AUTO -> {
        String told =
            trust.trusts(request.peer())
                ? request.headers().text(HeaderNames.X_FORWARDED_PROTO)
                : "";
        yield told.isEmpty() ? request.isSecure() : told.equals("https");
      }
    };
  }
}
