package io.mastiff.training.judge;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Figures as short text. */
final class Show {
  private Show() {}

  static String format(String pattern, Object... values) {
    return String.format(Locale.ROOT, pattern, values);
  }

  /** An AUC or another figure near 1. */
  static String figure(@Nullable Double value) {
    return value == null || value.isNaN() ? "-" : format("%.4f", value);
  }

  static String figure(Estimate estimate) {
    return figure(estimate.value());
  }

  /** A share in percent, with more digits when it is small. */
  static String percent(@Nullable Double share) {
    if (share == null || share.isNaN()) {
      return "-";
    }
    return format(share != 0 && share < 0.01 ? "%.3f%%" : "%.1f%%", 100 * share);
  }

  static String percent(Estimate estimate) {
    return percent(estimate.value());
  }

  /** The interval in percent, or nothing. */
  static String percentInterval(Estimate estimate) {
    return estimate.low() == null
        ? ""
        : percent(estimate.low()) + " to " + percent(estimate.high());
  }

  static String figureInterval(Estimate estimate) {
    return estimate.low() == null ? "" : figure(estimate.low()) + " to " + figure(estimate.high());
  }

  static String count(@Nullable Integer value) {
    return value == null ? "-" : format("%d", value);
  }

  /** At most so many characters, the last an ellipsis where it was cut. */
  static String cut(String text, int most) {
    return text.length() <= most ? text : text.substring(0, most - 1) + "…";
  }

  /** A false-positive rate as people say it. */
  static String rate(String name) {
    return switch (name) {
      case "0.01" -> "1%";
      case "0.001" -> "0.1%";
      case "0.0001" -> "0.01%";
      default -> name;
    };
  }
}
