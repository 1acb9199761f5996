package io.mastiff.feature;

import java.util.Locale;
import java.util.TreeSet;

/** The page that says what each column of a dataset is. */
public final class FeatureReference {
  private FeatureReference() {}

  /** The page as Markdown. */
  public static String markdown() {
    StringBuilder page = new StringBuilder();
    page.append("# Features\n\n");
    page.append(
        """
        What is measured of a session: the columns of a dataset and of a model, in their order. Written by
        `FeatureReference`; a test holds the page to it.

        Each column is a number within its range. What is not known is one below the range, so that a tree can
        tell it apart; "missing when" says what that takes. All are of the session so far: from its first
        request, or the first after 30 minutes without one. Denied requests are not counted. *From* names what a
        column is measured from beside the pages and their times; `data import --mask` leaves columns out by it.
        No. is the number in the design's list of features.

        """);
    page.append("Schema `").append(FeatureSchema.hash()).append("`, ");
    page.append(FeatureSchema.size()).append(" columns.\n\n");
    page.append("| column | No. | what it is | formula | range | missing when | from |\n");
    page.append("|---|---|---|---|---|---|---|\n");
    FeatureSchema.features().forEach(feature -> page.append(row(feature)));
    return page.toString();
  }

  private static String row(SessionFeature f) {
    return String.format(
        Locale.ROOT,
        "| `%s` | %s | %s | %s | %s to %s | %s | %s |\n",
        f.column(),
        f.number(),
        f.phrase(),
        f.formula().replace("|", "\\|"),
        plain(f.min()),
        plain(f.max()),
        f.missingWhen(),
        String.join(", ", new TreeSet<>(f.origins())));
  }

  private static String plain(double value) {
    return value == Math.rint(value) ? Long.toString((long) value) : Double.toString(value);
  }
}
