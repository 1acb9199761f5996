package io.mastiff.standalone.audit;

import com.dynatrace.hash4j.hashing.Hashing;
import io.mastiff.data.accesslog.LogLine;
import io.mastiff.edge.client.AddressHasher;
import io.mastiff.edge.client.Client;
import io.mastiff.edge.crawler.CrawlerReader;
import io.mastiff.edge.policy.Policy;
import io.mastiff.edge.publish.Addresses;
import io.mastiff.edge.publish.Referers;
import io.mastiff.edge.route.RouteMatch;
import io.mastiff.edge.route.RouteTable;
import io.mastiff.edge.shape.Claim;
import io.mastiff.edge.shape.ClaimReader;
import io.mastiff.event.Action;
import io.mastiff.event.Agent;
import io.mastiff.event.ClientKind;
import io.mastiff.event.CookieState;
import io.mastiff.event.EntryKey;
import io.mastiff.event.Formats;
import io.mastiff.event.IpAddress;
import io.mastiff.event.IpNetwork;
import io.mastiff.event.RequestEvent;
import io.mastiff.event.Sight;
import io.mastiff.event.Texts;
import io.mastiff.event.Unlistable;
import java.util.List;

/**
 * Turns log lines into the events that a door would have published, as far as a log can tell.
 *
 * <p>A log shows no header order and no cookie: the shape is the user agent's hash, and a client is
 * network prefix × shape. Of an address or a user's name of over {@value #LONGEST_NAME} characters
 * the first are taken, of the name with the hash of all. One instance serves one thread; it
 * remembers addresses and user agents within the bounds of {@link Remembered}.
 */
public final class LogEvents {
  static final int LONGEST_NAME = 256;

  private final RouteTable routes;
  private final int sight;
  private final boolean byUser;
  private final Addresses shown;
  private final List<IpNetwork> trusted;
  private final OwnHost hosts = new OwnHost();
  private final Remembered<Names> names = new Remembered<>(this::names);
  private final Remembered<Software> agents = new Remembered<>(this::software);
  private final ClaimReader claims = new ClaimReader(CrawlerReader.shipped());

  /**
   * @param policy says how addresses are told
   * @param assetsVisible whether the log holds requests for assets
   * @param byUser whether the log's user field names the session
   */
  public LogEvents(Policy policy, RouteTable routes, boolean assetsVisible, boolean byUser) {
    this.shown = new Addresses(policy.privacy());
    this.trusted = policy.trust().networks();
    this.routes = routes;
    this.sight = Sight.RESPONSE.bit() | (assetsVisible ? Sight.ASSETS.bit() : 0);
    this.byUser = byUser;
  }

  /** What it has learned of the lines so far. */
  public OwnHost.State state() {
    return hosts.state();
  }

  /** Goes on from there; for one that has seen no line yet. */
  public void restore(OwnHost.State state) {
    hosts.restore(state);
  }

  /** An address and its network as they may be told. */
  private record Names(String address, String network, boolean unlistable) {}

  /** A user agent's hash, how keys of clients end that have it, and what it claims. */
  private record Software(long hash, String keyEnd, Agent agent, int major) {}

  /** The event of a line. */
  public RequestEvent event(LogLine line) {
    Software software = agents.of(line.userAgent());
    Names told = names.of(Texts.first(line.address(), LONGEST_NAME));
    String network = told.network();
    boolean user = byUser && !line.user().equals("-");
    String client = user ? "u:" + user(line.user()) : "a:" + network + software.keyEnd();
    RouteMatch route = routes.match(line.target());
    RequestEvent.Builder event =
        RequestEvent.newBuilder()
            .setFormat(Formats.CURRENT)
            .setShop("default")
            .setDoor("log")
            .setDecidedAtMs(line.atMs())
            .setHome(network)
            .setClient(client)
            .setClientKind(user ? ClientKind.SESSION : ClientKind.AGGREGATE)
            .setCookieState(CookieState.COOKIE_OFF)
            .setAddress(told.address())
            .setNetwork(network)
            .setNetworkUnlistable(told.unlistable())
            .setMethod(line.method())
            .setPath(route.path())
            .setRoute(route.route().template())
            .setPageType(route.route().pageType())
            .setAssetKind(route.assetKind())
            .setProduct(route.product())
            .setFacetValues(route.facetValues())
            .setPageNumber(route.page())
            .setStatus(line.status())
            .setShape(software.hash())
            .setClientShape(software.hash())
            .setAgent(software.agent())
            .setAgentMajor(software.major())
            .setAction(Action.ALLOW)
            .setRule("log")
            .setSight(sight);
    referer(event, line);
    route.facets().forEach(event::addFacets);
    if (line.bytes() >= 0) {
      event.setBytes(line.bytes());
    }
    return event.build();
  }

  private void referer(RequestEvent.Builder event, LogLine line) {
    String host = hosts.of(line.referer());
    event
        .setReferer(Referers.kind(line.referer(), host))
        .setRefererPage(Referers.page(line.referer(), host));
  }

  /** A log may give a host's name instead of an address: it is its own network. */
  private Names names(String address) {
    return IpAddress.parse(address)
        .map(a -> names(a, Client.network(a)))
        .orElseGet(() -> name(address));
  }

  private Names names(IpAddress address, IpNetwork network) {
    boolean unlistable = shown.hasher() != null && Unlistable.isUnlistable(network, trusted);
    return new Names(shown.of(address), shown.of(network).toString(), unlistable);
  }

  private Names name(String host) {
    AddressHasher hasher = shown.hasher();
    String told = hasher == null ? host : hasher.of(host).toString();
    return new Names(told, told, false);
  }

  private Software software(String text) {
    Claim claim = claims.read(text);
    long hash = hash(text);
    return new Software(hash, "|" + EntryKey.hex(hash), claim.family().agent(), claim.major());
  }

  private static String user(String name) {
    return name.length() <= LONGEST_NAME
        ? name
        : Texts.first(name, LONGEST_NAME) + "~" + EntryKey.hex(hash(name));
  }

  private static long hash(String text) {
    return Hashing.komihash5_0().hashCharsToLong(text);
  }

  /** Whether an event holds the whole of a line's address and user. */
  static boolean isWhole(LogLine line) {
    return line.address().length() <= LONGEST_NAME && line.user().length() <= LONGEST_NAME;
  }
}
