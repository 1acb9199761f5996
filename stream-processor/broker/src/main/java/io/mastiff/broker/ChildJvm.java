package io.mastiff.broker;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Child processes that run a main class of this class path. */
public final class ChildJvm {
  private ChildJvm() {}

  /** The command line for a main class with this process's Java and class path. */
  public static List<String> command(
      List<String> jvm, List<String> properties, String main, List<String> arguments) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(jvm);
    command.addAll(properties);
    command.add("-cp");
    command.add(System.getProperty("java.class.path"));
    command.add(main);
    command.addAll(arguments);
    return command;
  }

  /** Starts it; what it prints goes to {@code NAME.out} in the folder, its input stays open. */
  public static Process start(Path folder, String name, List<String> command) throws IOException {
    return new ProcessBuilder(command)
        .redirectErrorStream(true)
        .redirectOutput(ProcessBuilder.Redirect.appendTo(folder.resolve(name + ".out").toFile()))
        .start();
  }
}
