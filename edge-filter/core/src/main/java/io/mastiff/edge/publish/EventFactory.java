package io.mastiff.edge.publish;

import com.dynatrace.hash4j.hashing.Hashing;
import io.mastiff.edge.Decision;
import io.mastiff.edge.HeaderNames;
import io.mastiff.edge.Headers;
import io.mastiff.edge.ResponseFacts;
import io.mastiff.edge.Sighting;
import io.mastiff.edge.network.NetworkFacts;
import io.mastiff.edge.policy.Policy;
import io.mastiff.edge.policy.Trust;
import io.mastiff.event.Formats;
import io.mastiff.event.IpNetwork;
import io.mastiff.event.NetworkKind;
import io.mastiff.event.RequestEvent;
import io.mastiff.event.Sight;
import io.mastiff.event.Texts;
import io.mastiff.event.Unlistable;

/** Builds the event of a request from what was seen, decided and answered. */
public final class EventFactory {
  private static final int LONGEST_HOST = 128;
  private static final int LONGEST_VALUE = 64;
  private static final int IF_NONE_MATCH = HeaderNames.number("if-none-match");
  private static final int IF_MODIFIED_SINCE = HeaderNames.number("if-modified-since");

  private final String door;

  public EventFactory(String door) {
    this.door = door;
  }

  /** The event; its sequence number is given by the publisher. */
  public RequestEvent event(
      Policy policy,
      int sight,
      long listEpoch,
      Sighting s,
      Decision decision,
      boolean heldOut,
      ResponseFacts answer,
      String issued,
      long nowMs) {
    RequestEvent.Builder event =
        RequestEvent.newBuilder()
            .setFormat(Formats.CURRENT)
            .setShop(policy.shop())
            .setDoor(door)
            .setDecidedAtMs(s.atMs())
            .setEndedAtMs(nowMs)
            .setSight(sight(policy, s, sight))
            .setListEpoch(listEpoch)
            .setHoldOut(heldOut)
            .setHoldOutShare(policy.holdOut() / 100)
            .setCookieIssued(issued);
    who(event, s, policy);
    what(event, s, Sight.REFERER.in(sight));
    how(event, s, policy);
    decided(event, decision);
    answered(event, answer);
    return event.build();
  }

  private static int sight(Policy policy, Sighting s, int sight) {
    boolean misses = policy.front().keeps(s.route().route().template());
    return misses ? sight | Sight.MISSES_ONLY.bit() : sight;
  }

  private static void who(RequestEvent.Builder event, Sighting s, Policy policy) {
    event
        .setHome(s.client().home())
        .setClient(s.client().key())
        .setClientKind(s.client().kind())
        .setAddress(s.shown().of(s.address()))
        .setAddressUnknown(!s.addressKnown())
        .setNetwork(s.client().networkName().toString())
        .setCookieState(s.visitor().state())
        .setCookieFirstSeenMs(s.visitor().firstSeenMs())
        .setAsn(s.asn())
        .setNetworkKind(kind(s.network()));
    if (policy.privacy().country() && !s.country().isEmpty()) {
      event.setCountry(s.country());
    }
    if (s.shown().hasher() != null) {
      event.setNetworkUnlistable(isUnlistable(s.client().network(), policy.trust()));
    }
  }

  private static NetworkKind kind(NetworkFacts facts) {
    if (facts.anonymous()) {
      return NetworkKind.NETWORK_ANONYMOUS;
    }
    if (facts.hosting()) {
      return NetworkKind.NETWORK_HOSTING;
    }
    return facts.asn() == 0 ? NetworkKind.NETWORK_UNKNOWN : NetworkKind.NETWORK_ORDINARY;
  }

  private static boolean isUnlistable(IpNetwork network, Trust trust) {
    return Unlistable.isUnlistable(network, trust.proxies().networks())
        || Unlistable.isUnlistable(network, trust.renderers().networks());
  }

  private static void what(RequestEvent.Builder event, Sighting s, boolean referers) {
    String referer = s.request().headers().text(HeaderNames.REFERER);
    event
        .setMethod(bounded(s.request().method(), LONGEST_VALUE))
        .setHost(bounded(s.request().host()))
        .setPath(s.route().path())
        .setRoute(s.route().route().template())
        .setPageType(s.route().route().pageType())
        .setAssetKind(s.route().assetKind())
        .setProduct(s.route().product())
        .addAllFacets(s.route().facets())
        .setFacetValues(s.route().facetValues())
        .setPageNumber(s.route().page())
        .setConditional(
            s.request().headers().first(IF_NONE_MATCH) != null
                || s.request().headers().first(IF_MODIFIED_SINCE) != null);
    if (referers) {
      event
          .setReferer(Referers.kind(referer, s.request().host()))
          .setRefererPage(Referers.page(referer, s.request().host()));
    }
  }

  private static void how(RequestEvent.Builder event, Sighting s, Policy policy) {
    Headers headers = s.request().headers();
    event
        .setProtocol(bounded(s.request().protocol(), LONGEST_VALUE))
        .setShape(s.shape())
        .setClientShape(s.clientShape())
        .setHeaderBits(s.request().headers().bits())
        .setIncoherence(s.incoherence())
        .setAgent(s.claim().family().agent())
        .setAgentMajor(s.claim().major())
        .setHints(hash(headers.text(HeaderNames.SEC_CH_UA)))
        .setCrawler(s.claim().crawler() == null ? "" : s.claim().crawler().name())
        .setCrawlerState(s.crawler().ordinal())
        .setPartner(s.partner() == null ? "" : s.partner().name())
        .setEncodings(bounded(headers.text(HeaderNames.ACCEPT_ENCODING), LONGEST_VALUE));
    if (policy.privacy().language()) {
      event.setLanguage(bounded(headers.text(HeaderNames.ACCEPT_LANGUAGE), LONGEST_VALUE));
    }
    if (!policy.front().ja4Header().isEmpty()) {
      event.setJa4(bounded(headers.text(policy.front().ja4Header()), LONGEST_VALUE));
    }
  }

  private static long hash(String text) {
    return text.isEmpty() ? 0 : Hashing.komihash5_0().hashCharsToLong(text);
  }

  private static void decided(RequestEvent.Builder event, Decision decision) {
    event
        .setAction(decision.action())
        .setRule(decision.rule())
        .addAllReasons(decision.reasons())
        .setEnforced(decision.enforced())
        .setReference(decision.reference());
  }

  private static void answered(RequestEvent.Builder event, ResponseFacts answer) {
    if (answer.status() >= 0) {
      event.setStatus(answer.status());
    }
    if (answer.bytes() >= 0) {
      event.setBytes(answer.bytes());
    }
    if (answer.durationMicros() >= 0) {
      event.setDurationMicros(answer.durationMicros());
    }
  }

  private static String bounded(String host) {
    return bounded(host, LONGEST_HOST);
  }

  private static String bounded(String text, int most) {
    return Texts.first(text, most);
  }
}
