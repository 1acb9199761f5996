package io.mastiff.edge.policy;

import io.mastiff.edge.client.NetworkSet;
import io.mastiff.event.IpAddress;
import io.mastiff.event.IpNetwork;
import java.util.ArrayList;
import java.util.List;

/**
 * Whom the door believes about the client's address.
 *
 * @param proxies networks whose forwarding headers are read
 * @param header lower-case name, for {@link Source#HEADER}
 * @param renderers servers of the shop itself that ask for its shoppers, and forward their address
 *     and cookie; never clients themselves
 * @param rendererKeyHash SHA-256, lower-case hex, of the key that such a server may send in {@code
 *     Mastiff-Renderer} instead; empty for none
 */
public record Trust(
    NetworkSet proxies,
    Source source,
    String header,
    NetworkSet renderers,
    String rendererKeyHash) {
  /** Nobody is believed: the peer is the client. */
  public static final Trust NOBODY = new Trust(List.of(), Source.PEER, "");

  public Trust(List<IpNetwork> proxies, Source source, String header) {
    this(NetworkSet.of(proxies), source, header, NetworkSet.EMPTY, "");
  }

  /** Where the address comes from. CONTAINER: the servlet container has already found it. */
  public enum Source {
    PEER,
    X_FORWARDED_FOR,
    FORWARDED,
    HEADER,
    CONTAINER
  }

  /** All networks that are trusted, as {@link #trusts} says. */
  public List<IpNetwork> networks() {
    List<IpNetwork> all = new ArrayList<>(proxies.networks());
    all.addAll(renderers.networks());
    return all;
  }

  /** Whether {@code address} is a trusted proxy or a renderer of the shop's own. */
  public boolean trusts(IpAddress address) {
    return proxies.contains(address) || renderers.contains(address);
  }
}
