package io.mastiff.edge;

import io.mastiff.edge.challenge.Grant;
import io.mastiff.event.Action;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a rule says about a request, see {@link Decision}; the ordinary ones are made once.
 *
 * @param reference empty unless the request is turned away
 * @param retryAfterSeconds 0 where nothing is said
 */
record Ruling(
    Action action,
    String rule,
    List<String> reasons,
    boolean enforced,
    String reference,
    int retryAfterSeconds,
    @Nullable Grant grant) {

  /** Nothing speaks against the request. */
  static final Ruling DEFAULT = allow("default");

  /** Lets pass. */
  static Ruling allow(String rule) {
    return allow(rule, List.of());
  }

  static Ruling allow(String rule, List<String> reasons) {
    return new Ruling(Action.ALLOW, rule, reasons, false, "", 0, null);
  }

  /** Says what it thinks of the request to whom it may concern, and lets pass. */
  static Ruling tag(String rule, String reason, boolean enforced) {
    return new Ruling(Action.TAG, rule, List.of(reason), enforced, "", 0, null);
  }

  boolean denies() {
    return enforced && action.getNumber() > Action.TAG_VALUE;
  }
}
