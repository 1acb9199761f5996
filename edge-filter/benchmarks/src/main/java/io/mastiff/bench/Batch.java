package io.mastiff.bench;

import io.mastiff.edge.EdgeRequest;
import io.mastiff.edge.Headers;
import java.util.Random;

/**
 * The next requests, copied just before they are measured: a container has parsed a request a
 * moment before it asks its filters, so that its texts lie in the cache, while what filters
 * remember of a million clients does not. Every other cookie is one that was never seen before, so
 * that what a door remembers of cookies serves half of them at most.
 */
final class Batch {
  static final int SIZE = 256;

  private final int[] order;
  private final EdgeRequest[] requests = new EdgeRequest[SIZE];
  private int at = new Random().nextInt(1 << 20);
  private final Load.Cookies cookies = new Load.Cookies(new Random().nextLong());
  private int next;

  Batch(int[] order) {
    this.order = order;
  }

  void fill(EdgeRequest[] from) {
    for (int i = 0; i < SIZE; i++) {
      requests[i] = copy(from[order[at++ & (order.length - 1)]], i % 2 == 0);
    }
    next = 0;
  }

  EdgeRequest next() {
    return requests[next++];
  }

  private EdgeRequest copy(EdgeRequest of, boolean newCookie) {
    Headers.Builder headers = Headers.builder();
    for (int i = 0; i < of.headers().size(); i++) {
      String value = of.headers().value(i);
      boolean renewed = newCookie && value.startsWith(Load.COOKIES);
      headers.add(of.headers().name(i), renewed ? cookies.next() : fresh(value));
    }
    return new EdgeRequest(
        of.method(),
        fresh(of.target()),
        of.host(),
        of.peer(),
        of.scheme(),
        of.protocol(),
        headers.build());
  }

  /** Another string with bytes of its own, as out of a socket's buffer. */
  static String fresh(String text) {
    return new String(
        text.getBytes(java.nio.charset.StandardCharsets.ISO_8859_1),
        java.nio.charset.StandardCharsets.ISO_8859_1);
  }
}
