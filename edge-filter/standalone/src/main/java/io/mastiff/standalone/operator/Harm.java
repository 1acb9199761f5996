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
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Whom an entry would have touched, counted over recent events: orders, and visitors who returned a
 * cookie. Requests that a returned cookie keeps free in checkout count all the same.
 */
public final class Harm {
  private static final int MOST_VISITORS = 100_000;

  private final EntryKey key;
  private final Set<String> visitors = new HashSet<>();
  private final Set<String> touched = new HashSet<>();
  private long requests;
  private long requestsTouched;
  private long untold;
  private int orders;

  public Harm(EntryKey key) {
    this.key = key;
  }

  /** Takes in one event. */
  public void add(RequestEvent event) {
    requests++;
    boolean visitor = event.getClientKind() == ClientKind.SESSION;
    if (visitor && visitors.size() < MOST_VISITORS) {
      visitors.add(event.getClient());
    }
    untold += isComparable(key, event) ? 0 : 1;
    if (!matches(key, event)) {
      return;
    }
    requestsTouched++;
    orders += isOrder(event) ? 1 : 0;
    if (visitor && touched.size() < MOST_VISITORS) {
      touched.add(event.getClient());
    }
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

  /** One sentence for an operator. */
  public String sentence() {
    double share = visitors.isEmpty() ? 0 : 100.0 * touched.size() / visitors.size();
    return String.format(
        Locale.ROOT,
        "of the last %d requests it would have touched %d, %d orders, %.1f%% of %d visitors"
            + " with a returned cookie",
        requests,
        requestsTouched,
        orders,
        share,
        visitors.size());
  }
}
