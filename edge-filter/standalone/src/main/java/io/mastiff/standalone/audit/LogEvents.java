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
import io.mastiff.event.Unlistable;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Turns log lines into the events that a door would have published, as far as a log can tell.
 *
 * <p>A log shows no header order and no cookie: the shape is the user agent's hash, and a client is
 * network prefix × shape. One instance serves one thread; it remembers at most {@value #REMEMBERED}
 * addresses and as many user agents.
 */
public final class LogEvents {
  private static final int REMEMBERED = 50_000;

  private final RouteTable routes;
  private final int sight;
  private final boolean byUser;
  private final Addresses shown;
  private final List<IpNetwork> trusted;
  private final OwnHost hosts = new OwnHost();
  private final Map<String, Names> names = recent();
  private final Map<String, Software> agents = recent();
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
    Software software = agents.computeIfAbsent(line.userAgent(), this::software);
    Names told = names.computeIfAbsent(line.address(), this::names);
    String network = told.network();
    boolean user = byUser && !line.user().equals("-");
    String client = user ? "u:" + line.user() : "a:" + network + software.keyEnd();
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
    long hash = Hashing.komihash5_0().hashCharsToLong(text);
    return new Software(hash, "|" + EntryKey.hex(hash), claim.family().agent(), claim.major());
  }

  private static <K, V> Map<K, V> recent() {
    return new LinkedHashMap<>(1024, 0.75f, false) {
      private static final long serialVersionUID = 1L;

      @Override
      protected boolean removeEldestEntry(Map.Entry<K, V> eldest) {
        return size() > REMEMBERED;
      }
    };
  }
}
