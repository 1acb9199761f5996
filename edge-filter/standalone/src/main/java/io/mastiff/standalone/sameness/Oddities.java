package io.mastiff.standalone.sameness;

import io.mastiff.event.RequestEvent;
import java.util.SplittableRandom;

/**
 * What few simulated clients do, done to one event in {@value #ONE_IN}, so that nothing that is
 * measured stands still: another method, incoherent header fields, another shape.
 */
final class Oddities {
  private static final int ONE_IN = 16;
  private static final int INCOHERENCES = 1 << 9;
  private static final int SHAPES = 20;

  private final SplittableRandom random;

  Oddities(SplittableRandom random) {
    this.random = random;
  }

  RequestEvent of(RequestEvent event) {
    if (random.nextInt(ONE_IN) > 0) {
      return event;
    }
    RequestEvent.Builder odd = event.toBuilder();
    switch (random.nextInt(3)) {
      case 0 -> odd.setMethod("POST");
      case 1 -> odd.setIncoherence(random.nextInt(INCOHERENCES));
      default -> odd.setClientShape(random.nextInt(SHAPES));
    }
    return odd.build();
  }
}
