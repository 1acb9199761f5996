package io.mastiff.edge;

import io.mastiff.edge.client.CookieText;
import io.mastiff.edge.client.Visitor;
import io.mastiff.edge.policy.Policy;
import io.mastiff.event.CookieState;
import io.mastiff.event.Mode;

/** Where visitor cookies are issued, and what their absence says. */
final class CookiePlan {
  private final boolean issues;
  private final String consent;

  CookiePlan(Policy policy) {
    boolean mode =
        policy.mode() == Mode.ENFORCE
            || (policy.mode() == Mode.OBSERVE && policy.cookie().whileObserving());
    this.issues = mode && policy.cookie().enabled();
    this.consent = policy.cookie().consent();
  }

  /**
   * What a cookie says where cookies are in use; where none is issued, their absence says nothing.
   */
  Visitor visitor(Visitor read) {
    return read.returned() || issues ? read : Visitor.OFF;
  }

  /** Whether the answer should carry a new one. */
  boolean isDue(Sighting s) {
    return issues
        && s.addressKnown()
        && s.visitor().state() != CookieState.COOKIE_OFF
        && !s.visitor().returned()
        && Lookout.isPage(s.route().route().pageType())
        && s.request().method().equals("GET")
        && (consent.isEmpty() || !CookieText.find(s.request().headers(), consent).isEmpty());
  }
}
