package io.mastiff.standalone.release;

import io.mastiff.standalone.Lengths;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;

/**
 * What the gates ask for.
 *
 * @param harmBudget people's sessions that may be hit, of 100,000
 * @param shadowFor least time in shadow
 * @param shadowSessions least number of sessions judged there
 */
public record GateBounds(double harmBudget, Duration shadowFor, long shadowSessions) {
  private static final GateBounds USUAL = new GateBounds(50, Duration.ofHours(24), 1_000);

  /** From this AUC on a single feature separates alone, as in {@code data describe}. */
  static final double LEAK_AUC = 0.97;

  /** With fewer people judged, harm is not known. */
  static final long LEAST_PEOPLE = 1_000;

  /** The gate that bounds looser than the defaults shut; empty where none is looser. */
  public Optional<Gate> loosened() {
    boolean loose =
        harmBudget > USUAL.harmBudget
            || shadowFor.compareTo(USUAL.shadowFor) < 0
            || shadowSessions < USUAL.shadowSessions;
    return loose
        ? Optional.of(
            Gate.shut("bounds", words() + ": looser than " + USUAL.words(), "keep to the defaults"))
        : Optional.empty();
  }

  /** What is kept with a change that looser bounds were asked for; empty for others. */
  public String kept() {
    return loosened().isPresent() ? "; looser bounds: " + words() : "";
  }

  private String words() {
    return String.format(
        Locale.ROOT,
        "budget %.0f, %s, %,d sessions",
        harmBudget,
        Lengths.of(shadowFor),
        shadowSessions);
  }
}
