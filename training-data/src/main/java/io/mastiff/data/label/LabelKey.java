package io.mastiff.data.label;

/** What a key in a file of labels names. */
public enum LabelKey {
  /** A session by its id, which the log's user field holds. */
  SESSION,
  /** All sessions of an address. */
  ADDRESS,
  /**
   * All sessions of an address with a user agent: {@code address|agent}, without blanks at its
   * ends.
   */
  ADDRESS_AGENT;

  /** The key of a line; empty when it has none. */
  public String of(String user, String address, String agent) {
    return switch (this) {
      case SESSION -> user.equals("-") ? "" : user;
      case ADDRESS -> address;
      case ADDRESS_AGENT -> address + "|" + agent.strip();
    };
  }
}
