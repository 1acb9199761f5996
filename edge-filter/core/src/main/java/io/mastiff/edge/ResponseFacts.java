package io.mastiff.edge;

/**
 * What a front knows of the answer; -1 stands for not known.
 *
 * @param status HTTP status code
 * @param bytes length of the body
 * @param durationMicros from decision to the answer's headers
 */
public record ResponseFacts(int status, long bytes, long durationMicros) {
  /** For fronts that never see the answer. */
  public static final ResponseFacts UNSEEN = new ResponseFacts(-1, -1, -1);
}
