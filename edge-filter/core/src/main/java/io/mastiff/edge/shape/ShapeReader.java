package io.mastiff.edge.shape;

import com.dynatrace.hash4j.hashing.HashStream64;
import com.dynatrace.hash4j.hashing.Hashing;
import io.mastiff.edge.EdgeRequest;
import io.mastiff.edge.Headers;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Reads the shape of a request.
 *
 * <pre>
 * The request's shape hashes the names of the header fields in the order they came, without those
 * that depend on the visit and not on the software (cookie, referer, conditions, ranges, content)
 * and without those that proxies add; then the accepted encodings and the protocol.
 * The client's shape hashes the order of six names that every request of a browser carries, the
 * first language's tag and the protocol: a browser sends its pages and its images with different headers, and
 * both must be one client.
 * </pre>
 */
public final class ShapeReader {
  /** Names with a bit in {@link Shape#headerBits}, lowest bit first. */
  public static final List<String> KNOWN_NAMES =
      List.of(
          "host",
          "connection",
          "user-agent",
          "accept",
          "accept-encoding",
          "accept-language",
          "accept-charset",
          "cache-control",
          "pragma",
          "upgrade-insecure-requests",
          "dnt",
          "sec-gpc",
          "te",
          "priority",
          "sec-ch-ua",
          "sec-ch-ua-mobile",
          "sec-ch-ua-platform",
          "sec-ch-ua-full-version-list",
          "sec-ch-ua-arch",
          "sec-ch-ua-model",
          "sec-fetch-site",
          "sec-fetch-mode",
          "sec-fetch-user",
          "sec-fetch-dest",
          "x-requested-with",
          "referer",
          "cookie",
          "origin",
          "authorization",
          "if-none-match",
          "if-modified-since",
          "range",
          "purpose",
          "sec-purpose",
          "from",
          "via",
          "content-length",
          "content-type",
          "upgrade",
          "save-data",
          "device-memory",
          "viewport-width",
          "http2-settings",
          "keep-alive");

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
          "expect");

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
          "true-client-ip",
          "x-scheme",
          "x-amzn-trace-id");

  private static final Set<String> CORE =
      Set.of("host", "user-agent", "accept", "accept-encoding", "accept-language", "connection");

  private static final int LONGEST_LANGUAGE = 64;
  private static final int LONGEST_ENCODINGS = 64;
  private static final Map<String, Long> BITS = bits();

  private ShapeReader() {}

  /** The shape of {@code request}. */
  public static Shape read(EdgeRequest request) {
    Headers headers = request.headers();
    HashStream64 order = Hashing.komihash5_0().hashStream();
    HashStream64 core = Hashing.komihash5_0().hashStream();
    long bits = 0;
    for (int i = 0; i < headers.size(); i++) {
      String name = headers.name(i);
      Long bit = BITS.get(name);
      if (bit == null ? headers.isFirst(i) : (bits & bit) == 0) {
        bits |= bit == null ? 0 : bit;
        if (counts(name)) {
          order.putString(name);
        }
        if (CORE.contains(name)) {
          core.putString(name);
        }
      }
    }
    String language = bounded(headers.text("accept-language"), LONGEST_LANGUAGE);
    String encodings = bounded(headers.text("accept-encoding"), LONGEST_ENCODINGS);
    order.putString(encodings).putString(request.protocol());
    core.putString(primary(language)).putString(request.protocol());
    return new Shape(order.getAsLong(), core.getAsLong(), bits, language, encodings);
  }

  private static boolean counts(String name) {
    return !OF_THE_VISIT.contains(name)
        && !OF_PROXIES.contains(name)
        && !name.startsWith("x-forwarded-")
        && !name.startsWith("mastiff-");
  }

  /** The first language's primary tag, two or three letters. */
  private static String primary(String language) {
    int end = 0;
    while (end < language.length() && end < 3 && Character.isLetter(language.charAt(end))) {
      end++;
    }
    return language.substring(0, end);
  }

  private static String bounded(String text, int longest) {
    return text.length() <= longest ? text : text.substring(0, longest);
  }

  private static Map<String, Long> bits() {
    Map<String, Long> bits = new HashMap<>();
    for (int i = 0; i < KNOWN_NAMES.size(); i++) {
      bits.put(KNOWN_NAMES.get(i), 1L << i);
    }
    return Map.copyOf(bits);
  }
}
