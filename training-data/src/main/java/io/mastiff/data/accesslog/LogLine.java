package io.mastiff.data.accesslog;

/**
 * One line of an access log.
 *
 * @param address text of the client's address or host name
 * @param user the log's user field, {@code -} when there is none
 * @param target path and query as logged
 * @param bytes length of the body; -1 when the log has {@code -}
 * @param lenient whether the line was complete only by a lenient rule
 * @param tookMicros how long the answer took, in microseconds; -1 where the log does not tell
 */
public record LogLine(
    String address,
    String user,
    long atMs,
    String method,
    String target,
    String protocol,
    int status,
    long bytes,
    String referer,
    String userAgent,
    boolean lenient,
    long tookMicros) {
  /** Stands for a field that is empty. */
  public static final String NONE = "-";

  /** A line of a log that does not tell how long answers took. */
  public LogLine(
      String address,
      String user,
      long atMs,
      String method,
      String target,
      String protocol,
      int status,
      long bytes,
      String referer,
      String userAgent,
      boolean lenient) {
    this(
        address, user, atMs, method, target, protocol, status, bytes, referer, userAgent, lenient,
        -1);
  }
}
