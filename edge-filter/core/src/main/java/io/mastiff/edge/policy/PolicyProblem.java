package io.mastiff.edge.policy;

import io.mastiff.event.Texts;

/**
 * One mistake in a policy file, on one line: long texts are cut, control characters are blanks.
 *
 * @param path where, as {@code limits.session.burst}
 * @param value what stands there
 */
public record PolicyProblem(String path, String value, String message) {
  private static final int LONGEST_PATH = 200;
  private static final int LONGEST_VALUE = 60;
  private static final int LONGEST_MESSAGE = 1000;

  public PolicyProblem {
    path = line(path, LONGEST_PATH);
    value = line(value, LONGEST_VALUE);
    message = line(message, LONGEST_MESSAGE);
  }

  private static String line(String text, int most) {
    String shown = text.length() <= most ? text : Texts.first(text, most) + "…";
    return shown.replaceAll("\\p{Cc}", " ");
  }

  @Override
  public String toString() {
    return path + ": " + message + (value.isEmpty() ? "" : " (found: " + value + ")");
  }
}
