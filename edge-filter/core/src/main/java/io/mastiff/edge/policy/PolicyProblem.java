package io.mastiff.edge.policy;

/**
 * One mistake in a policy file.
 *
 * @param path where, as {@code limits.session.burst}
 * @param value what stands there
 */
public record PolicyProblem(String path, String value, String message) {
  @Override
  public String toString() {
    return path + ": " + message + (value.isEmpty() ? "" : " (found: " + value + ")");
  }
}
