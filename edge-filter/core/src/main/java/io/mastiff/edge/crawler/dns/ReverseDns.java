package io.mastiff.edge.crawler.dns;

import io.mastiff.event.IpAddress;
import java.util.List;

/** Forward-confirmed reverse DNS: may block, so it is never called on a request's thread. */
@FunctionalInterface
public interface ReverseDns extends AutoCloseable {
  /** What names say of an address. */
  enum Answer {
    YES,
    NO,
    /** No answer in time, or a server that failed: nothing is known. */
    UNKNOWN
  }

  /** Whether the address has a name in one of the domains that leads back to it. */
  Answer confirm(IpAddress address, List<String> domains);

  /** Ends what it keeps running; not while it is asked. */
  @Override
  default void close() {}

  /** Asks nobody. */
  static ReverseDns none() {
    return (address, domains) -> Answer.UNKNOWN;
  }
}
