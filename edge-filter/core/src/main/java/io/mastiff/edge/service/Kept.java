package io.mastiff.edge.service;

import io.mastiff.edge.policy.PolicyException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A thing made of files and settings, which stays as it was when it cannot be made of new ones. */
final class Kept<T> {
  private static final Logger LOG = LoggerFactory.getLogger(Kept.class);

  private final String name;
  private @Nullable Object source;
  private @Nullable T value;
  private String told = "";

  /** Makes the thing, out of the one before where there was one. */
  interface Maker<T> {
    T make(@Nullable T before) throws PolicyException;
  }

  /**
   * @param name what it is called in the log
   */
  Kept(String name) {
    this.name = name;
  }

  /**
   * The thing of {@code from}, made anew when that is another than the last time.
   *
   * @throws PolicyException when it cannot be made and there was none before; later that is told
   *     once, the old one stays, and it is tried again the next time
   */
  T of(Object from, Maker<T> maker) throws PolicyException {
    T before = value;
    if (before != null && from.equals(source)) {
      return before;
    }
    try {
      T now = maker.make(before);
      source = from;
      value = now;
      told = "";
      return now;
    } catch (PolicyException e) {
      if (before == null) {
        throw e;
      }
      tell(String.valueOf(e.getMessage()));
      return before;
    }
  }

  private void tell(String problem) {
    if (!problem.equals(told)) {
      told = problem;
      LOG.warn("the old {} stay in use: {}", name, problem);
    }
  }
}
