package io.mastiff.standalone.actor;

/** A client's cookie jar, which outlives its visits. */
public final class Jar {
  private String cookie = "";

  /** The {@code Cookie} field's value, or empty. */
  String cookie() {
    return cookie;
  }

  boolean isEmpty() {
    return cookie.isEmpty();
  }

  void take(String setCookie) {
    int end = setCookie.indexOf(';');
    cookie = end < 0 ? setCookie : setCookie.substring(0, end);
  }
}
