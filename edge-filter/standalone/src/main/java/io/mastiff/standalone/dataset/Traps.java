package io.mastiff.standalone.dataset;

import java.util.Set;

/** Paths that no person finds; a last {@code *} stands for any rest. */
record Traps(Set<String> paths) {
  boolean has(String path) {
    for (String trap : paths) {
      boolean any = trap.endsWith("*");
      if (any ? path.startsWith(trap.substring(0, trap.length() - 1)) : path.equals(trap)) {
        return true;
      }
    }
    return false;
  }
}
