package io.mastiff.standalone.release;

import io.mastiff.event.ModelPointer;
import io.mastiff.stream.ModelFreeze;
import java.time.Instant;

/** The gate that a frozen period shuts. */
public final class FreezeGate {
  private FreezeGate() {}

  public static Gate of(ModelPointer pointer, long nowMs) {
    return ModelFreeze.at(pointer, nowMs)
        .map(
            period ->
                Gate.shut(
                    "freeze",
                    "until %s: %s (%s)"
                        .formatted(
                            Instant.ofEpochMilli(period.getUntilMs()),
                            Figures.shown(period.getWhy()),
                            Figures.shown(period.getAuthor())),
                    "wait, or `mastiff model unfreeze`"))
        .orElseGet(() -> Gate.open("freeze", "none now"));
  }
}
