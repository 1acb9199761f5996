package io.mastiff.stream;

import io.mastiff.classifier.Classifier;

/** The model in charge; swapped while sessions are scored. */
public final class ModelHolder {
  private volatile Classifier champion;

  public ModelHolder(Classifier first) {
    champion = first;
  }

  public Classifier champion() {
    return champion;
  }

  public void promote(Classifier model) {
    champion = model;
  }
}
