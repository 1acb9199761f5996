package io.mastiff.edge.shape;

import io.mastiff.edge.EdgeRequest;
import io.mastiff.edge.HeaderNames;
import io.mastiff.edge.Headers;
import java.util.Set;

/**
 * What a client's software looks like from one request's headers.
 *
 * <pre>
 * The request's shape hashes the names of the header fields in the order they came, without those
 * that depend on the visit and not on the software (cookie, referer, conditions, ranges, content)
 * and without those that proxies add; then the accepted encodings and the protocol.
 * The client's shape hashes the order of six names that every request of a browser carries, the
 * first language's tag (unless languages are kept back) and the protocol: a browser sends its pages and its
 * images with different headers, and both must be one client.
 * Behind a front that sorts or re-writes header names their order says nothing of the client: then
 * each name's hash is added, so that the set counts and the order does not.
 * </pre>
 */
public class Shape {
  private static final Set<String> OF_THE_VISIT =
      Set.of(
          "cookie",
          "referer",
          "origin",
          "authorization",
          "if-none-match",
          "if-modified-since",
          "if-match",
          "if-unmodified-since",
          "if-range",
          "range",
          "content-length",
          "content-type",
          "cache-control",
          "pragma",
          "purpose",
          "sec-purpose",
          "transfer-encoding",
          "expect",
          "signature",
          "signature-input",
          "signature-agent",
          "mastiff-partner");

  private static final Set<String> OF_PROXIES =
      Set.of(
          "via",
          "forwarded",
          "x-real-ip",
          "x-request-id",
          "traceparent",
          "tracestate",
          "x-original-uri",
          "x-original-method",
          "x-original-url",
          "cdn-loop",
          "cf-connecting-ip",
          "true-client-ip",
          "fastly-client-ip",
          "x-scheme",
          "x-amzn-trace-id");

  private static final Set<String> CORE =
      Set.of("host", "user-agent", "accept", "accept-encoding", "accept-language", "connection");

  private static final int LONGEST_VALUE = 64;
  private static final int BITS = HeaderNames.WITH_BIT.size();
  private static final boolean[] COUNTS = new boolean[HeaderNames.COUNT];
  private static final boolean[] IS_CORE = new boolean[HeaderNames.COUNT];

  static {
    for (int number = 0; number < HeaderNames.COUNT; number++) {
      COUNTS[number] = counts(HeaderNames.name(number));
      IS_CORE[number] = CORE.contains(HeaderNames.name(number));
    }
  }

  private final long shape;
  private final long clientShape;

  /** The shape of {@code request} where its language may be told. */
  public Shape(EdgeRequest request, boolean ordered) {
    this(request, ordered, true);
  }

  /**
   * The shape of {@code request}.
   *
   * @param ordered whether the order of the header names is the client's own
   * @param language whether the client's shape may depend on its language
   */
  public Shape(EdgeRequest request, boolean ordered, boolean language) {
    Headers headers = request.headers();
    long order = 0;
    long core = 0;
    long bits = 0;
    for (int i = 0; i < headers.size(); i++) {
      int number = headers.number(i);
      if (number == HeaderNames.UNKNOWN) {
        String name = headers.name(i);
        if (counts(name) && headers.isFirst(i)) {
          order = next(order, HeaderNames.hash(name), ordered);
        }
        continue;
      }
      if (!COUNTS[number] && !IS_CORE[number]) {
        continue;
      }
      boolean again = number < BITS ? (bits & 1L << number) != 0 : !headers.isFirst(i);
      if (again) {
        continue;
      }
      bits |= number < BITS ? 1L << number : 0;
      if (COUNTS[number]) {
        order = next(order, HeaderNames.hash(number), ordered);
      }
      if (IS_CORE[number]) {
        core = next(core, HeaderNames.hash(number), ordered);
      }
    }
    long protocol = HeaderNames.hash(request.protocol());
    String encodings = headers.text(HeaderNames.ACCEPT_ENCODING);
    order = next(next(order, hashOfFirst(encodings, LONGEST_VALUE), true), protocol, true);
    int primary = language ? primary(headers.text(HeaderNames.ACCEPT_LANGUAGE)) : 0;
    core = next(next(core, primary, true), protocol, true);
    this.shape = order;
    this.clientShape = core;
  }

  /** Hash of all header names in order, with the values that matter. */
  public final long shape() {
    return shape;
  }

  /** Hash of what pages and their assets share: order of the core names, language, protocol. */
  public final long clientShape() {
    return clientShape;
  }

  private static boolean counts(String name) {
    return !OF_THE_VISIT.contains(name)
        && !OF_PROXIES.contains(name)
        && !name.startsWith("x-forwarded-")
        && (!name.startsWith("mastiff-"));
  }

  /** One more name; where order does not count, a sum. */
  private static long next(long hash, long name, boolean ordered) {
    if (!ordered) {
      return hash + name;
    }
    long z = (hash ^ name) * 0x9e3779b97f4a7c15L;
    return Long.rotateLeft(z ^ (z >>> 29), 27) * 0xbf58476d1ce4e5b9L;
  }

  private static long hashOfFirst(String text, int most) {
    return HeaderNames.hash(text.length() <= most ? text : text.substring(0, most));
  }

  /** The first language's primary tag, two or three letters, as a number. */
  private static int primary(String language) {
    int tag = 0;
    for (int i = 0; i < language.length() && i < 3; i++) {
      char c = language.charAt(i);
      if (!Character.isLetter(c)) {
        break;
      }
      tag = tag << 8 | (c & 0xff);
    }
    return tag;
  }
}
