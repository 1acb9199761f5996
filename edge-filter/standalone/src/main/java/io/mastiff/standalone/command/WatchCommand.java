package io.mastiff.standalone.command;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/** {@code mastiff watch}. */
@Command(name = "watch", mixinStandardHelpOptions = true, description = "TBD.")
public final class WatchCommand implements Callable<Integer> {
  @Override
  public Integer call() {
    return 0;
  }
}
