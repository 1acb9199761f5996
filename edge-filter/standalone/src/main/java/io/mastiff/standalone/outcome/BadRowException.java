package io.mastiff.standalone.outcome;

/** A row of a file that says nothing that could be told; the message is the reason. */
final class BadRowException extends Exception {
  private static final long serialVersionUID = 1L;

  BadRowException(String reason) {
    super(reason);
  }
}
