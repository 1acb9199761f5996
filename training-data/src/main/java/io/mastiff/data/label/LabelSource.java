package io.mastiff.data.label;

/** Who may give a label; our own verdicts never do. */
public enum LabelSource {
  /** A person's file. */
  FILE("file", false, 1.0, ""),
  /** An order: a person, but for fraud. */
  PURCHASE("purchase", false, 0.9, ""),
  /** A page that no person finds. */
  TRAP("trap", true, 0.9, ""),
  /** A crawler's name from networks that are not that crawler's. */
  FALSE_CLAIM("false-claim", true, 0.9, "user-agent"),
  /** A crawler that says so: it tells nothing of those that do not. */
  DECLARED("declared-crawler", true, 0.6, "user-agent");

  private final String text;
  private final boolean bot;
  private final double weight;
  private final String origin;

  LabelSource(String text, boolean bot, double weight, String origin) {
    this.text = text;
    this.bot = bot;
    this.weight = weight;
    this.origin = origin;
  }

  /** Its name in datasets. */
  public String text() {
    return text;
  }

  /** What it says of a session; a file says either. */
  public boolean bot() {
    return bot;
  }

  /** How far it is trusted, in (0, 1]. */
  public double weight() {
    return weight;
  }

  /** What of a request it was read from, as features name it; empty where no feature is. */
  public String origin() {
    return origin;
  }

  /** Its bit in a set of sources. */
  public int bit() {
    return 1 << ordinal();
  }

  public boolean isIn(int set) {
    return (set & bit()) != 0;
  }
}
