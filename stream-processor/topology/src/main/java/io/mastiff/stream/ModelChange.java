package io.mastiff.stream;

/**
 * Who changes what is in charge, and on what grounds; kept with the change and signed with it.
 *
 * @param forced why gates are passed over; empty where they hold
 * @param evidence what speaks for the change, in words
 */
public record ModelChange(String author, String forced, String evidence) {
  /** Longest text of each; longer ones are refused by streams. */
  public static final int LONGEST = PointerGuard.LONGEST_TEXT;

  public ModelChange {
    if (author.length() > LONGEST || forced.length() > LONGEST || evidence.length() > LONGEST) {
      throw new IllegalArgumentException("at most " + LONGEST + " characters of each");
    }
  }

  /** A change that needs no more words. */
  public static ModelChange by(String author) {
    return new ModelChange(author, "", "");
  }
}
