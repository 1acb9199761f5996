package io.mastiff.edge.capacity;

import java.util.Locale;

/** How well the access log of the front is followed. */
public enum LogHealth {
  /** Nothing has come yet, and not for long. */
  WAITING("has not shown an answer yet"),
  FOLLOWED("is followed"),
  MISSING("is missing or cannot be read"),
  UNREADABLE("has lines that cannot be read, or without the time that the store took"),
  STALE("is behind or has another clock: its lines are not of now"),
  SILENT("says nothing, though requests come");

  private final String words;

  LogHealth(String words) {
    this.words = words;
  }

  /** The rest of a sentence that begins with the log. */
  String words() {
    return words;
  }

  /** One word, for status pages. */
  String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
