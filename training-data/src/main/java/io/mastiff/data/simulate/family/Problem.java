package io.mastiff.data.simulate.family;

/**
 * One mistake in a file of the simulator, on one line.
 *
 * @param path where, as {@code visit.pause.median}
 * @param value what stands there; cut after 60 characters
 */
public record Problem(String path, String value, String reason) {
  private static final int LONGEST_VALUE = 60;

  public Problem {
    String shown = value.length() <= LONGEST_VALUE ? value : value.substring(0, 60) + "…";
    path = path.replaceAll("\\p{Cc}", " ");
    value = shown.replaceAll("\\p{Cc}", " ");
    reason = reason.replaceAll("\\p{Cc}", " ");
  }

  /** The same mistake, with its file. */
  Problem in(String file) {
    return new Problem(file + ": " + path, value, reason);
  }

  @Override
  public String toString() {
    return path + ": " + reason + (value.isEmpty() ? "" : " (found: " + value + ")");
  }
}
