package io.mastiff.standalone.release;

import io.mastiff.standalone.UserError;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;

/**
 * What speaks for a model, in files beside it: {@code evaluation.json} and {@code comparison.json}.
 * Hashes tie both to the model and to one dataset; they keep mistakes out, not forgers.
 */
public record Evidence(Optional<Evaluated> evaluated, Optional<Compared> compared) {
  /** The evidence in a model's folder. */
  public static Evidence beside(Path model) {
    Path folder = folder(model);
    return new Evidence(
        Optional.of(folder.resolve(Evaluated.FILE)).filter(Files::exists).map(Evaluated::read),
        Optional.of(folder.resolve(Compared.FILE)).filter(Files::exists).map(Compared::read));
  }

  /** Where a model and its evidence lie: a folder, or that of a file. */
  public static Path folder(Path model) {
    Path parent = model.getParent();
    return Files.isDirectory(model) ? model : parent == null ? Path.of(".") : parent;
  }

  /** The model's file: the path itself, or the only model of a folder. */
  public static Path model(Path path) {
    if (!Files.isDirectory(path)) {
      return path;
    }
    Path file = path.resolve("model.mastiff");
    if (!Files.exists(file)) {
      throw new UserError(path + ": holds no model.mastiff; name the file");
    }
    return file;
  }

  /** One clause for the record of a change. */
  public String words() {
    return evaluated
        .map(
            e ->
                String.format(
                    Locale.ROOT,
                    "%s on %s (%s): %,.0f of 100,000 people's sessions hit, up to %,.0f",
                    compared.map(Compared::verdict).orElse("not compared"),
                    e.data(),
                    e.kind(),
                    e.hit(),
                    e.hitHigh()))
        .orElse("no evaluation");
  }
}
