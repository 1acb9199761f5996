package io.mastiff.edge.sidecar;

import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpHeaders;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Which header fields go from one side to the other (RFC 9110, section 7.6.1). */
final class ProxyHeaders {
  private static final List<String> HOP_BY_HOP =
      List.of(
          "connection",
          "keep-alive",
          "proxy-connection",
          "proxy-authenticate",
          "proxy-authorization",
          "te",
          "trailer",
          "upgrade");
  private static final List<String> FORWARDING =
      List.of(
          "forwarded",
          "x-forwarded-for",
          "x-forwarded-host",
          "x-forwarded-proto",
          "x-forwarded-port",
          "x-forwarded-uri",
          "x-forwarded-method",
          "x-original-uri",
          "x-real-ip");
  private static final String OURS = "mastiff-";

  private ProxyHeaders() {}

  /**
   * Makes a client's fields fit for the origin: ours are stripped, what an untrusted peer says of
   * those before it too, and the peer is appended.
   */
  static void toOrigin(HttpHeaders headers, String peer, boolean trusted, boolean upgrade) {
    removeHopByHop(headers);
    if (!trusted) {
      FORWARDING.forEach(headers::remove);
    }
    removeOurs(headers);
    headers.remove(HttpHeaderNames.EXPECT);
    if (upgrade) {
      headers.set(HttpHeaderNames.CONNECTION, HttpHeaderValues.UPGRADE);
      headers.set(HttpHeaderNames.UPGRADE, "websocket");
    }
    String chain = String.join(", ", headers.getAll("X-Forwarded-For"));
    headers.set("X-Forwarded-For", chain.isEmpty() ? peer : chain + ", " + peer);
    if (!headers.contains("X-Forwarded-Proto")) {
      headers.set("X-Forwarded-Proto", "http");
    }
  }

  /** Makes the origin's fields fit for a client. */
  static void toClient(HttpHeaders headers) {
    removeHopByHop(headers);
    removeOurs(headers);
  }

  private static void removeHopByHop(HttpHeaders headers) {
    for (String value : headers.getAll(HttpHeaderNames.CONNECTION)) {
      for (String name : value.split(",", 32)) {
        String trimmed = name.trim();
        boolean framing =
            trimmed.equalsIgnoreCase("content-length")
                || trimmed.equalsIgnoreCase("transfer-encoding")
                || trimmed.equalsIgnoreCase("host");
        if (!trimmed.isEmpty() && !framing) {
          headers.remove(trimmed);
        }
      }
    }
    HOP_BY_HOP.forEach(headers::remove);
  }

  private static void removeOurs(HttpHeaders headers) {
    List<String> ours = new ArrayList<>(0);
    for (String name : headers.names()) {
      if (name.toLowerCase(Locale.ROOT).startsWith(OURS)) {
        ours.add(name);
      }
    }
    ours.forEach(headers::remove);
  }
}
