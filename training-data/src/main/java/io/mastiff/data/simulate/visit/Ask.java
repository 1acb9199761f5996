package io.mastiff.data.simulate.visit;

/**
 * What a visitor asks for next, before it is known how.
 *
 * @param waitMs pause since what it asked for before
 * @param status of the answer
 */
public record Ask(long waitMs, String target, Kind kind, int status) {
  /** What it is asked for as. */
  public enum Kind {
    PAGE,
    API,
    /** A page that the browser fetches before it is wanted. */
    PREFETCH
  }

  public static Ask page(long waitMs, String target) {
    return new Ask(waitMs, target, Kind.PAGE, 200);
  }

  public static Ask api(long waitMs, String target) {
    return new Ask(waitMs, target, Kind.API, 200);
  }
}
