package io.mastiff.edge;

import com.dynatrace.hash4j.hashing.Hashing;
import java.util.List;
import java.util.Locale;

/**
 * Header names that the door knows, under small numbers, found whatever their case and without
 * making a string.
 *
 * <p>The first 44 have a bit in an event's header bits; their order is part of the contract.
 */
public final class HeaderNames {
  /** Names with a bit in an event's header bits, lowest bit first. */
  public static final List<String> WITH_BIT =
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

  private static final List<String> WITHOUT_BIT =
      List.of(
          "x-forwarded-for",
          "x-forwarded-proto",
          "x-forwarded-host",
          "x-forwarded-port",
          "forwarded",
          "x-real-ip",
          "cf-connecting-ip",
          "true-client-ip",
          "fastly-client-ip",
          "if-match",
          "if-unmodified-since",
          "if-range",
          "transfer-encoding",
          "expect",
          "signature",
          "signature-input",
          "signature-agent",
          "mastiff-partner",
          "access-control-request-method",
          "x-request-id",
          "traceparent",
          "tracestate",
          "x-original-uri",
          "x-original-method",
          "x-original-url",
          "cdn-loop",
          "x-scheme",
          "x-amzn-trace-id");

  public static final int HOST = known("host");
  public static final int USER_AGENT = known("user-agent");
  public static final int ACCEPT = known("accept");
  public static final int ACCEPT_ENCODING = known("accept-encoding");
  public static final int ACCEPT_LANGUAGE = known("accept-language");
  public static final int CONNECTION = known("connection");
  public static final int COOKIE = known("cookie");
  public static final int REFERER = known("referer");
  public static final int ORIGIN = known("origin");
  public static final int X_FORWARDED_FOR = known("x-forwarded-for");
  public static final int X_FORWARDED_PROTO = known("x-forwarded-proto");
  public static final int FORWARDED = known("forwarded");
  public static final int X_REAL_IP = known("x-real-ip");
  public static final int FASTLY_CLIENT_IP = known("fastly-client-ip");
  public static final int SEC_CH_UA = known("sec-ch-ua");
  public static final int SEC_CH_UA_MOBILE = known("sec-ch-ua-mobile");
  public static final int SEC_CH_UA_PLATFORM = known("sec-ch-ua-platform");
  public static final int SEC_FETCH_SITE = known("sec-fetch-site");
  public static final int SEC_FETCH_MODE = known("sec-fetch-mode");
  public static final int SEC_FETCH_USER = known("sec-fetch-user");
  public static final int SEC_FETCH_DEST = known("sec-fetch-dest");
  public static final int X_REQUESTED_WITH = known("x-requested-with");
  public static final int SIGNATURE = known("signature");
  public static final int SIGNATURE_INPUT = known("signature-input");
  public static final int SIGNATURE_AGENT = known("signature-agent");
  public static final int MASTIFF_PARTNER = known("mastiff-partner");
  public static final int PREFLIGHT = known("access-control-request-method");

  /** Number of known names; a name's number is below it. */
  public static final int COUNT = WITH_BIT.size() + WITHOUT_BIT.size();

  /** Stands for a name that is not known. */
  public static final int UNKNOWN = -1;

  private static final int CELLS = 512;
  private static final Table TABLE = new Table();

  private HeaderNames() {}

  private static final class Table {
    final String[] names = new String[COUNT];
    final long[] hashes = new long[COUNT];
    final byte[] cells = new byte[CELLS];

    Table() {
      java.util.Arrays.fill(cells, (byte) UNKNOWN);
      for (int number = 0; number < COUNT; number++) {
        names[number] =
            number < WITH_BIT.size()
                ? WITH_BIT.get(number)
                : WITHOUT_BIT.get(number - WITH_BIT.size());
        hashes[number] = hash(names[number]);
        int cell = cell(names[number]);
        while (cells[cell] != UNKNOWN) {
          cell = (cell + 1) & (CELLS - 1);
        }
        cells[cell] = (byte) number;
      }
    }

    int find(String name) {
      int cell = cell(name);
      while (cells[cell] != UNKNOWN) {
        if (names[cells[cell]].equalsIgnoreCase(name)) {
          return cells[cell];
        }
        cell = (cell + 1) & (CELLS - 1);
      }
      return UNKNOWN;
    }

    /** Case does not change it: the fifth bit of ASCII letters is set. */
    private static int cell(String name) {
      int n = name.length();
      if (n == 0) {
        return 0;
      }
      int h = n * 31 + (name.charAt(0) | 0x20);
      h = h * 31 + (name.charAt(n - 1) | 0x20);
      h = h * 31 + (name.charAt(n >> 1) | 0x20);
      h = h * 31 + (name.charAt(n - 1 - (n >> 2)) | 0x20);
      return (h ^ (h >>> 9)) & (CELLS - 1);
    }
  }

  private static int known(String name) {
    int at = WITH_BIT.indexOf(name);
    return at >= 0 ? at : WITH_BIT.size() + WITHOUT_BIT.indexOf(name);
  }

  /** The number of a name in any case, or {@link #UNKNOWN}. */
  public static int number(String name) {
    return TABLE.find(name);
  }

  /** The lower-case name with this number. */
  public static String name(int number) {
    return TABLE.names[number];
  }

  /** A 64-bit hash of the lower-case name with this number. */
  public static long hash(int number) {
    return TABLE.hashes[number];
  }

  /** A 64-bit hash of a lower-case name. */
  public static long hash(String lower) {
    return Hashing.komihash5_0().hashCharsToLong(lower);
  }

  static String lower(String name) {
    return name.toLowerCase(Locale.ROOT);
  }
}
