package io.mastiff.training.judge;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.mastiff.feature.DatasetFormat;
import io.mastiff.feature.FeatureSchema;
import io.mastiff.training.TrainingException;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * A dataset's folder whose description says that this version can read it.
 *
 * @param kind {@code simulated} or {@code real log}, as the description says
 */
record DatasetFolder(Path folder, String kind, List<Path> parts) {
  private static final long LARGEST_DESCRIPTION = 16 * 1024 * 1024;

  /** Looks at the description; the parts are read later. */
  static DatasetFolder open(Path folder) throws TrainingException {
    if (!Files.isDirectory(folder)) {
      throw new TrainingException(folder + ": no such folder; name one that `data` wrote");
    }
    JsonNode description = description(folder);
    if (description.path("format").asInt() != DatasetFormat.FORMAT) {
      throw new TrainingException(
          folder + ": not a dataset of format " + DatasetFormat.FORMAT + "; make it anew");
    }
    String schema = description.path("schema").asText();
    if (!schema.equals(FeatureSchema.hash())) {
      throw new TrainingException(
          String.format(
              "%s: made for features %s, this version measures %s; make it anew",
              folder, schema, FeatureSchema.hash()));
    }
    return new DatasetFolder(
        folder, description.path("kind").asText("of unknown kind"), parts(folder));
  }

  private static JsonNode description(Path folder) throws TrainingException {
    Path file = folder.resolve(DatasetFormat.DESCRIPTION);
    try {
      if (!Files.exists(file)) {
        throw new TrainingException(
            folder + ": no dataset, " + DatasetFormat.DESCRIPTION + " is missing");
      }
      if (Files.size(file) > LARGEST_DESCRIPTION) {
        throw new TrainingException(file + ": over " + LARGEST_DESCRIPTION + " bytes");
      }
      return new ObjectMapper().readTree(file.toFile());
    } catch (IOException e) {
      throw new TrainingException(file + ": cannot be read as JSON; make the dataset anew");
    }
  }

  private static List<Path> parts(Path folder) throws TrainingException {
    List<Path> parts = new ArrayList<>();
    try (DirectoryStream<Path> found = Files.newDirectoryStream(folder, DatasetFormat.PARTS)) {
      found.forEach(parts::add);
    } catch (IOException e) {
      throw new TrainingException(folder + ": cannot be read (" + e.getMessage() + ")");
    }
    if (parts.isEmpty()) {
      throw new TrainingException(folder + ": holds no " + DatasetFormat.PARTS);
    }
    Collections.sort(parts);
    return parts;
  }
}
