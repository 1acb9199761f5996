package io.mastiff.data.accesslog;

import java.util.Optional;

/** A form of access logs. One instance serves one thread. */
public interface LogFormat {
  /** What people call it. */
  String name();

  /** The line's fields, or empty when it is not of the format. */
  Optional<LogLine> parse(String line);

  /** Takes in a line that says how those after it are to be read; false for every other line. */
  default boolean takeDirective(String line) {
    return false;
  }

  /** Where the client's address begins in a line; -1 where that is not told cheaply. */
  int addressAt(String line);

  /** An instance for another thread that knows the same directives. */
  LogFormat another();
}
