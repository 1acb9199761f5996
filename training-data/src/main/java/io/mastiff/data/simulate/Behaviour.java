package io.mastiff.data.simulate;

import java.util.Optional;

/** What one visitor does next; empty when it leaves. Not safe for several threads. */
@FunctionalInterface
public interface Behaviour {
  Optional<Step> next();
}
