package io.mastiff.stream;

import io.mastiff.classifier.Classifier;
import java.util.concurrent.atomic.LongAdder;

/** The model in charge; swapped while sessions are scored. */
public final class ModelHolder {
  private final LongAdder promotions = new LongAdder();
  private volatile Classifier champion;

  public ModelHolder(Classifier first) {
    champion = first;
  }

  public Classifier champion() {
    return champion;
  }

  public void promote(Classifier model) {
    champion = model;
    promotions.increment();
  }

  /** How often a model was put in charge since the start. */
  public long promotions() {
    return promotions.sum();
  }
}
