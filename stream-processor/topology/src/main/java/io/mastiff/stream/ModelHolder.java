package io.mastiff.stream;

import io.mastiff.classifier.Classifier;
import java.util.Optional;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/** The model in charge, and the one in its shadow; swapped while sessions are scored. */
public final class ModelHolder {
  private final LongAdder promotions = new LongAdder();
  private volatile Classifier champion;
  private volatile @Nullable Shadow shadow;

  public ModelHolder(Classifier first) {
    champion = first;
  }

  public Classifier champion() {
    return champion;
  }

  /** Hash of the model in shadow. */
  public Optional<String> challenger() {
    return Optional.ofNullable(shadow).map(s -> s.challenger().hash());
  }

  @Nullable Shadow shadow() {
    return shadow;
  }

  /** Puts a model in charge, with nothing in its shadow. */
  public void promote(Classifier model) {
    follow(model, null);
  }

  void follow(Classifier model, @Nullable Shadow next) {
    if (!model.hash().equals(champion.hash())) {
      promotions.increment();
    }
    champion = model;
    shadow = next;
  }

  /** How often another model was put in charge since the start. */
  public long promotions() {
    return promotions.sum();
  }
}
