package io.mastiff.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import io.mastiff.classifier.ModelReader;
import io.mastiff.standalone.command.SimulateCommand;
import io.mastiff.training.TrainCommand;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The model that ships is the one that `mastiff model train` makes, byte for byte. */
class DefaultModelIT {
  @Test
  void theLauncherSimulatesTheSame() throws Exception {
    assertThat(Files.readString(Path.of("../../mastiff")))
        .contains(String.join(" ", SimulateCommand.OF_DEFAULT_MODEL));
  }

  @Test
  void trainingAnewGivesTheSameBytes(@TempDir Path folder) throws Exception {
    Path data = folder.resolve("data");
    Path model = folder.resolve("model");
    List<String> simulate = new ArrayList<>(List.of("data", "simulate", "-o", data.toString()));
    simulate.addAll(SimulateCommand.OF_DEFAULT_MODEL);
    assertThat(Main.run(simulate.toArray(String[]::new))).isZero();
    assertThat(TrainCommand.run(data.toString(), "-o", model.toString())).isZero();

    assertThat(Files.readAllBytes(model.resolve("model.mastiff")))
        .isEqualTo(ModelReader.defaultFile());
  }
}
