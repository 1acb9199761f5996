package io.mastiff.bench;

import io.mastiff.edge.EdgeRequest;
import io.mastiff.edge.Headers;
import io.mastiff.edge.client.CookieKeys;
import io.mastiff.edge.client.VisitorCookies;
import io.mastiff.event.IpAddress;
import io.mastiff.event.IpNetwork;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Requests of many clients: 14 header fields each, nine in ten with a valid cookie, behind one
 * trusted proxy; header sets differ in user agent, language, encodings, referer, address and
 * cookie.
 */
final class Load {
  static final CookieKeys KEYS = CookieKeys.of(List.of(new byte[32]));
  static final IpAddress PROXY = IpAddress.v4(10L << 24 | 1);
  private static final int ORDER = 1 << 22;
  private static final double EXPONENT = 0.8;
  private static final String[] LANGUAGES = {
    "de-DE,de;q=0.9,en;q=0.8", "en-US,en;q=0.9", "fr-FR,fr;q=0.9,en;q=0.7", "tr-TR,tr;q=0.8"
  };
  private static final String[] PLATFORMS = {
    "Windows NT 10.0; Win64; x64",
    "Macintosh; Intel Mac OS X 10_15_7",
    "X11; Linux x86_64",
    "Linux; Android 10; K"
  };
  private static final String[] HINTS = {"\"Windows\"", "\"macOS\"", "\"Linux\"", "\"Android\""};

  /** How a cookie field with a visitor's cookie begins. */
  static final String COOKIES = "lang=de; mastiff=";

  private static final IpNetwork HOME = IpNetwork.of(IpAddress.v4(0x2000_0000L), 24);

  private Load() {}

  /** Cookie fields with visitors' cookies of an hour ago, each of another visitor. */
  static final class Cookies {
    private final VisitorCookies cookies;
    private final long issuedMs = System.currentTimeMillis() - 3_600_000;

    Cookies(long seed) {
      SplittableRandom random = new SplittableRandom(seed);
      cookies = new VisitorCookies(KEYS, () -> bytes(random));
    }

    String next() {
      return COOKIES + cookies.issue(HOME, issuedMs).value();
    }
  }

  /** One request a client. */
  static EdgeRequest[] requests(int clients) {
    SplittableRandom random = new SplittableRandom(1);
    Cookies cookies = new Cookies(1);
    EdgeRequest[] all = new EdgeRequest[clients];
    String[] agents = agents();
    for (int i = 0; i < clients; i++) {
      IpAddress address = address(i);
      String cookie = i % 10 == 0 ? "lang=de; ab=1" : cookies.next();
      all[i] = request(i, address, agents, cookie, random);
    }
    return all;
  }

  private static EdgeRequest request(
      int i, IpAddress address, String[] agents, String cookie, SplittableRandom random) {
    int agent = random.nextInt(agents.length);
    Headers headers =
        Headers.builder()
            .add("Host", "shop.example")
            .add("sec-ch-ua", "\"Chromium\";v=\"" + major(agent) + "\", \"Not)A;Brand\";v=\"8\"")
            .add("sec-ch-ua-mobile", agent % 4 == 3 ? "?1" : "?0")
            .add("sec-ch-ua-platform", HINTS[agent % 4])
            .add("Upgrade-Insecure-Requests", "1")
            .add("User-Agent", agents[agent])
            .add("Accept", "text/html,application/xhtml+xml,*/*;q=0.8")
            .add("Sec-Fetch-Site", "same-origin")
            .add("Sec-Fetch-Mode", "navigate")
            .add("Sec-Fetch-Dest", "document")
            .add("Accept-Encoding", "gzip, deflate, br, zstd")
            .add("Accept-Language", LANGUAGES[random.nextInt(LANGUAGES.length)])
            .add("Cookie", cookie)
            .add("X-Forwarded-For", address.toString())
            .build();
    return new EdgeRequest("GET", target(i), "shop.example", PROXY, "https", "HTTP/1.1", headers);
  }

  private static String target(int i) {
    return switch (i % 4) {
      case 0 -> "/c/shoes" + i % 100 + "?page=" + i % 7;
      case 1 -> "/search?q=lamp" + i % 1000;
      default -> "/p/" + i % 20_000;
    };
  }

  private static int major(int agent) {
    return 120 + agent / 4 % 30;
  }

  private static String[] agents() {
    String[] agents = new String[2000];
    for (int i = 0; i < agents.length; i++) {
      agents[i] =
          "Mozilla/5.0 ("
              + PLATFORMS[i % 4]
              + ") AppleWebKit/537.36 (KHTML, like Gecko) Chrome/"
              + major(i)
              + ".0.0.0 Safari/537.36"
              + (i < 120 ? "" : " Ext/" + i);
    }
    return agents;
  }

  /** Four in five IPv4, each in a /24 of about four; the others IPv6, each in a /56 of its own. */
  static IpAddress address(int i) {
    return i % 5 == 4
        ? new IpAddress(0x2a02_0000_0000_0000L | (long) i << 8, i, false)
        : IpAddress.v4(0x2000_0000L + (i * 64L & 0x7fff_ffffL));
  }

  /** Which client comes next: evenly, or few often (Zipf's law, exponent 0.8). */
  static int[] order(int clients, boolean zipf) {
    SplittableRandom random = new SplittableRandom(2);
    int[] order = new int[ORDER];
    for (int i = 0; i < order.length; i++) {
      double u = random.nextDouble();
      int rank = (int) (zipf ? clients * Math.pow(u, 1 / (1 - EXPONENT)) : clients * u);
      order[i] = (int) ((rank * 2_654_435_761L) % clients);
    }
    return order;
  }

  private static byte[] bytes(SplittableRandom random) {
    byte[] bytes = new byte[12];
    random.nextBytes(bytes);
    return bytes;
  }
}
