package io.mastiff.standalone.bouncer;

import io.mastiff.event.Action;
import io.mastiff.event.BlocklistEntry;
import io.mastiff.event.EntryKey;
import io.mastiff.event.IpNetwork;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * An address or a network that is blocked or challenged, which is what other doors can enforce.
 *
 * @param network of one address: all its bits
 * @param action {@link Action#BLOCK} or {@link Action#CHALLENGE}
 * @param untilMs since the epoch
 */
public record BannedNetwork(IpNetwork network, Action action, long untilMs) {
  /**
   * Those among the entries in force; of two with the same network the first. An operator's allow
   * takes out the same network and what lies inside it.
   *
   * @param entries the operator's first
   */
  public static List<BannedNetwork> of(Collection<BlocklistEntry> entries) {
    List<IpNetwork> allowed =
        entries.stream()
            .filter(entry -> entry.getAction() == Action.ALLOW)
            .flatMap(entry -> network(entry).stream())
            .toList();
    Map<IpNetwork, BannedNetwork> banned = new HashMap<>();
    List<BannedNetwork> inOrder = new ArrayList<>();
    for (BlocklistEntry entry : entries) {
      Optional<IpNetwork> network = network(entry).filter(of -> !isInside(of, allowed));
      if (network.isPresent() && isEnforced(entry.getAction())) {
        BannedNetwork one =
            new BannedNetwork(network.get(), entry.getAction(), entry.getExpiresAtMs());
        if (banned.putIfAbsent(one.network(), one) == null) {
          inOrder.add(one);
        }
      }
    }
    return inOrder;
  }

  private static boolean isEnforced(Action action) {
    return action == Action.BLOCK || action == Action.CHALLENGE;
  }

  private static Optional<IpNetwork> network(BlocklistEntry entry) {
    return EntryKey.parse(entry.getKey())
        .flatMap(
            key ->
                key instanceof EntryKey.OfAddress one
                    ? Optional.of(IpNetwork.of(one.address(), one.address().isV4() ? 32 : 128))
                    : key instanceof EntryKey.OfNetwork many
                        ? Optional.of(many.network())
                        : Optional.empty());
  }

  private static boolean isInside(IpNetwork network, List<IpNetwork> allowed) {
    return allowed.stream()
        .anyMatch(of -> of.bits() <= network.bits() && of.contains(network.first()));
  }

  /** Whether it is one address. */
  public boolean isAddress() {
    return network.bits() == (isV4() ? 32 : 128);
  }

  /** Whether it is one of IPv4. */
  public boolean isV4() {
    return network.first().isV4();
  }

  /** The address alone, or the network with its length. */
  public String text() {
    return isAddress() ? network.first().toString() : network.toString();
  }
}
