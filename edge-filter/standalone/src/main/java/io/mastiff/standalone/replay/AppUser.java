package io.mastiff.standalone.replay;

import io.mastiff.data.simulate.Behaviour;
import io.mastiff.data.simulate.Step;
import io.mastiff.event.PageType;
import java.util.Optional;
import java.util.SplittableRandom;

/**
 * A person in the shop's own app: each screen asks the interface for one to four things at once,
 * then is looked at for ten seconds in the median.
 */
final class AppUser implements Behaviour {
  private final SplittableRandom random;
  private final int products;
  private int screens;
  private int calls;

  AppUser(SplittableRandom random, int products) {
    this.random = random;
    this.products = products;
    this.screens = 1 + (int) (-Math.log(1 - random.nextDouble()) * 8);
    this.calls = 1 + random.nextInt(4);
  }

  @Override
  public Optional<Step> next() {
    if (screens == 0) {
      return Optional.empty();
    }
    boolean sameScreen = --calls > 0;
    if (!sameScreen) {
      screens--;
      calls = 1 + random.nextInt(4);
    }
    double dwell = 10_000 * Math.exp(random.nextGaussian() * 0.9);
    long wait = sameScreen ? 30 + random.nextInt(200) : (long) Math.min(dwell, 600_000);
    int product = (int) (products * Math.pow(random.nextDouble(), 3));
    return Optional.of(new Step(wait, PageType.API, product, -1, 1, -1));
  }
}
