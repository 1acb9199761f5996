package io.mastiff.edge.shape;

import io.mastiff.edge.HeaderNames;
import io.mastiff.edge.Headers;
import io.mastiff.edge.shape.Claim.Platform;
import java.util.ArrayList;
import java.util.List;

/**
 * Ways in which a request's headers contradict the browser that it claims to be; each one bit.
 *
 * <pre>
 * Evidence, never a verdict: the exceptions are many, and each is left out here. Safari and Firefox
 * send no client hints; Safari before 16.4 and web views send no Sec-Fetch fields; both are sent
 * only to secure origins; Brave and privacy browsers send fewer hints; proxies of companies strip
 * them; a page that is opened by typing or from a bookmark has Sec-Fetch-Site: none. A front that
 * passes only some fields on shows none missing.
 * </pre>
 */
public enum Incoherence {
  /** A Chromium from 90 on a secure page without a single client hint and without Sec-Fetch. */
  CHROMIUM_WITHOUT_HINTS,
  /** The hints name another main version than the user agent. */
  HINT_VERSION,
  /** The hints name another platform than the user agent. */
  HINT_PLATFORM,
  /** Client hints from a browser that sends none. */
  HINTS_FROM_OTHERS,
  /** Minor version told by a Chromium that tells none. */
  UNREDUCED_VERSION,
  /** Sec-Fetch-Mode navigate with a destination that is none of a page. */
  FETCH_MODE_AND_DESTINATION,
  /** Sec-Fetch-Site none on what no person opens by hand: a script, a style, a fetch. */
  FETCH_SITE_NONE,
  /** Sec-Fetch-User on a request that is no navigation. */
  FETCH_USER,
  /** A browser that does not say what it accepts or how it may be encoded. */
  MISSING_BASICS;

  /** This way as a bit of {@link #bits}. */
  public int bit() {
    return 1 << ordinal();
  }

  /** The ways in a bit set, for people. */
  public static List<Incoherence> in(int bits) {
    List<Incoherence> found = new ArrayList<>();
    for (Incoherence way : values()) {
      if ((bits & way.bit()) != 0) {
        found.add(way);
      }
    }
    return found;
  }

  /**
   * All ways in which the request contradicts itself.
   *
   * @param secure whether the client's own connection is encrypted, as far as known
   */
  public static int bits(Headers headers, Claim claim, boolean secure) {
    if (!claim.family().isBrowser() || claim.inApp()) {
      return 0;
    }
    return hints(headers, claim, secure) | fetch(headers) | basics(headers);
  }

  private static int hints(Headers headers, Claim claim, boolean secure) {
    String brands = headers.text(HeaderNames.SEC_CH_UA);
    int bits = claim.unreduced() ? UNREDUCED_VERSION.bit() : 0;
    if (!claim.family().isChromium()) {
      return bits | (brands.isEmpty() ? 0 : HINTS_FROM_OTHERS.bit());
    }
    if (brands.isEmpty()) {
      boolean expected =
          secure
              && claim.major() >= 90
              && claim.platform() != Platform.IOS
              && headers.first(HeaderNames.SEC_FETCH_MODE) == null;
      return bits | (expected ? CHROMIUM_WITHOUT_HINTS.bit() : 0);
    }
    int told = ClaimReader.numberAfter(brands, "\"Chromium\";v=\"");
    if (told > 0 && claim.major() > 0 && told != claim.major()) {
      bits |= HINT_VERSION.bit();
    }
    String platform = headers.text(HeaderNames.SEC_CH_UA_PLATFORM);
    return bits | (agrees(platform, claim.platform()) ? 0 : HINT_PLATFORM.bit());
  }

  private static boolean agrees(String hint, Platform platform) {
    return switch (hint) {
      case "\"Windows\"" -> platform == Platform.WINDOWS;
      case "\"macOS\"" -> platform == Platform.MACOS;
      case "\"Android\"" -> platform == Platform.ANDROID || platform == Platform.LINUX;
      case "\"Linux\"" -> platform == Platform.LINUX;
      case "\"Chrome OS\"", "\"Chromium OS\"" -> platform == Platform.CHROMEOS;
      case "\"iOS\"" -> platform == Platform.IOS || platform == Platform.MACOS;
      default -> true;
    };
  }

  private static int fetch(Headers headers) {
    String mode = headers.text(HeaderNames.SEC_FETCH_MODE);
    if (mode.isEmpty()) {
      return 0;
    }
    String destination = headers.text(HeaderNames.SEC_FETCH_DEST);
    boolean navigates = mode.equals("navigate");
    int bits = navigates && !isPage(destination) ? FETCH_MODE_AND_DESTINATION.bit() : 0;
    if (!navigates && headers.first(HeaderNames.SEC_FETCH_USER) != null) {
      bits |= FETCH_USER.bit();
    }
    boolean byHand = navigates || destination.equals("image") || destination.isEmpty();
    boolean none = headers.text(HeaderNames.SEC_FETCH_SITE).equals("none");
    return bits | (none && !byHand && !isWorker(destination) ? FETCH_SITE_NONE.bit() : 0);
  }

  private static boolean isPage(String destination) {
    return destination.equals("document")
        || switch (destination) {
          case "iframe", "frame", "embed", "object", "fencedframe", "" -> true;
          default -> false;
        };
  }

  private static boolean isWorker(String destination) {
    return destination.endsWith("worker") || destination.equals("manifest");
  }

  private static int basics(Headers headers) {
    boolean bare =
        headers.first(HeaderNames.ACCEPT_ENCODING) == null
            || headers.first(HeaderNames.ACCEPT) == null;
    return bare ? MISSING_BASICS.bit() : 0;
  }
}
