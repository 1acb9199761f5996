package io.mastiff.training;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.mastiff.classifier.Classifier;
import io.mastiff.feature.FeatureSchema;
import java.util.List;

/**
 * What a model was made of, as JSON inside its file; without time or place, so that the same
 * training gives the same text.
 *
 * @param simulator what a simulator fitted and invented; missing where there was none
 * @param features those that few sessions were trained on; empty for all
 */
record ModelCard(
    Learner learner,
    long seed,
    Classifier model,
    int trainingRows,
    int calibrationRows,
    List<String> features,
    JsonNode simulator) {

  ModelCard withFeatures(List<String> chosen) {
    return new ModelCard(
        learner, seed, model, trainingRows, calibrationRows, List.copyOf(chosen), simulator);
  }

  String json() {
    ObjectNode card = new ObjectMapper().createObjectNode();
    card.put("algorithm", learner.algorithm());
    card.put("source", simulator.isObject() ? "simulated" : "real log");
    card.put("schema", FeatureSchema.hash());
    card.put("seed", seed);
    card.put("trees", model.ensemble().trees()).put("nodes", model.ensemble().nodes());
    learner.describe(card);
    card.put("trainingRows", trainingRows);
    card.put("calibrationRows", calibrationRows);
    card.put("calibratedOn", calibrationRows > 0 ? "split calibrate" : "held-out folds of train");
    card.put("blockThreshold", rounded(model.blockThreshold()));
    card.put("throttleThreshold", rounded(model.throttleThreshold()));
    if (!features.isEmpty()) {
      features.forEach(card.putArray("features")::add);
    }
    card.put(
        "limits",
        simulator.isObject()
            ? "trained on simulated sessions alone; retrain on the store's own traffic"
            : "trained on labelled sessions of a log; judge it on others before it acts");
    if (simulator.isObject()) {
      card.set("simulator", simulator);
    }
    return card.toString();
  }

  private static double rounded(double value) {
    return Math.round(value * 1e6) / 1e6;
  }
}
