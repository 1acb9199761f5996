package io.mastiff.edge;

import io.mastiff.edge.client.Client;
import io.mastiff.edge.client.Standings.Standing;
import io.mastiff.edge.client.Visitor;
import io.mastiff.edge.crawler.CrawlerState;
import io.mastiff.edge.crawler.Partner;
import io.mastiff.edge.network.NetworkFacts;
import io.mastiff.edge.publish.Addresses;
import io.mastiff.edge.route.RouteMatch;
import io.mastiff.edge.shape.Claim;
import io.mastiff.edge.shape.Shape;
import io.mastiff.event.ClientKind;
import io.mastiff.event.IpAddress;
import io.mastiff.event.IpNetwork;
import io.mastiff.event.NetworkName;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import org.jspecify.annotations.Nullable;

/**
 * All that the door knows of one request once it has looked at it; filled by {@link Lookout}, then
 * never changed.
 */
public final class Sighting extends Shape {
  private static final long AGED_MS = 60_000;
  private static final long OLD_MS = 1_800_000;
  private static final int AGED_PAGES = 2;
  private static final VarHandle INSIDE = inside();

  private static final CrawlerState[] CRAWLER_STATES = CrawlerState.values();

  private final EdgeRequest request;
  private final long atMs;
  private final @Nullable IpAddress address;
  private final Visitor visitor;
  private final Claim claim;
  private final RouteMatch route;
  private final long clientHash;
  boolean atHome = true;
  private byte crawler;

  /** Of what was read ahead; kept, so that the reading is not left out as useless. */
  byte touched;

  short incoherence;
  long network;
  byte standing;
  private volatile byte inside;
  Addresses shown = Addresses.WHOLE;
  private @Nullable Late late;

  /** What few requests need, made when it is asked for. */
  private static final class Late {
    @Nullable Partner partner;
    @Nullable NetworkName networkName;
    @Nullable Client client;
  }

  Sighting(
      EdgeRequest request,
      long atMs,
      @Nullable IpAddress address,
      Visitor visitor,
      boolean ordered,
      boolean language,
      Claim claim,
      RouteMatch route) {
    super(request, ordered, language);
    this.request = request;
    this.atMs = atMs;
    this.address = address;
    this.visitor = visitor;
    this.claim = claim;
    this.route = route;
    this.clientHash = Client.hash(address(), address != null, visitor, clientShape());
  }

  private static VarHandle inside() {
    try {
      return MethodHandles.lookup().findVarHandle(Sighting.class, "inside", byte.class);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("the field stands below", e);
    }
  }

  public EdgeRequest request() {
    return request;
  }

  /** When it was decided, ms since the epoch. */
  public long atMs() {
    return atMs;
  }

  /** The client's address; the peer's where that is not known. */
  public IpAddress address() {
    return address == null ? request.peer() : address;
  }

  /**
   * Whether the address is the client's own; else address and network limits and entries do not
   * apply.
   */
  public boolean addressKnown() {
    return address != null;
  }

  public Visitor visitor() {
    return visitor;
  }

  /** What its user agent says it is. */
  public Claim claim() {
    return claim;
  }

  /** Bits of {@link io.mastiff.edge.shape.Incoherence}. */
  public int incoherence() {
    return incoherence;
  }

  public RouteMatch route() {
    return route;
  }

  public NetworkFacts network() {
    return NetworkFacts.of(network);
  }

  /** Number of the autonomous system; 0 where unknown. */
  public int asn() {
    return NetworkFacts.asn(network);
  }

  /** ISO 3166-1 code of the country; empty where unknown. */
  public String country() {
    return NetworkFacts.country(network);
  }

  /** {@link NetworkFacts#countryNumber} of the country; 0 where unknown. */
  public int countryNumber() {
    return NetworkFacts.countryNumber(network);
  }

  public CrawlerState crawler() {
    return CRAWLER_STATES[crawler];
  }

  void crawler(CrawlerState state) {
    crawler = (byte) state.ordinal();
  }

  /** The welcome scraper that this is, if it is one. */
  public @Nullable Partner partner() {
    Late known = late;
    return known == null ? null : known.partner;
  }

  void partner(Partner found) {
    late().partner = found;
  }

  private Late late() {
    Late known = late;
    if (known == null) {
      known = new Late();
      late = known;
    }
    return known;
  }

  public Standing standing() {
    return Standing.at(standing);
  }

  /**
   * Whether a returned cookie has been used like a person uses it: for a minute and two pages at
   * this door, or since half an hour at any.
   */
  public boolean isAged() {
    long age = atMs - visitor.firstSeenMs();
    return visitor.returned()
        && (age >= OLD_MS || (age >= AGED_MS && standing().pages() >= AGED_PAGES));
  }

  /** The request was let in to the store. */
  void enter() {
    inside = 1;
  }

  /** Whether it was let in and has not left; from now on it has. */
  boolean leave() {
    return inside != 0 && INSIDE.compareAndSet(this, (byte) 1, (byte) 0);
  }

  public ClientKind clientKind() {
    return visitor.returned() ? ClientKind.SESSION : ClientKind.AGGREGATE;
  }

  /** A number for {@link #client}. */
  public long clientHash() {
    return clientHash;
  }

  /** A number for the client's network. */
  public long networkHash() {
    return Client.networkHash(address());
  }

  /** How addresses may leave the door. */
  public Addresses shown() {
    return shown;
  }

  /** The client's network as it leaves the door. */
  public NetworkName networkName() {
    Late late = late();
    NetworkName known = late.networkName;
    if (known == null) {
      known = shown.of(Client.network(address()));
      late.networkName = known;
    }
    return known;
  }

  /** Whom the request is attributed to. */
  public Client client() {
    Late late = late();
    Client known = late.client;
    if (known == null) {
      IpNetwork home = atHome ? visitor.homeNetwork() : null;
      known =
          Client.of(
              address(),
              networkName(),
              address != null,
              visitor,
              clientShape(),
              home == null ? null : shown.of(home));
      late.client = known;
    }
    return known;
  }
}
