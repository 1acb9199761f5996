package io.mastiff.training.judge;

/**
 * What judging needs of a dataset's row.
 *
 * @param pages length of the prefix
 * @param last whether this is the whole session
 * @param weight how much the label is trusted, above 0
 * @param x one value for each feature
 */
record EvaluationRow(
    boolean bot,
    String family,
    String session,
    String client,
    int pages,
    boolean last,
    double weight,
    double[] x) {}
