package io.mastiff.standalone.release;

/**
 * One condition of a promotion.
 *
 * @param figure what it was judged by
 * @param todo what to do where it fails
 */
public record Gate(String name, boolean holds, String figure, String todo) {
  static Gate open(String name, String figure) {
    return new Gate(name, true, figure, "");
  }

  static Gate shut(String name, String figure, String todo) {
    return new Gate(name, false, figure, todo);
  }
}
