package io.mastiff.stream;

import io.mastiff.event.EntryKey;
import io.mastiff.event.RequestEvent;

/** The key that a client would have if it had returned no cookie. */
final class AggregateKey {
  private AggregateKey() {}

  static String of(RequestEvent event) {
    return "a:" + event.getNetwork() + "|" + EntryKey.hex(event.getClientShape());
  }
}
