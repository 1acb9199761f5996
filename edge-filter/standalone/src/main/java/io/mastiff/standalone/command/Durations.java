package io.mastiff.standalone.command;

import io.mastiff.standalone.UserError;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads {@code 30s}, {@code 10m}, {@code 2h}, {@code 7d}. */
final class Durations {
  private static final Pattern FORM = Pattern.compile("(\\d{1,6})([smhd])");
  private static final Duration LONGEST = Duration.ofDays(400);

  private Durations() {}

  static Duration parse(String option, String text) {
    Matcher matcher = FORM.matcher(text);
    if (!matcher.matches()) {
      throw new UserError(option + " " + text + ": give a number and s, m, h or d, such as 10m");
    }
    long n = Long.parseLong(matcher.group(1));
    Duration duration =
        switch (matcher.group(2)) {
          case "s" -> Duration.ofSeconds(n);
          case "m" -> Duration.ofMinutes(n);
          case "h" -> Duration.ofHours(n);
          default -> Duration.ofDays(n);
        };
    if (duration.isZero() || duration.compareTo(LONGEST) > 0) {
      throw new UserError(option + " " + text + ": between 1s and 400d");
    }
    return duration;
  }
}
