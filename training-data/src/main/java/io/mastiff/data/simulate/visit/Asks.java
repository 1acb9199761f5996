package io.mastiff.data.simulate.visit;

import java.util.Optional;

/** What one visitor asks for, step by step; empty when it leaves. Not safe for several threads. */
@FunctionalInterface
public interface Asks {
  Optional<Ask> next();
}
