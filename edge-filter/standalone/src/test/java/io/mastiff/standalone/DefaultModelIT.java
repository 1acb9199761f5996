package io.mastiff.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.mastiff.classifier.ModelReader;
import io.mastiff.data.simulate.person.Parameters;
import io.mastiff.standalone.command.SimulateCommand;
import io.mastiff.training.TrainCommand;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/** The model that ships is the one that `mastiff model train` makes, byte for byte. */
class DefaultModelIT {
  @TempDir Path folder;

  /** Runs a program in a JVM of its own, whose compiler is not held back as that of tests is. */
  private void run(Class<?> program, List<String> arguments) throws Exception {
    String tests = System.getProperty("java.class.path");
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-Xmx3g", "-XX:+UseParallelGC", "-Dmastiff.log=error", "-cp"));
    command.add(System.getProperty("surefire.test.class.path", tests));
    command.add(program.getName());
    command.addAll(arguments);
    Path said = folder.resolve("said.txt");
    Process process =
        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(said.toFile()).start();
    assertThat(process.waitFor()).as(() -> lines(said)).isZero();
  }

  private static String lines(Path said) {
    try {
      return Files.readString(said);
    } catch (java.io.IOException e) {
      return e.toString();
    }
  }

  @Test
  void theLauncherSimulatesTheSame() throws Exception {
    assertThat(Files.readString(Path.of("../../mastiff")))
        .contains(String.join(" ", SimulateCommand.OF_DEFAULT_MODEL));
  }

  /** The cheap part of it: whoever changes a number of the simulator trains the model anew. */
  @Test
  void theModelThatShipsWasTrainedWithTheNumbersOfToday() throws Exception {
    JsonNode card = new ObjectMapper().readTree(ModelReader.defaultModel().cardJson());
    Map<String, Double> trainedWith = new TreeMap<>();
    card.path("simulator")
        .path("invented")
        .properties()
        .forEach(number -> trainedWith.put(number.getKey(), number.getValue().asDouble()));

    assertThat(trainedWith).isEqualTo(Parameters.invented());
  }

  @Test
  @EnabledIfSystemProperty(named = "mastiff.long", matches = "true")
  void trainingAnewGivesTheSameBytes() throws Exception {
    Path data = folder.resolve("data");
    Path model = folder.resolve("model");
    List<String> simulate = new ArrayList<>(List.of("data", "simulate", "-o", data.toString()));
    simulate.addAll(SimulateCommand.OF_DEFAULT_MODEL);
    run(Main.class, simulate);
    run(TrainCommand.class, List.of(data.toString(), "-o", model.toString()));

    assertThat(Files.readAllBytes(model.resolve("model.mastiff")))
        .isEqualTo(ModelReader.defaultFile());
  }
}
