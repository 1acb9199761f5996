package io.mastiff.event;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Under which key a session or an aggregate that was convicted is listed, and for how long. */
public final class Listing {
  /** How long a learned entry of one client is in force. */
  public static final Duration LASTS = Duration.ofMinutes(10);

  /** An aggregate of fewer pages is not listed. */
  public static final int FEWEST_PAGES_OF_AGGREGATE = 5;

  private static final String SESSION = "s:";

  private Listing() {}

  /**
   * The key; empty where no entry may be written: too few pages of an aggregate, an address that is
   * not known, a network that may not be listed.
   *
   * @param event of the client
   * @param network of an aggregate
   * @param clientShape of an aggregate
   * @param pages of its session until now
   */
  public static Optional<EntryKey> key(
      RequestEvent event, String network, long clientShape, long pages) {
    if (event.getClientKind() == ClientKind.SESSION) {
      return Optional.of(event.getClient())
          .filter(client -> client.startsWith(SESSION))
          .map(client -> new EntryKey.OfSession(client.substring(SESSION.length())));
    }
    boolean unlistable = event.getAddressUnknown() || event.getNetworkUnlistable();
    if (unlistable || pages < FEWEST_PAGES_OF_AGGREGATE) {
      return Optional.empty();
    }
    return NetworkName.parse(network)
        .<EntryKey>map(name -> new EntryKey.OfCohort(name, null, clientShape, null, true))
        .filter(key -> Unlistable.why(key, List.of()).isEmpty());
  }
}
