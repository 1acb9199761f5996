package io.mastiff.data.simulate;

import java.util.random.RandomGenerator;

/**
 * What makes a visitor's requests look other than a textbook's.
 *
 * @param assets share of a page's assets that are fetched: 1 on a cold cache, near 0 on a warm one
 * @param assetsVisible false where a cache in front hides assets from the door
 * @param wholeSeconds times rounded down to seconds, as access logs have them
 * @param people how many people share the client (an office behind one address)
 * @param missed pages that went by before the session began, as where a cookie waits for consent; a
 *     visit of no more pages is seen whole
 */
public record Hardships(
    double assets, boolean assetsVisible, boolean wholeSeconds, int people, int missed) {
  private static final double LATE = 0.25;

  /** A person's: cold, warm and blocked caches; some offices. */
  static Hardships ofPerson(RandomGenerator random) {
    double u = random.nextDouble();
    double assets = u < 0.55 ? 1 : u < 0.8 ? random.nextDouble() : u < 0.9 ? 0.05 : 0;
    int people = random.nextDouble() < 0.04 ? 2 + random.nextInt(11) : 1;
    return new Hardships(
        assets, random.nextDouble() < 0.85, random.nextDouble() < 0.3, people, missed(random));
  }

  /** A program's: most fetch no assets, a few fetch some or all. */
  static Hardships ofProgram(RandomGenerator random) {
    double u = random.nextDouble();
    double assets = u < 0.88 ? 0 : u < 0.95 ? random.nextDouble() * 0.3 : 1;
    return new Hardships(
        assets, random.nextDouble() < 0.85, random.nextDouble() < 0.3, 1, missed(random));
  }

  /** The same, but that the session begins with the first page. */
  Hardships missingNone() {
    return new Hardships(assets, assetsVisible, wholeSeconds, people, 0);
  }

  private static int missed(RandomGenerator random) {
    return random.nextDouble() < LATE ? 1 + random.nextInt(4) : 0;
  }
}
