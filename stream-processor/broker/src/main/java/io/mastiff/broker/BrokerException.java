package io.mastiff.broker;

/** A broker that cannot be started or reached; the message is fit for an operator. */
public final class BrokerException extends Exception {
  private static final long serialVersionUID = 1L;

  public BrokerException(String message) {
    super(message);
  }

  public BrokerException(String message, Throwable cause) {
    super(message, cause);
  }
}
