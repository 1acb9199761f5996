package io.mastiff.training.judge;

import io.mastiff.classifier.Classifier;
import io.mastiff.classifier.ModelException;
import io.mastiff.classifier.ModelReader;
import io.mastiff.training.TrainingException;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Finds a model in a file, or as the only one in a folder. */
final class ModelSource {
  private static final String MODELS = "*.{mastiff,model}";

  private ModelSource() {}

  static Classifier read(Path source) throws TrainingException {
    try {
      return ModelReader.read(Files.isDirectory(source) ? only(source) : source);
    } catch (ModelException e) {
      throw new TrainingException(String.valueOf(e.getMessage()));
    }
  }

  private static Path only(Path folder) throws TrainingException {
    List<Path> found = new ArrayList<>();
    try (DirectoryStream<Path> models = Files.newDirectoryStream(folder, MODELS)) {
      models.forEach(found::add);
    } catch (IOException e) {
      throw new TrainingException(folder + ": cannot be read (" + e.getMessage() + ")");
    }
    if (found.size() != 1) {
      throw new TrainingException(
          String.format(
              "%s: holds %s model files (%s); name one file",
              folder, found.isEmpty() ? "no" : String.valueOf(found.size()), MODELS));
    }
    return found.get(0);
  }
}
