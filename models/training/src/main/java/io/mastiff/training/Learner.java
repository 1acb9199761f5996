package io.mastiff.training;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.mastiff.feature.DatasetRow;
import java.util.List;

/** A way to grow an ensemble of trees, with its settings. */
sealed interface Learner permits BoostedTrees.Options, ForestTrees.Options {
  /**
   * Learns to tell bots from people; the same rows and seed give the same trees.
   *
   * @throws TrainingException where the rows are of one class
   */
  GrownTrees fit(List<DatasetRow> rows, long seed) throws TrainingException;

  /** How many trees it grows. */
  int trees();

  /**
   * How far over the people's highest scores a threshold is set, in log-odds: as much as scores of
   * this kind still tell there.
   */
  double margin();

  /** What a model's card calls it. */
  String algorithm();

  /** Writes its settings into a model's card. */
  void describe(ObjectNode card);

  /** The same kind, small, for few sessions: from the smallest on. */
  List<Learner> forFewSessions();
}
