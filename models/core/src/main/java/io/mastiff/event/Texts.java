package io.mastiff.event;

/** Cuts texts to the length that a field of the contract may have. */
public final class Texts {
  private Texts() {}

  /** The first {@code most} characters; one less where that would split a surrogate pair. */
  public static String first(String text, int most) {
    if (text.length() <= most) {
      return text;
    }
    boolean splits = most > 0 && Character.isHighSurrogate(text.charAt(most - 1));
    return text.substring(0, splits ? most - 1 : most);
  }
}
