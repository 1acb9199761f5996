package io.mastiff.event;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * Keys under which no entry may be written, since too many people or the shop's own machines would
 * be hit: this machine and private networks, networks that are too wide, those of content-delivery
 * services, trusted proxies. Of a hashed address or network nobody can tell here: the door that
 * hashed it marks the event ({@code network_unlistable}).
 */
public final class Unlistable {
  /** The widest networks that an entry may name. */
  public static final int WIDEST_V4 = 12;

  public static final int WIDEST_V6 = 28;

  /** Prefix lengths of the networks that requests belong to. */
  private static final int COHORT_V4 = 24;

  private static final int COHORT_V6 = 56;
  private static final List<IpNetwork> DELIVERY = delivery();

  private Unlistable() {}

  /**
   * Why the key may not be written, or empty.
   *
   * @param trusted proxies and renderers of this shop
   */
  public static Optional<String> why(EntryKey key, List<IpNetwork> trusted) {
    if (key instanceof EntryKey.OfAddress of) {
      return ofNetwork(whole(of.address()), trusted);
    }
    if (key instanceof EntryKey.OfNetwork of) {
      return ofNetwork(of.network(), trusted);
    }
    if (key instanceof EntryKey.OfCohort of && of.network() instanceof IpNetwork network) {
      return ofRequests(network, trusted);
    }
    return Optional.empty();
  }

  /** Whether {@link #why} has a reason against a network of a request; any network may be asked. */
  public static boolean isUnlistable(IpNetwork network, List<IpNetwork> trusted) {
    return ofNetwork(network, trusted).isPresent();
  }

  private static Optional<String> ofRequests(IpNetwork network, List<IpNetwork> trusted) {
    int asRequests = network.first().isV4() ? COHORT_V4 : COHORT_V6;
    return network.bits() == asRequests
        ? ofNetwork(network, trusted)
        : Optional.of("no request would match; a cohort's network is a /" + asRequests);
  }

  private static Optional<String> ofNetwork(IpNetwork network, List<IpNetwork> trusted) {
    int widest = network.first().isV4() ? WIDEST_V4 : WIDEST_V6;
    if (network.bits() < widest) {
      return Optional.of("too wide; the widest network is a /" + widest);
    }
    if (network.first().isLoopback()) {
      return Optional.of("this machine itself cannot be listed");
    }
    if (touches(network, trusted)) {
      return Optional.of("a trusted proxy cannot be listed; all shoppers come from there");
    }
    if (network.first().isInside() && !isWhole(network)) {
      return Optional.of("a private network cannot be listed; proxies live there");
    }
    return touches(network, DELIVERY)
        ? Optional.of("a content-delivery service cannot be listed; all shoppers come from there")
        : Optional.empty();
  }

  private static boolean touches(IpNetwork network, List<IpNetwork> others) {
    for (IpNetwork other : others) {
      if (other.contains(network.first()) || network.contains(other.first())) {
        return true;
      }
    }
    return false;
  }

  private static IpNetwork whole(IpAddress address) {
    return IpNetwork.of(address, address.isV4() ? 32 : 128);
  }

  private static boolean isWhole(IpNetwork network) {
    return network.equals(whole(network.first()));
  }

  private static List<IpNetwork> delivery() {
    InputStream resource = Unlistable.class.getResourceAsStream("content-delivery.txt");
    try (BufferedReader in =
        new BufferedReader(
            new InputStreamReader(Objects.requireNonNull(resource), StandardCharsets.UTF_8))) {
      return in.lines()
          .filter(line -> !line.isBlank() && !line.startsWith("#"))
          .map(line -> IpNetwork.parse(line).orElseThrow())
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
