package io.mastiff.edge;

import io.mastiff.event.IpAddress;

/** Requests for tests. */
public final class Requests {
  private Requests() {}

  /** A browser's GET from an address; further headers are pairs of name and value. */
  public static EdgeRequest get(String peer, String target, String... more) {
    return as("Mozilla/5.0", peer, target, more);
  }

  /** The same with another user agent. */
  public static EdgeRequest as(String agent, String peer, String target, String... more) {
    return request(agent, "de", peer, target, more);
  }

  /** The same in another language. */
  public static EdgeRequest in(String language, String peer, String target) {
    return request("Mozilla/5.0", language, peer, target);
  }

  private static EdgeRequest request(
      String agent, String language, String peer, String target, String... more) {
    Headers.Builder headers =
        Headers.builder()
            .add("Host", "shop.test")
            .add("User-Agent", agent)
            .add("Accept", "text/html")
            .add("Accept-Language", language);
    for (int i = 0; i < more.length; i += 2) {
      headers.add(more[i], more[i + 1]);
    }
    return new EdgeRequest(
        "GET",
        target,
        "shop.test",
        IpAddress.parse(peer).orElseThrow(),
        "https",
        "HTTP/1.1",
        headers.build());
  }
}
