package io.mastiff.edge.policy;

import io.mastiff.event.IpAddress;
import io.mastiff.event.IpNetwork;
import java.util.List;

/**
 * Whom the door believes about the client's address.
 *
 * @param proxies networks whose forwarding headers are read
 * @param header lower-case name, for {@link Source#HEADER}
 */
public record Trust(List<IpNetwork> proxies, Source source, String header) {
  /** Nobody is believed: the peer is the client. */
  public static final Trust NOBODY = new Trust(List.of(), Source.PEER, "");

  /** Where the address comes from. CONTAINER: the servlet container has already found it. */
  public enum Source {
    PEER,
    X_FORWARDED_FOR,
    FORWARDED,
    HEADER,
    CONTAINER
  }

  public Trust {
    proxies = List.copyOf(proxies);
  }

  /** Whether {@code address} is a trusted proxy. */
  public boolean trusts(IpAddress address) {
    for (IpNetwork proxy : proxies) {
      if (proxy.contains(address)) {
        return true;
      }
    }
    return false;
  }
}
