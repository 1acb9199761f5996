package io.mastiff.edge.client;

import io.mastiff.edge.EdgeRequest;
import io.mastiff.edge.policy.Trust;
import io.mastiff.event.IpAddress;
import java.util.Optional;

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
  private final UntrustedProxies untrusted;

  public AddressResolver(Trust trust, UntrustedProxies untrusted) {
    this.trust = trust;
    this.untrusted = untrusted;
  }

  /** The address of the client that sent {@code request}. */
  public ClientAddress resolve(EdgeRequest request) {
    if (trust.source() == Trust.Source.CONTAINER) {
      return new ClientAddress(request.peer(), true);
    }
    if (!trust.trusts(request.peer())) {
      boolean proxy = untrusted.seen(request.peer(), forwards(request));
      return new ClientAddress(request.peer(), !proxy);
    }
    return switch (trust.source()) {
      case PEER, CONTAINER -> new ClientAddress(request.peer(), true);
      case X_FORWARDED_FOR ->
          rightmost(request.headers().joined("x-forwarded-for"), request.peer(), false);
      case FORWARDED -> rightmost(request.headers().joined("forwarded"), request.peer(), true);
      case HEADER -> named(request);
    };
  }

  private ClientAddress named(EdgeRequest request) {
    String text = request.headers().text(trust.header()).trim();
    return IpAddress.parse(text)
        .map(address -> new ClientAddress(address, true))
        .orElseGet(() -> new ClientAddress(request.peer(), false));
  }

  private ClientAddress rightmost(String chain, IpAddress peer, boolean forwardedSyntax) {
    IpAddress last = peer;
    int end = chain.length();
    for (int hops = 0; hops < MOST_HOPS && end > 0; hops++) {
      int comma = chain.lastIndexOf(',', end - 1);
      Optional<IpAddress> hop = hop(chain, comma + 1, end, forwardedSyntax);
      if (hop.isEmpty()) {
        break;
      }
      last = hop.get();
      if (!trust.trusts(last)) {
        return new ClientAddress(last, true);
      }
      end = comma;
    }
    return new ClientAddress(peer, false);
  }

  private static Optional<IpAddress> hop(String chain, int from, int to, boolean forwardedSyntax) {
    if (to - from > LONGEST_HOP * (forwardedSyntax ? 4 : 1)) {
      return Optional.empty();
    }
    String text = chain.substring(from, to).trim();
    return IpAddress.parse(withoutPort(forwardedSyntax ? forwardedFor(text) : text));
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
    return request.headers().first("x-forwarded-for") != null
        || request.headers().first("forwarded") != null
        || request.headers().first("x-real-ip") != null;
  }
}
