package io.mastiff.event;

import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Whom a block-list entry is about, with a key that people can read.
 *
 * <p>{@code address:203.0.113.7}, {@code network:203.0.113.0/24}, {@code session:ID}, {@code
 * shape:HEX}, {@code cohort:shape=HEX,route=/search,cookie=none}; where addresses are hashed {@code
 * address:h:HASH} and {@code network:h:HASH/24}, the latter in conjunctions too. {@link #parse} and
 * {@link #text} are inverse; the order of a conjunction's parts is fixed.
 */
public sealed interface EntryKey {
  int LONGEST_TEXT = 512;

  /** Between a conjunction's parts; a route may hold other commas of its own. */
  Pattern PART = Pattern.compile(",(?=[a-z-]+=)");

  /** The key of the topic. */
  String text();

  /** One client address. */
  record OfAddress(IpAddress address) implements EntryKey {
    @Override
    public String text() {
      return "address:" + address;
    }
  }

  /** All addresses of a network. */
  record OfNetwork(IpNetwork network) implements EntryKey {
    @Override
    public String text() {
      return "network:" + network;
    }
  }

  /** One client address, by its keyed hash. */
  record OfHashedAddress(KeyedHash address) implements EntryKey {
    @Override
    public String text() {
      return "address:" + address;
    }
  }

  /** All addresses of a network, by its keyed hash. */
  record OfHashedNetwork(HashedNetwork network) implements EntryKey {
    @Override
    public String text() {
      return "network:" + network;
    }
  }

  /** The holder of one visitor cookie, by the cookie's id. */
  record OfSession(String id) implements EntryKey {
    @Override
    public String text() {
      return "session:" + id;
    }
  }

  /** All requests with one header shape. */
  record OfShape(long shape) implements EntryKey {
    @Override
    public String text() {
      return "shape:" + hex(shape);
    }
  }

  /**
   * Requests that meet all the parts that are given; at least two are.
   *
   * @param shape shape of the request itself, headers in order
   * @param clientShape the part of the shape that all of a client's requests share
   * @param withoutCookie only requests that returned no valid visitor cookie
   */
  record OfCohort(
      @Nullable NetworkName network,
      @Nullable Long shape,
      @Nullable Long clientShape,
      @Nullable String route,
      boolean withoutCookie)
      implements EntryKey {
    public OfCohort {
      int parts =
          (network == null ? 0 : 1)
              + (shape == null ? 0 : 1)
              + (clientShape == null ? 0 : 1)
              + (route == null ? 0 : 1)
              + (withoutCookie ? 1 : 0);
      if (parts < 2) {
        throw new IllegalArgumentException("a cohort key needs at least two parts");
      }
    }

    @Override
    public String text() {
      List<String> parts = new ArrayList<>(5);
      if (network != null) {
        parts.add("network=" + network);
      }
      if (shape != null) {
        parts.add("shape=" + hex(shape));
      }
      if (clientShape != null) {
        parts.add("client-shape=" + hex(clientShape));
      }
      if (route != null) {
        parts.add("route=" + route);
      }
      if (withoutCookie) {
        parts.add("cookie=none");
      }
      return "cohort:" + String.join(",", parts);
    }
  }

  /** The key written in {@code text}, or empty when it is not one. */
  static Optional<EntryKey> parse(String text) {
    int colon = text.indexOf(':');
    if (colon < 0 || text.length() > LONGEST_TEXT) {
      return Optional.empty();
    }
    String value = text.substring(colon + 1);
    return switch (text.substring(0, colon)) {
      case "address" -> parseAddress(value);
      case "network" -> NetworkName.parse(value).map(EntryKey::ofNetwork);
      case "session" -> isId(value) ? Optional.of(new OfSession(value)) : Optional.empty();
      case "shape" -> parseHex(value).map(OfShape::new);
      case "cohort" -> parseCohort(value);
      default -> Optional.empty();
    };
  }

  /** A shape as people see it: 16 lower-case hexadecimal digits. */
  static String hex(long shape) {
    return HexFormat.of().toHexDigits(shape);
  }

  /** The key of a network, in the clear or hashed. */
  static EntryKey ofNetwork(NetworkName network) {
    return network instanceof HashedNetwork hashed
        ? new OfHashedNetwork(hashed)
        : new OfNetwork((IpNetwork) network);
  }

  private static Optional<EntryKey> parseAddress(String value) {
    return value.startsWith(KeyedHash.START)
        ? KeyedHash.parse(value).map(OfHashedAddress::new)
        : IpAddress.parse(value).map(OfAddress::new);
  }

  private static Optional<EntryKey> parseCohort(String value) {
    NetworkName network = null;
    Long shape = null;
    Long clientShape = null;
    String route = null;
    boolean withoutCookie = false;
    String[] parts = PART.split(value, -1);
    for (String part : parts) {
      int equals = part.indexOf('=');
      String name = equals < 0 ? part : part.substring(0, equals);
      String of = equals < 0 ? "" : part.substring(equals + 1);
      switch (name) {
        case "network" -> network = NetworkName.parse(of).orElse(null);
        case "shape" -> shape = parseHex(of).orElse(null);
        case "client-shape" -> clientShape = parseHex(of).orElse(null);
        case "route" -> route = of;
        case "cookie" -> withoutCookie = of.equals("none");
        default -> {
          return Optional.empty();
        }
      }
    }
    return cohort(network, shape, clientShape, route, withoutCookie)
        .filter(key -> key.text().length() == "cohort:".length() + value.length())
        .filter(key -> PART.split(key.text(), -1).length == parts.length);
  }

  private static Optional<EntryKey> cohort(
      @Nullable NetworkName network,
      @Nullable Long shape,
      @Nullable Long clientShape,
      @Nullable String route,
      boolean withoutCookie) {
    if (route != null && !route.startsWith("/")) {
      return Optional.empty();
    }
    try {
      return Optional.of(new OfCohort(network, shape, clientShape, route, withoutCookie));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  private static boolean isId(String value) {
    return !value.isEmpty()
        && value.length() <= 64
        && value.chars().allMatch(c -> Character.isLetterOrDigit(c) || c == '-' || c == '_');
  }

  private static Optional<Long> parseHex(String value) {
    if (value.isEmpty() || value.length() > 16) {
      return Optional.empty();
    }
    try {
      return Optional.of(Long.parseUnsignedLong(value, 16));
    } catch (NumberFormatException e) {
      return Optional.empty();
    }
  }
}
