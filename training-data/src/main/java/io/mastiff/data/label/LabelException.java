package io.mastiff.data.label;

/** A mistake in labels that were given: one sentence that says what, where and what to do. */
public final class LabelException extends Exception {
  private static final long serialVersionUID = 1L;

  public LabelException(String message) {
    super(message);
  }
}
