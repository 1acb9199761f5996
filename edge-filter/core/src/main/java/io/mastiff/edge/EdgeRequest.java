package io.mastiff.edge;

import io.mastiff.event.IpAddress;

/**
 * A request as any front hands it to the engine: headers only, never the body.
 *
 * @param target path and query as received, undecoded
 * @param peer the other end of the connection
 * @param protocol {@code HTTP/1.1} and the like
 */
public record EdgeRequest(
    String method,
    String target,
    String host,
    IpAddress peer,
    String scheme,
    String protocol,
    Headers headers) {

  /** Whether the client's own connection is encrypted, as far as this front knows. */
  public boolean isSecure() {
    return scheme.equals("https");
  }
}
