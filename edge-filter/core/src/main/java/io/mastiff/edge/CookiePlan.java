package io.mastiff.edge;

import io.mastiff.edge.client.CookieText;
import io.mastiff.edge.client.Visitor;
import io.mastiff.edge.policy.Front;
import io.mastiff.edge.policy.Policy;
import io.mastiff.event.CookieState;
import io.mastiff.event.Mode;

/** Where visitor cookies are issued, and what their absence says. */
final class CookiePlan {
  private final boolean issues;
  private final String consent;
  private final long lifetimeMs;
  private final Front front;

  CookiePlan(Policy policy) {
    boolean mode =
        policy.mode() == Mode.ENFORCE
            || (policy.mode() == Mode.OBSERVE && policy.cookie().whileObserving());
    this.issues = mode && policy.cookie().enabled();
    this.consent = policy.cookie().consent();
    this.lifetimeMs = policy.cookie().lifetime().toMillis();
    this.front = policy.front();
  }

  /**
   * What a cookie says where cookies are in use; where none is issued, their absence says nothing.
   * One that was issued longer ago than it lives is as absent, whatever its holder's clock says.
   */
  Visitor visitor(Visitor read, long nowMs) {
    if (read.returned() && nowMs - read.firstSeenMs() > lifetimeMs) {
      return issues ? Visitor.NONE : Visitor.OFF;
    }
    return read.returned() || issues ? read : Visitor.OFF;
  }

  /** Whether any cookie may be set with the answer to this request. */
  boolean mayStore(Sighting s) {
    return issues && !isKept(s) && hasAgreed(s);
  }

  /** Whether the answer should carry a new one. */
  boolean isDue(Sighting s) {
    return issues
        && s.addressKnown()
        && s.visitor().state() != CookieState.COOKIE_OFF
        && !s.visitor().returned()
        && !isKept(s)
        && Lookout.isPage(s.route().route().pageType())
        && s.request().method().equals("GET")
        && hasAgreed(s);
  }

  /** A cache in front would give the cookie to others. */
  private boolean isKept(Sighting s) {
    return front.keeps(s.route().route().template());
  }

  private boolean hasAgreed(Sighting s) {
    return consent.isEmpty() || !CookieText.find(s.request().headers(), consent).isEmpty();
  }
}
