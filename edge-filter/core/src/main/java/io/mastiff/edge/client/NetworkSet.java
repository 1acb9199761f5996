package io.mastiff.edge.client;

import io.mastiff.event.IpAddress;
import io.mastiff.event.IpNetwork;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** A fixed set of networks that answers whether an address lies in one, in logarithmic time. */
public final class NetworkSet {
  public static final NetworkSet EMPTY = new NetworkSet(List.of());

  private final List<IpNetwork> networks;
  private final long[] v4First;
  private final long[] v4Last;
  private final IpNetwork[] v6;

  private NetworkSet(List<IpNetwork> networks) {
    this.networks = List.copyOf(networks);
    List<IpNetwork> outer = outermost(networks);
    List<IpNetwork> four = outer.stream().filter(n -> n.first().isV4()).toList();
    v4First = four.stream().mapToLong(n -> n.first().low()).toArray();
    v4Last = four.stream().mapToLong(n -> n.first().low() | (0xffffffffL >>> n.bits())).toArray();
    v6 = outer.stream().filter(n -> !n.first().isV4()).toArray(IpNetwork[]::new);
  }

  public static NetworkSet of(List<IpNetwork> networks) {
    return networks.isEmpty() ? EMPTY : new NetworkSet(networks);
  }

  /** In order of their first address, without those that lie in another. */
  private static List<IpNetwork> outermost(List<IpNetwork> networks) {
    List<IpNetwork> sorted = new ArrayList<>(networks);
    sorted.sort(
        Comparator.comparing((IpNetwork n) -> n.first().isV4())
            .thenComparing(n -> n.first().high(), Long::compareUnsigned)
            .thenComparing(n -> n.first().low(), Long::compareUnsigned)
            .thenComparing(IpNetwork::bits));
    List<IpNetwork> outer = new ArrayList<>();
    for (IpNetwork network : sorted) {
      if (outer.isEmpty() || !outer.get(outer.size() - 1).contains(network.first())) {
        outer.add(network);
      }
    }
    return outer;
  }

  public List<IpNetwork> networks() {
    return networks;
  }

  public boolean isEmpty() {
    return networks.isEmpty();
  }

  /** Whether {@code address} lies in one of the networks. */
  public boolean contains(IpAddress address) {
    return address.isV4() ? containsV4(address.low()) : containsV6(address);
  }

  /** Whether some network of the set and {@code network} have an address in common. */
  public boolean touches(IpNetwork network) {
    return contains(network.first())
        || networks.stream().anyMatch(n -> network.contains(n.first()));
  }

  private boolean containsV4(long address) {
    int from = 0;
    int to = v4First.length;
    while (from < to) {
      int middle = (from + to) >>> 1;
      if (v4First[middle] <= address) {
        from = middle + 1;
      } else {
        to = middle;
      }
    }
    return from > 0 && address <= v4Last[from - 1];
  }

  private boolean containsV6(IpAddress address) {
    int from = 0;
    int to = v6.length;
    while (from < to) {
      int middle = (from + to) >>> 1;
      if (compare(v6[middle].first(), address) <= 0) {
        from = middle + 1;
      } else {
        to = middle;
      }
    }
    return from > 0 && v6[from - 1].contains(address);
  }

  private static int compare(IpAddress a, IpAddress b) {
    int order = Long.compareUnsigned(a.high(), b.high());
    return order != 0 ? order : Long.compareUnsigned(a.low(), b.low());
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof NetworkSet set && networks.equals(set.networks);
  }

  @Override
  public int hashCode() {
    return networks.hashCode();
  }

  @Override
  public String toString() {
    return networks.toString();
  }
}
