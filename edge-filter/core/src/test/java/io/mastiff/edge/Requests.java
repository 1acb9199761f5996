package io.mastiff.edge;

import io.mastiff.event.IpAddress;

/** Requests for tests. */
public final class Requests {
  private Requests() {}

  /** A browser's GET from an address; further headers are pairs of name and value. */
  public static EdgeRequest get(String peer, String target, String... more) {
    Headers.Builder headers =
        Headers.builder()
            .add("Host", "shop.test")
            .add("User-Agent", "Mozilla/5.0")
            .add("Accept", "text/html")
            .add("Accept-Language", "de");
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
