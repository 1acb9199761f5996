package io.mastiff.training;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.mastiff.classifier.file.ModelFile;
import io.mastiff.feature.DatasetFormat;
import io.mastiff.feature.DatasetRow;
import io.mastiff.feature.FeatureSchema;
import java.util.ArrayList;
import java.util.List;

/**
 * What a model's card says of the real traffic that it was trained on: where it came from, and
 * which features it never showed. No tree asks for these, so that a door's events are scored as if
 * they lacked them too.
 *
 * @param source {@code access logs} or {@code archive}; empty for simulated sessions
 * @param unseen features that were missing in every row
 */
record TrafficNote(String source, List<String> unseen) {
  static TrafficNote of(Dataset data, List<DatasetRow> training) {
    List<String> unseen = new ArrayList<>();
    for (int f = 0; f < FeatureSchema.size(); f++) {
      int feature = f;
      double missing = FeatureSchema.features().get(f).missing();
      if (training.stream().allMatch(row -> row.x()[feature] == missing)) {
        unseen.add(FeatureSchema.columns().get(f));
      }
    }
    return new TrafficNote(data.description().path("source").asText(""), unseen);
  }

  /** The model's file with this in its card. */
  byte[] in(ModelFile file) throws TrainingException {
    requireUnused(file);
    return source.isEmpty()
        ? file.toByteArray()
        : file.toBuilder().setCardJson(card(file.getCardJson())).build().toByteArray();
  }

  private void requireUnused(ModelFile file) throws TrainingException {
    for (String column : unseen) {
      int feature = FeatureSchema.columns().indexOf(column);
      if (file.getTreesList().stream().anyMatch(t -> t.getFeatureList().contains(feature))) {
        throw new TrainingException("the trained model is unsound: it asks for " + column);
      }
    }
  }

  private String card(String before) throws TrainingException {
    try {
      ObjectNode card = (ObjectNode) new ObjectMapper().readTree(before);
      card.put("traffic", source);
      unseen.forEach(card.putArray("unseen")::add);
      if (source.equals(DatasetFormat.LOGS)) {
        card.put(
            "limits",
            "trained on access logs alone: %d of %d features, which only doors see or which were"
                    .formatted(unseen.size(), FeatureSchema.size())
                + " masked, are not used; archive the doors' events and retrain");
      }
      return card.toString();
    } catch (JsonProcessingException e) {
      throw new TrainingException("the trained model is unsound: " + e.getMessage());
    }
  }
}
