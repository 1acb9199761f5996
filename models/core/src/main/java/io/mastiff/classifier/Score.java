package io.mastiff.classifier;

/**
 * What the model makes of one vector.
 *
 * @param probability calibrated, 0 to 1
 * @param margin the ensemble's raw sum
 */
public record Score(double probability, double margin) {}
