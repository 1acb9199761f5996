package io.mastiff.standalone.operator;

import io.mastiff.event.ClientKind;
import io.mastiff.event.EntryKey;
import io.mastiff.event.HashedNetwork;
import io.mastiff.event.IpAddress;
import io.mastiff.event.IpNetwork;
import io.mastiff.event.KeyedHash;
import io.mastiff.event.NetworkName;
import io.mastiff.event.PageType;
import io.mastiff.event.RequestEvent;
import io.mastiff.feature.PageTypes;
import io.mastiff.standalone.Lengths;
import java.time.Duration;
import java.util.Collections;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Whom an entry would have touched, counted over recent events: orders, what they were worth, and
 * returning visitors: first seen half an hour before, or buyers. Requests that a returned cookie
 * keeps free in checkout count all the same.
 */
public final class Harm {
  /** Returning visitors that an entry may touch, of a thousand; a few may always be. */
  public static final int MOST_OF_THOUSAND = 1;

  /** So many returning visitors do not hold an entry back by themselves. */
  public static final int FEW_VISITORS = 3;

  private static final int MOST_VISITORS = 100_000;
  private static final long RETURNING_AFTER_MS = Duration.ofMinutes(30).toMillis();

  private final EntryKey key;
  private final Set<String> visitors = new HashSet<>();
  private final Set<String> touched = new HashSet<>();
  private final Set<String> buyers = new HashSet<>();
  private long requests;
  private long requestsTouched;
  private long untold;
  private int orders;
  private long firstMs = Long.MAX_VALUE;
  private long lastMs;

  public Harm(EntryKey key) {
    this.key = key;
  }

  /** Takes in one event. */
  public void add(RequestEvent event) {
    requests++;
    firstMs = Math.min(firstMs, event.getDecidedAtMs());
    lastMs = Math.max(lastMs, event.getDecidedAtMs());
    boolean visitor = isReturning(event);
    if (visitor && visitors.size() < MOST_VISITORS) {
      visitors.add(event.getClient());
    }
    untold += isComparable(key, event) ? 0 : 1;
    if (!matches(key, event)) {
      return;
    }
    requestsTouched++;
    if (isOrder(event)) {
      orders++;
      if (buyers.size() < MOST_VISITORS) {
        buyers.add(event.getClient());
      }
    }
    if (visitor && touched.size() < MOST_VISITORS) {
      touched.add(event.getClient());
    }
  }

  private static boolean isReturning(RequestEvent event) {
    long age = event.getDecidedAtMs() - event.getCookieFirstSeenMs();
    boolean aged = event.getCookieFirstSeenMs() > 0 && age >= RETURNING_AFTER_MS;
    return event.getClientKind() == ClientKind.SESSION && (aged || isOrder(event));
  }

  private static boolean isOrder(RequestEvent event) {
    boolean answered = !event.hasStatus() || (event.getStatus() >= 200 && event.getStatus() < 300);
    return event.getPageType() == PageType.ORDER_CONFIRMED && answered && PageTypes.isServed(event);
  }

  /** Whether an event lies in the scope of a key. */
  static boolean matches(EntryKey key, RequestEvent event) {
    if (key instanceof EntryKey.OfAddress of) {
      return of.address().toString().equals(event.getAddress());
    }
    if (key instanceof EntryKey.OfNetwork of) {
      return isWithin(of.network(), event);
    }
    if (key instanceof EntryKey.OfHashedAddress of) {
      return of.address().toString().equals(event.getAddress());
    }
    if (key instanceof EntryKey.OfHashedNetwork of) {
      return isWithin(of.network(), event);
    }
    if (key instanceof EntryKey.OfSession of) {
      return event.getClient().equals("s:" + of.id());
    }
    if (key instanceof EntryKey.OfShape of) {
      return event.getShape() == of.shape();
    }
    return key instanceof EntryKey.OfCohort of && matches(of, event);
  }

  private static boolean matches(EntryKey.OfCohort of, RequestEvent event) {
    NetworkName network = of.network();
    Long shape = of.shape();
    Long clientShape = of.clientShape();
    String route = of.route();
    return (network == null || isWithin(network, event))
        && (shape == null || shape == event.getShape())
        && (clientShape == null || clientShape == event.getClientShape())
        && (route == null || route.equals(event.getRoute()))
        && (!of.withoutCookie() || event.getClientKind() != ClientKind.SESSION);
  }

  private static boolean isWithin(NetworkName name, RequestEvent event) {
    return name instanceof IpNetwork network
        ? IpAddress.parse(event.getAddress()).map(network::contains).orElse(false)
        : name.toString().equals(event.getNetwork());
  }

  /** Whether the address of an event and that of a key are told alike, so that both compare. */
  private static boolean isComparable(EntryKey key, RequestEvent event) {
    boolean hashed = KeyedHash.parse(event.getAddress()).isPresent();
    if (key instanceof EntryKey.OfAddress || key instanceof EntryKey.OfHashedAddress) {
      return hashed == (key instanceof EntryKey.OfHashedAddress);
    }
    NetworkName network = network(key);
    return network == null
        || (network instanceof HashedNetwork
            ? hashed && event.getNetwork().endsWith("/" + network.bits())
            : !hashed);
  }

  private static @Nullable NetworkName network(EntryKey key) {
    if (key instanceof EntryKey.OfNetwork of) {
      return of.network();
    }
    if (key instanceof EntryKey.OfHashedNetwork of) {
      return of.network();
    }
    return key instanceof EntryKey.OfCohort of ? of.network() : null;
  }

  /** Requests of which nobody can say whether the entry would have touched them. */
  public long untold() {
    return untold;
  }

  public int orders() {
    return orders;
  }

  /** Who placed the orders that it would have touched; at most 100,000. */
  public Set<String> buyers() {
    return Collections.unmodifiableSet(buyers);
  }

  /** Returning visitors that it would have touched; at most 100,000. */
  public int visitors() {
    return touched.size();
  }

  /** Whether so many returning visitors are touched that the entry needs to be forced. */
  public boolean touchesMany() {
    return touched.size() > FEW_VISITORS
        && 1_000L * touched.size() > (long) MOST_OF_THOUSAND * visitors.size();
  }

  /**
   * One sentence for an operator.
   *
   * @param money what purchases were worth, as far as the store told
   */
  public String sentence(Money money) {
    double share = visitors.isEmpty() ? 0 : 100.0 * touched.size() / visitors.size();
    String value = money.ofClients();
    return String.format(
        Locale.ROOT,
        "of the last %,d requests (%s) it would have touched %,d: %,d %s%s, %.1f%% of %,d returning"
            + " visitors",
        requests,
        Lengths.of(Duration.ofMillis(requests == 0 ? 0 : lastMs - firstMs)),
        requestsTouched,
        orders,
        orders == 1 ? "order" : "orders",
        value.isEmpty() ? "" : ", " + value,
        share,
        visitors.size());
  }
}
