package io.mastiff.feature;

/**
 * A labelled session at one prefix, as a dataset holds it.
 *
 * @param split {@code train}, {@code calibrate} or {@code test}; a session lies in one only
 * @param bot the label
 * @param family what kind: {@value #SHOPPER} for people where nothing closer is known
 * @param session key of the session
 * @param client key of whoever may have several sessions; figures are resampled by it
 * @param pages length of the prefix
 * @param last whether this is the whole session
 * @param weight how much the label is trusted, above 0
 * @param source who gave the label
 * @param atMs when the session began
 * @param x one value for each feature of {@link FeatureSchema}
 */
public record DatasetRow(
    String split,
    boolean bot,
    String family,
    String session,
    String client,
    int pages,
    boolean last,
    double weight,
    String source,
    long atMs,
    double[] x) {
  /** Family of people. */
  public static final String SHOPPER = "shopper";
}
