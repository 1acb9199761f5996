package io.mastiff.training;

/** A dataset or setting that nothing can be learned from. */
public final class TrainingException extends Exception {
  private static final long serialVersionUID = 1L;

  public TrainingException(String message) {
    super(message);
  }
}
