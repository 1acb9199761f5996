package io.mastiff.standalone.frontlog;

/**
 * An answer as a front's access log shows it.
 *
 * @param atMs when it ended, ms since the epoch
 * @param target path and query as logged
 * @param status that the store gave, 0 where it was not asked
 * @param tookMicros that the store took; -1 where it was not asked or the line does not say
 */
record FrontAnswer(long atMs, String method, String target, int status, long tookMicros) {
  private static final int OK = 200;
  private static final int REDIRECTION = 300;

  /** Whether the store gave up under load. */
  boolean failed() {
    return status >= 502 && status <= 504;
  }

  /**
   * Whether the time says something of the store's load: that of a request with a body has the
   * client's sending in it.
   */
  boolean isTelling() {
    boolean asks = method.equals("GET") || method.equals("HEAD");
    boolean whole = status >= OK && status < REDIRECTION;
    return tookMicros >= 0 && asks && (whole || failed());
  }
}
