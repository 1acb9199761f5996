package io.mastiff.training.judge;

import io.mastiff.training.TrainingException;
import java.util.concurrent.ExecutorService;

/** A contender with its figures. */
record Judged(Contender contender, Ranking ranking, Standing standing) {
  static Judged of(
      Contender contender,
      Margins margins,
      SessionTable table,
      Resamples resamples,
      ExecutorService executor)
      throws TrainingException {
    String leftOut = contender.leftOut();
    int family =
        leftOut == null ? table.botFamilies().size() : table.botFamilies().indexOf(leftOut);
    Ranking ranking = new Ranking(margins.scores(), table.size());
    Ranked ranked = new Ranked(table, ranking, resamples, executor);
    return new Judged(contender, ranking, Standing.of(table, ranked, family));
  }
}
