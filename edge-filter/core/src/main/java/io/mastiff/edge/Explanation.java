package io.mastiff.edge;

import io.mastiff.edge.capacity.AdmissionClass;
import io.mastiff.edge.shape.Incoherence;

/** What was seen of a request and decided, as steps for people. */
final class Explanation {
  private Explanation() {}

  static void seen(Sighting s, Trace trace) {
    trace.step(
        "client", s.client().kind() + " " + s.client().key() + ", cookie " + s.visitor().state());
    trace.step("address", s.address() + (s.addressKnown() ? "" : ", a proxy's"));
    trace.step(
        "shape",
        io.mastiff.event.EntryKey.hex(s.shape())
            + ", claims "
            + s.claim().family()
            + " "
            + s.claim().major()
            + " on "
            + s.claim().platform()
            + (s.incoherence() == 0 ? "" : ", but " + Incoherence.in(s.incoherence())));
    trace.step("crawler", s.crawler() + (s.partner() == null ? "" : ", partner " + s.partner()));
    trace.step("network", s.network().toString());
    trace.step(
        "route",
        s.route().route().template()
            + ", "
            + s.route().route().pageType()
            + ", class "
            + s.route().route().routeClass()
            + ", cost "
            + s.route().route().cost());
    trace.step("standing", s.standing() + (s.isAged() ? ", aged" : ""));
    trace.step("admission", AdmissionClass.of(s).toString());
  }

  static void decided(Decision decision, Trace trace) {
    trace.step(
        "decision",
        decision.action()
            + " by "
            + decision.rule()
            + (decision.reasons().isEmpty() ? "" : ": " + String.join("; ", decision.reasons()))
            + (decision.enforced() || !decision.denies() ? "" : " (only noted)"));
  }
}
