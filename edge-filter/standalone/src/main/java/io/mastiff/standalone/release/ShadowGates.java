package io.mastiff.standalone.release;

import io.mastiff.event.ModelPointer;
import io.mastiff.standalone.Lengths;
import io.mastiff.stream.ShadowSlices;
import java.time.Duration;
import java.util.List;
import java.util.Locale;

/**
 * The gates that time in shadow opens: long enough, over enough sessions, without hitting buyers
 * whom the champion spares.
 *
 * @param model hash of the model that is to take charge
 */
public record ShadowGates(
    ModelPointer pointer, InShadow shadow, String model, long nowMs, GateBounds bounds) {

  private static final int LONGEST = 200;

  public List<Gate> all() {
    return pointer.getChallenger().equals(model)
        ? List.of(evidence(), time(), buyers())
        : List.of(never());
  }

  private Gate never() {
    return Gate.shut("shadow", "model " + model + " is not in shadow", "put it there first");
  }

  /** Who was forced past the gates into shadow is not let past them by waiting there. */
  private Gate evidence() {
    return pointer.getForced().isEmpty()
        ? Gate.open("evidence", Figures.shown(pointer.getEvidence(), LONGEST))
        : Gate.shut(
            "evidence",
            "forced into shadow: " + Figures.shown(pointer.getForced(), LONGEST),
            "put it there anew with the gates holding");
  }

  private Gate time() {
    Duration spent = Duration.ofMillis(Math.max(0, nowMs - pointer.getChallengerSinceMs()));
    String figure =
        String.format(
            Locale.ROOT,
            "%s of %s in shadow, %,d of %,d sessions judged",
            Lengths.of(spent),
            Lengths.of(bounds.shadowFor()),
            shadow.sessions(),
            bounds.shadowSessions());
    boolean enough =
        spent.compareTo(bounds.shadowFor()) >= 0 && shadow.sessions() >= bounds.shadowSessions();
    return enough ? Gate.open("shadow", figure) : Gate.shut("shadow", figure, "wait");
  }

  private Gate buyers() {
    InShadow.Slice buyers = shadow.slice(ShadowSlices.BUYERS);
    if (buyers.sessions() == 0) {
      return Gate.shut(
          "buyers",
          "no orders seen while it ran in shadow",
          "tell Mastiff of purchases, or --force --why");
    }
    double hit = 1e5 * buyers.onlyChallenger() / buyers.sessions();
    String figure =
        String.format(
            Locale.ROOT,
            "%,d of %,d buyers' sessions hit that the champion spares; budget %.0f of 100,000",
            buyers.onlyChallenger(),
            buyers.sessions(),
            bounds.harmBudget());
    return hit <= bounds.harmBudget()
        ? Gate.open("buyers", figure)
        : Gate.shut("buyers", figure, "look at these sessions in the verdicts, and train anew");
  }
}
