package io.mastiff.classifier;

/** A model file that is not one, is damaged, or was made for other features. */
public final class ModelException extends Exception {
  private static final long serialVersionUID = 1L;

  public ModelException(String message) {
    super(message);
  }
}
