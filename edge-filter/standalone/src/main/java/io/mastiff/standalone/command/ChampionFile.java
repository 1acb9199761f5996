package io.mastiff.standalone.command;

import io.mastiff.classifier.ModelException;
import io.mastiff.classifier.ModelReader;
import io.mastiff.event.Topics;
import io.mastiff.standalone.UserError;
import io.mastiff.stream.ModelTopic;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/** Writes the file of the model in charge, to be compared with; nothing is overwritten. */
final class ChampionFile {
  private ChampionFile() {}

  static void save(String bootstrap, Topics topics, String champion, Path to)
      throws ModelException, IOException {
    if (Files.exists(to)) {
      throw new UserError("--save " + to + ": is there already");
    }
    byte[] file = file(bootstrap, topics, champion);
    Path target = to.toAbsolutePath();
    Path part = target.resolveSibling(target.getFileName() + ".part");
    try {
      Files.write(part, file);
      Files.move(part, target, StandardCopyOption.ATOMIC_MOVE);
    } finally {
      Files.deleteIfExists(part);
    }
  }

  private static byte[] file(String bootstrap, Topics topics, String champion)
      throws ModelException {
    if (champion.equals(ModelReader.hash(ModelReader.defaultFile()))) {
      return ModelReader.defaultFile();
    }
    return new ModelTopic(bootstrap, topics)
        .release(champion)
        .orElseThrow(() -> new ModelException("release " + champion + " is not in the topic"))
        .getFile()
        .toByteArray();
  }
}
