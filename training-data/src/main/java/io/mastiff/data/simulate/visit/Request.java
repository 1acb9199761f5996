package io.mastiff.data.simulate.visit;

import io.mastiff.event.IpAddress;

/**
 * One request of a visit.
 *
 * @param destination {@code document} for pages, {@code empty} for calls, else what the asset is
 * @param referer whole URL, or empty
 * @param conditional whether it carries a validator
 */
public record Request(
    long atMs,
    String method,
    String target,
    Kind kind,
    String destination,
    String referer,
    boolean conditional,
    int status,
    long bytes,
    IpAddress address) {
  /** What it is asked for as. */
  public enum Kind {
    PAGE,
    ASSET,
    API,
    PREFETCH
  }
}
