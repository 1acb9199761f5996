package io.mastiff.training.judge;

import io.mastiff.training.TrainingException;
import java.util.List;
import java.util.Set;

/** Whether a split can be judged on at all. */
final class SplitCheck {
  private SplitCheck() {}

  /** The families of bots in a split that also holds people. */
  static List<String> botFamilies(EvaluationReader reader, DatasetFolder data, String split)
      throws TrainingException {
    Set<EvaluationReader.Kind> kinds = reader.count(split).keySet();
    if (kinds.isEmpty()) {
      throw new TrainingException(
          data.folder() + ": no rows in the split '" + split + "'; name another with --split");
    }
    List<String> bots =
        kinds.stream().filter(EvaluationReader.Kind::bot).map(k -> k.family()).toList();
    if (bots.isEmpty() || bots.size() == kinds.size()) {
      throw new TrainingException(
          String.format(
              "%s: the split '%s' holds only %s; both people and bots are needed",
              data.folder(), split, bots.isEmpty() ? "people" : "bots"));
    }
    return bots;
  }
}
