package io.mastiff.edge.shape;

import io.mastiff.edge.crawler.Crawler;
import io.mastiff.edge.crawler.CrawlerCatalogue;
import io.mastiff.edge.shape.Claim.Family;
import io.mastiff.edge.shape.Claim.Platform;
import io.mastiff.edge.table.Latin1;
import io.mastiff.edge.table.SecretHash;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.concurrent.atomic.AtomicReferenceArray;

/**
 * Reads family, version and platform out of a user agent, and remembers the last {@value
 * #REMEMBERED} it read: a flood of random ones only overwrites its own cells.
 */
public final class ClaimReader {
  static final int REMEMBERED = 8192;
  private static final int WAYS = 4;
  private static final int LONGEST = 512;
  private static final String[] LIBRARIES = {
    "curl/",
    "wget/",
    "python",
    "aiohttp",
    "httpx",
    "go-http-client",
    "okhttp",
    "java/",
    "apache-httpclient",
    "node-fetch",
    "undici",
    "axios",
    "got (",
    "libwww",
    "scrapy",
    "guzzle",
    "php",
    "ruby",
    "faraday",
    "httpclient",
    "restsharp",
    "postmanruntime",
    "insomnia",
    "reqwest",
    "colly",
    "mechanize",
    "urllib"
  };
  private static final String[] DRIVEN = {
    "headlesschrome", "phantomjs", "puppeteer", "playwright", "selenium", "slimerjs", "jsdom"
  };
  private static final String[] APPS = {
    "; wv)",
    "fban/",
    "fbav/",
    "instagram",
    "line/",
    "micromessenger",
    "pinterest",
    "snapchat",
    "musical_ly",
    "tiktok",
    "bytedancewebview",
    "gsa/",
    "duckduckgo/"
  };

  private final CrawlerCatalogue crawlers;
  private final AtomicReferenceArray<Read> remembered = new AtomicReferenceArray<>(REMEMBERED);

  /** Hashes of what is remembered, so that others are told apart without a look at them. */
  private final AtomicLongArray hashes = new AtomicLongArray(REMEMBERED);

  private final SecretHash secret = SecretHash.fresh();
  private final ThreadLocal<byte[]> scratch = ThreadLocal.withInitial(() -> new byte[LONGEST + 1]);

  /** A claim with the hash of its user agent, which nobody can make another's. */
  private record Read(long hash, Claim claim) {}

  public ClaimReader(CrawlerCatalogue crawlers) {
    this.crawlers = crawlers;
  }

  /**
   * What this user agent claims; an empty one claims nothing. Read as ISO-8859-1, as header fields
   * are (RFC 9110 section 5.5).
   */
  public Claim read(String userAgent) {
    return read(userAgent, ahead(userAgent));
  }

  /**
   * The hash of a user agent, for {@link #read}; reads from where it stands, so that it is near.
   */
  public long ahead(String userAgent) {
    byte[] bytes = scratch.get();
    long hash = secret.of(bytes, copy(userAgent, bytes));
    int first = first(hash);
    bytes[LONGEST] =
        (byte) (hashes.getOpaque(first) + (remembered.getOpaque(first) == null ? 0 : 1));
    return hash;
  }

  private static int copy(String userAgent, byte[] bytes) {
    int length = Math.min(userAgent.length(), LONGEST);
    Latin1.copy(userAgent, 0, length, bytes);
    return length;
  }

  private static int first(long hash) {
    return (int) (hash >>> 8) & (REMEMBERED - 1) & -WAYS;
  }

  /** The same for a user agent of which {@link #ahead} gave the hash. */
  public Claim read(String userAgent, long hash) {
    int first = first(hash);
    for (int cell = first; cell < first + WAYS; cell++) {
      if (hashes.getOpaque(cell) == hash) {
        Read known = remembered.getAcquire(cell);
        if (known != null && known.hash == hash) {
          return known.claim;
        }
      }
    }
    byte[] bytes = scratch.get();
    int length = copy(userAgent, bytes);
    Claim claim = parse(new String(bytes, 0, length, StandardCharsets.ISO_8859_1));
    int cell = wayFor(first, hash);
    remembered.setRelease(cell, new Read(hash, claim));
    hashes.setOpaque(cell, hash);
    return claim;
  }

  /** A free cell of the set, else one that its hash chooses. */
  private int wayFor(int first, long hash) {
    for (int cell = first; cell < first + WAYS; cell++) {
      if (remembered.getPlain(cell) == null) {
        return cell;
      }
    }
    return first + (int) (hash >>> 60 & (WAYS - 1));
  }

  private Claim parse(String agent) {
    String lower = agent.toLowerCase(Locale.ROOT);
    Crawler crawler = crawlers.named(lower);
    Family family = crawler != null ? Family.CRAWLER : family(lower);
    return new Claim(
        agent,
        lower,
        family,
        major(lower, family),
        platform(lower),
        lower.contains("mobile") || lower.contains("iphone"),
        containsAny(lower, APPS),
        isUnreduced(lower, family),
        crawler);
  }

  private static Family family(String lower) {
    if (lower.isBlank()) {
      return Family.NONE;
    }
    if (containsAny(lower, DRIVEN)) {
      return Family.HEADLESS;
    }
    if (!lower.startsWith("mozilla/")) {
      return startsWithAny(lower, LIBRARIES) || containsAny(lower, LIBRARIES)
          ? Family.LIBRARY
          : Family.OTHER;
    }
    if (lower.contains("edg/") || lower.contains("edga/")) {
      return Family.EDGE;
    }
    if (lower.contains("opr/")) {
      return Family.OPERA;
    }
    if (lower.contains("samsungbrowser/")) {
      return Family.SAMSUNG;
    }
    if (lower.contains("chrome/") || lower.contains("chromium/")) {
      return Family.CHROME;
    }
    if (lower.contains("firefox/") && !lower.contains("seamonkey")) {
      return Family.FIREFOX;
    }
    return lower.contains("applewebkit/") ? Family.SAFARI : Family.OTHER;
  }

  /** The engine's version for Chromium browsers, since that is what their hints tell. */
  private static int major(String lower, Family family) {
    return switch (family) {
      case CHROME, EDGE, OPERA, SAMSUNG -> numberAfter(lower, "chrome/");
      case FIREFOX -> numberAfter(lower, "firefox/");
      case SAFARI -> numberAfter(lower, "version/");
      default -> 0;
    };
  }

  private static boolean isUnreduced(String lower, Family family) {
    int at = lower.indexOf("chrome/");
    if (!family.isChromium() || at < 0 || major(lower, family) < 107) {
      return false;
    }
    int from = lower.indexOf('.', at);
    int to = from < 0 ? -1 : lower.indexOf(' ', from);
    String rest = from < 0 ? ".0.0.0" : lower.substring(from, to < 0 ? lower.length() : to);
    return !rest.equals(".0.0.0");
  }

  private static Platform platform(String lower) {
    if (lower.contains("android")) {
      return Platform.ANDROID;
    }
    if (lower.contains("iphone") || lower.contains("ipad") || lower.contains("ipod")) {
      return Platform.IOS;
    }
    if (lower.contains("windows")) {
      return Platform.WINDOWS;
    }
    if (lower.contains("cros ")) {
      return Platform.CHROMEOS;
    }
    if (lower.contains("mac os x") || lower.contains("macintosh")) {
      return Platform.MACOS;
    }
    return lower.contains("linux") || lower.contains("x11") ? Platform.LINUX : Platform.OTHER;
  }

  static int numberAfter(String text, String token) {
    int at = text.indexOf(token);
    if (at < 0) {
      return 0;
    }
    int value = 0;
    for (int i = at + token.length(); i < text.length() && value < 10_000; i++) {
      char c = text.charAt(i);
      if (c < '0' || c > '9') {
        break;
      }
      value = value * 10 + (c - '0');
    }
    return value;
  }

  private static boolean containsAny(String text, String[] tokens) {
    for (String token : tokens) {
      if (text.contains(token)) {
        return true;
      }
    }
    return false;
  }

  private static boolean startsWithAny(String text, String[] tokens) {
    for (String token : tokens) {
      if (text.startsWith(token)) {
        return true;
      }
    }
    return false;
  }
}
