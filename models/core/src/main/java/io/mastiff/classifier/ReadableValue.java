package io.mastiff.classifier;

import io.mastiff.feature.SessionFeature;
import java.util.Locale;

/**
 * A feature's value as a person would say it: logarithms undone, shares in percent, whole numbers
 * whole.
 */
final class ReadableValue {
  private static final String LOG_OF_COUNT = "ln(1 + ";
  private static final String MEAN_OF_LOG = "mean of ln(";

  private ReadableValue() {}

  static String of(SessionFeature feature, double value) {
    if (value == feature.missing()) {
      return "not known";
    }
    if (feature.formula().startsWith(LOG_OF_COUNT)) {
      return number(Math.rint(Math.expm1(value)));
    }
    if (feature.formula().startsWith(MEAN_OF_LOG)) {
      return number(Math.exp(value)) + (feature.formula().contains("in s)") ? " s" : "");
    }
    return isShare(feature) ? percent(value) : number(value);
  }

  private static boolean isShare(SessionFeature feature) {
    return feature.min() == 0 && feature.max() == 1 && feature.phrase().startsWith("share");
  }

  private static String percent(double share) {
    return String.format(Locale.ROOT, share > 0 && share < 0.01 ? "%.1f%%" : "%.0f%%", 100 * share);
  }

  private static String number(double value) {
    boolean whole = value == Math.rint(value) && Math.abs(value) < 1e15;
    return whole ? Long.toString((long) value) : String.format(Locale.ROOT, "%.3g", value);
  }
}
