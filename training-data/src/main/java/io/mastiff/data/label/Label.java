package io.mastiff.data.label;

/**
 * What is held of a session.
 *
 * @param family kind of bot, or {@link io.mastiff.feature.DatasetRow#SHOPPER}
 * @param split {@code train}, {@code calibrate} or {@code test}; empty where nobody chose one
 * @param weight how far it is trusted, in (0, 1]
 * @param source the most trusted of those who said so
 */
public record Label(boolean bot, String family, String split, double weight, LabelSource source) {}
