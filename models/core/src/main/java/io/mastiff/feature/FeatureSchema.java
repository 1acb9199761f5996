package io.mastiff.feature;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Collectors;

/** The ordered columns that a model was trained on, and a hash that tells whether two agree. */
public final class FeatureSchema {
  /** Prefix lengths, in pages, at which a session is scored. */
  private static final int[] PREFIXES = {
    1, 2, 3, 5, 8, 13, 21, 34, 55, 89, 144, 233, 377, 610, 987
  };

  private static final List<SessionFeature> FEATURES = List.of(SessionFeature.values());
  private static final String HASH = computeHash();

  private FeatureSchema() {}

  public static List<SessionFeature> features() {
    return FEATURES;
  }

  public static int size() {
    return FEATURES.size();
  }

  public static List<String> columns() {
    return FEATURES.stream().map(SessionFeature::column).toList();
  }

  /** What a feature may be measured from, as {@code --mask} names it. */
  public static final List<String> ORIGINS =
      List.of("user-agent", "time", "address", "robots", "referer", "status", "assets", "headers");

  /** The columns that are measured from this origin. */
  public static List<String> columnsFrom(String origin) {
    return FEATURES.stream()
        .filter(f -> f.origins().contains(origin))
        .map(SessionFeature::column)
        .toList();
  }

  /** 16 hexadecimal digits over names, ranges, formulas and prefixes. */
  public static String hash() {
    return HASH;
  }

  /**
   * Whether a session of {@code pages} pages is to be scored: Fibonacci prefixes, then every 1,000.
   */
  public static boolean isPrefix(int pages) {
    return pages > 987 ? pages % 1000 == 0 : Arrays.binarySearch(PREFIXES, pages) >= 0;
  }

  private static String computeHash() {
    String text =
        FEATURES.stream()
            .map(f -> String.join("|", f.column(), f.min() + "", f.max() + "", f.formula()))
            .collect(Collectors.joining("\n"));
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256")
              .digest((text + Arrays.toString(PREFIXES)).getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(digest, 0, 8);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
