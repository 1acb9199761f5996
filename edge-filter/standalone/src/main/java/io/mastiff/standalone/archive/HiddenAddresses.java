package io.mastiff.standalone.archive;

import io.mastiff.edge.client.AddressHasher;
import io.mastiff.edge.publish.Addresses;
import io.mastiff.event.EntryKey;
import io.mastiff.event.IpAddress;
import io.mastiff.event.IpNetwork;
import io.mastiff.event.NetworkName;
import io.mastiff.event.Outcome;
import io.mastiff.event.RequestEvent;
import io.mastiff.event.Unlistable;
import io.mastiff.event.Verdict;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Puts keyed hashes in the place of addresses and networks, wherever records name them, as a door
 * with this key would: what a door has hashed already stays as it is.
 *
 * <p>What nobody can tell of a hashed network is told with it: whether it may be listed. Reasons in
 * which an address may stand are left out.
 */
final class HiddenAddresses {
  private static final Pattern ADDRESS =
      Pattern.compile("[0-9]{1,3}([.][0-9]{1,3}){3}|[0-9A-Fa-f]*:[0-9A-Fa-f]*:");
  private static final String AGGREGATE = "a:";

  private final Addresses shown;
  private final @Nullable AddressHasher hasher;

  HiddenAddresses(Addresses shown) {
    this.shown = shown;
    this.hasher = shown.hasher();
  }

  RequestEvent of(RequestEvent event) {
    if (hasher == null) {
      return event;
    }
    RequestEvent.Builder hidden =
        event.toBuilder()
            .setAddress(address(event.getAddress()))
            .setNetwork(network(event.getNetwork()))
            .setHome(home(event.getHome()))
            .setClient(client(event.getClient()))
            .setNetworkUnlistable(isUnlistable(event))
            .clearReasons();
    event.getReasonsList().stream()
        .filter(reason -> !ADDRESS.matcher(reason).find())
        .forEach(hidden::addReasons);
    return hidden.build();
  }

  Verdict of(Verdict verdict) {
    if (hasher == null) {
      return verdict;
    }
    String key = EntryKey.parse(verdict.getEntryKey()).map(k -> shown.of(k).text()).orElse("");
    return verdict.toBuilder().setSubject(client(verdict.getSubject())).setEntryKey(key).build();
  }

  Outcome of(Outcome outcome) {
    return hasher == null
        ? outcome
        : outcome.toBuilder().setReference(client(outcome.getReference())).build();
  }

  private static boolean isUnlistable(RequestEvent event) {
    return event.getNetworkUnlistable()
        || IpNetwork.parse(event.getNetwork())
            .filter(network -> Unlistable.isUnlistable(network, List.of()))
            .isPresent();
  }

  private String address(String text) {
    return IpAddress.parse(text).map(shown::of).orElse(text);
  }

  private String network(String text) {
    return NetworkName.parse(text)
        .map(name -> name instanceof IpNetwork network ? shown.of(network) : name)
        .map(NetworkName::toString)
        .orElseGet(() -> address(text));
  }

  private String home(String text) {
    return text.startsWith(AGGREGATE) ? client(text) : network(text);
  }

  /** {@code s:ID} stays; of {@code a:NETWORK|SHAPE} the network is hidden. */
  private String client(String text) {
    int bar = text.lastIndexOf('|');
    return text.startsWith(AGGREGATE) && bar > 0
        ? AGGREGATE + network(text.substring(AGGREGATE.length(), bar)) + text.substring(bar)
        : text;
  }
}
