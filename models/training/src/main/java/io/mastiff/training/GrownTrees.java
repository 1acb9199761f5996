package io.mastiff.training;

import io.mastiff.classifier.file.ModelFile;

/** Trees that have learned. */
interface GrownTrees {
  /** What the written ensemble's {@code scale * margin} is, by the library that grew it. */
  double logOdds(double[] x);

  /** Writes the ensemble; calibration, thresholds and card are for the caller to add. */
  void export(ModelFile.Builder file) throws TrainingException;
}
