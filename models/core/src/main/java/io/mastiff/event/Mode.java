package io.mastiff.event;

import java.util.Locale;
import java.util.Optional;

/** What a door does with its decisions: nothing, note them, or act on them. */
public enum Mode {
  OFF,
  OBSERVE,
  ENFORCE;

  /** Key of the order that sets the mode of all doors on the operator's topic. */
  public static final String ORDER_KEY = "mode:all";

  public static Optional<Mode> parse(String text) {
    for (Mode mode : values()) {
      if (mode.text().equals(text)) {
        return Optional.of(mode);
      }
    }
    return Optional.empty();
  }

  public String text() {
    return name().toLowerCase(Locale.ROOT);
  }
}
