package io.mastiff.edge.crawler.signature;

import org.jspecify.annotations.Nullable;

/** A place in a structured field (RFC 8941) that is being read. */
final class Cursor {
  private final String text;
  private int at;

  Cursor(String text) {
    this.text = text;
  }

  int at() {
    return at;
  }

  boolean atEnd() {
    return at >= text.length();
  }

  char peek() {
    return atEnd() ? '\0' : text.charAt(at);
  }

  String since(int from) {
    return text.substring(from, at);
  }

  boolean take(char c) {
    if (peek() != c || atEnd()) {
      return false;
    }
    at++;
    return true;
  }

  void spaces() {
    while (peek() == ' ' || peek() == '\t') {
      at++;
    }
  }

  /** A key: lower-case letters, digits and a few signs; empty where there is none. */
  String key() {
    int from = at;
    while (isKey(peek())) {
      at++;
    }
    return text.substring(from, at);
  }

  private static boolean isKey(char c) {
    return (c >= 'a' && c <= 'z')
        || (c >= '0' && c <= '9')
        || c == '_'
        || c == '-'
        || c == '.'
        || c == '*';
  }

  /** A number, boolean or token. */
  String token() {
    int from = at;
    while (!atEnd() && ";,() \t".indexOf(peek()) < 0) {
      at++;
    }
    return text.substring(from, at);
  }

  /** A quoted text without its quotes; null where there is none. */
  @Nullable String quoted() {
    if (!take('"')) {
      return null;
    }
    StringBuilder value = new StringBuilder();
    while (!atEnd()) {
      char c = text.charAt(at++);
      if (c == '"') {
        return value.toString();
      }
      if (c == '\\') {
        if (atEnd()) {
          return null;
        }
        c = text.charAt(at++);
      }
      value.append(c);
    }
    return null;
  }
}
