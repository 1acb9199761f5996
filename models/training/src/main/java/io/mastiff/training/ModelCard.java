package io.mastiff.training;

import io.mastiff.classifier.Classifier;
import io.mastiff.feature.FeatureSchema;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** What a model was made of and what it can do, as JSON inside its file. */
record ModelCard(
    BoostedTrees.Options options,
    long seed,
    Classifier model,
    int trainingRows,
    int calibrationRows,
    Map<String, int[]> families) {

  /** Sorted, without time or place, so that the same training gives the same text. */
  String json() {
    return String.format(
        Locale.ROOT,
        "{\"algorithm\":\"gradient boosted trees (Smile 3.1.1)\",\"source\":\"simulated\","
            + "\"schema\":\"%s\",\"seed\":%d,\"trees\":%d,\"nodes\":%d,\"maxNodes\":%d,"
            + "\"shrinkage\":%s,\"trainingRows\":%d,\"calibrationRows\":%d,"
            + "\"blockThreshold\":%.6f,\"throttleThreshold\":%.6f,"
            + "\"sessionsOverBlockThreshold\":{%s},"
            + "\"limits\":\"trained on simulated sessions alone; retrain on the store's own"
            + " traffic\"}",
        FeatureSchema.hash(),
        seed,
        model.ensemble().trees(),
        model.ensemble().nodes(),
        options.maxNodes(),
        options.shrinkage(),
        trainingRows,
        calibrationRows,
        model.blockThreshold(),
        model.throttleThreshold(),
        families.entrySet().stream().map(ModelCard::family).collect(Collectors.joining(",")));
  }

  private static String family(Map.Entry<String, int[]> family) {
    return String.format(
        Locale.ROOT,
        "\"%s\":{\"sessions\":%d,\"over\":%d}",
        family.getKey(),
        family.getValue()[0],
        family.getValue()[1]);
  }
}
