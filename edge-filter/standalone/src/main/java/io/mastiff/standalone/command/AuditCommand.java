package io.mastiff.standalone.command;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/** {@code mastiff audit}. */
@Command(name = "audit", mixinStandardHelpOptions = true, description = "TBD.")
public final class AuditCommand implements Callable<Integer> {
  @Override
  public Integer call() {
    return 0;
  }
}
