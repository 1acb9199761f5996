package io.mastiff.standalone;

/** A mistake of the user's or of the surroundings: one clear line, exit code 2. */
public final class UserError extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public UserError(String message) {
    super(message);
  }
}
