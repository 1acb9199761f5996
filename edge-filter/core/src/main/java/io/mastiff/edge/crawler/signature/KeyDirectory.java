package io.mastiff.edge.crawler.signature;

import java.security.PublicKey;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Where the keys of signing crawlers come from; never blocks. */
@FunctionalInterface
public interface KeyDirectory {
  /** Keys of a host under their thumbprints; null while they are being fetched. */
  @Nullable Map<String, PublicKey> keys(String host, long nowMs);

  /** Knows no host. */
  static KeyDirectory none() {
    return (host, nowMs) -> Map.of();
  }
}
