package io.mastiff.edge;

import io.mastiff.edge.blocklist.BlockList;
import io.mastiff.edge.client.Client;
import io.mastiff.edge.client.Standings;
import io.mastiff.edge.client.Visitor;
import io.mastiff.edge.client.VisitorCookies;
import io.mastiff.edge.crawler.Partner;
import io.mastiff.edge.route.RouteMatch;
import io.mastiff.edge.shape.Claim;
import io.mastiff.edge.shape.Incoherence;
import io.mastiff.edge.table.DistinctTable;
import io.mastiff.event.IpAddress;
import io.mastiff.event.PageType;

/** Looks at a request: who is it, what does it look like, is it a crawler, which network. */
final class Lookout {
  private static final int VISITOR_SLOTS = 1 << 18;
  private static final int NETWORK_SLOTS = 1 << 17;
  private static final long HOUR_MS = 3_600_000;

  /** A cookie from more networks than this within an hour keeps no home. */
  private static final int NETWORKS_AT_HOME = 3;

  /** A cookie from more networks than this within an hour is not one visitor's. */
  private static final int NETWORKS_OF_ONE = 10;

  private final VisitorCookies cookies;
  private final BlockList blockList;
  private final FrontSight sight;
  private final Standings standings = new Standings(VISITOR_SLOTS);
  private final DistinctTable wanderings = new DistinctTable(NETWORK_SLOTS, HOUR_MS);

  private final VisitorCookies.Ahead<PolicyState> ahead = this::touch;

  Lookout(VisitorCookies cookies, BlockList blockList, FrontSight sight) {
    this.sight = sight;
    this.blockList = blockList;
    this.cookies = cookies;
  }

  Standings standings() {
    return standings;
  }

  Sighting look(PolicyState now, EdgeRequest request, long atMs) {
    IpAddress address = now.addresses().resolve(request);
    long network = address == null ? 0 : Client.networkHash(address);
    long near = address == null ? 0 : blockList.touchAddress(address);
    String agent = request.headers().text(HeaderNames.USER_AGENT);
    long agentHash = now.claims().ahead(agent);
    Visitor read = cookies.read(request.headers(), now, network, ahead);
    Visitor visitor = now.cookies().visitor(read, atMs);
    boolean ordered = sight.isOrdered(now.policy());
    Claim claim = now.claims().read(agent, agentHash);
    RouteMatch route = now.routes().match(request.target());
    int seenFrom = 1;
    if (visitor.returned() && address != null) {
      seenFrom = wanderings.note(wanderer(visitor.idBits()), network, atMs);
      visitor = seenFrom > NETWORKS_OF_ONE ? Visitor.REPLAYED : visitor;
    }
    Sighting s =
        new Sighting(
            request,
            atMs,
            address,
            visitor,
            ordered,
            now.policy().privacy().language(),
            claim,
            route);
    s.shown = now.shown();
    s.touched = (byte) (near + blockList.touchShape(s.shape()) + touchStranger(now, s));
    s.atHome = seenFrom <= NETWORKS_AT_HOME;
    s.incoherence =
        (short) Incoherence.bits(request.headers(), claim, now.addresses().isSecure(request));
    if (address != null) {
      s.network = now.content().networks().of(address);
    }
    Partner partner = now.partners().find(s);
    if (partner != null) {
      s.partner(partner);
    } else if (claim.crawler() != null) {
      s.crawler(now.content().verifier().state(claim.crawler(), s));
    }
    if (visitor.returned()) {
      s.standing =
          standings.seen(visitor.idBits(), isPage(route.route().pageType()), atMs).number();
    }
    return s;
  }

  /** Reads from where all that is known of a visitor is kept: it is waited for once. */
  private long touch(PolicyState now, long network, long idBits, long idHash) {
    return wanderings.touch(wanderer(idBits))
        + standings.touch(idBits)
        + blockList.touchSession(idHash)
        + now.limiter().touchSession(Client.sessionHash(idBits))
        + now.limiter().touchNetwork(network);
  }

  private static long touchStranger(PolicyState now, Sighting s) {
    return s.visitor().returned()
        ? 0
        : now.limiter().touchAggregate(s.clientHash())
            + now.limiter().touchNetwork(s.networkHash());
  }

  private static long wanderer(long idBits) {
    return idBits * 0x9e3779b97f4a7c15L;
  }

  static boolean isPage(PageType type) {
    return switch (type) {
      case HOME, SEARCH, LISTING, PRODUCT, CART, CHECKOUT, ACCOUNT, OTHER -> true;
      default -> false;
    };
  }
}
