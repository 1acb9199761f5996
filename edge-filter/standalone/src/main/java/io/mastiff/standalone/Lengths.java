package io.mastiff.standalone;

import java.time.Duration;

/** Lengths of time as people say them: days from three on, hours, minutes, seconds. */
public final class Lengths {
  private static final int DAYS_FROM = 3;

  private Lengths() {}

  public static String of(Duration length) {
    if (length.toDays() >= DAYS_FROM) {
      return length.toDays() + " d";
    }
    if (length.toHours() > 0) {
      return length.toHours() + " h";
    }
    return length.toMinutes() > 0 ? length.toMinutes() + " min" : length.toSeconds() + " s";
  }
}
