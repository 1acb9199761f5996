package io.mastiff.standalone.command;

import io.mastiff.edge.DecisionEngine;
import io.mastiff.edge.policy.PolicyException;
import io.mastiff.edge.policy.PolicyReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Puts a changed policy file in force; a wrong one is named and the old policy stays. */
final class PolicyWatch implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(PolicyWatch.class);

  private final Path file;
  private final DecisionEngine engine;
  private final ScheduledExecutorService timer =
      Executors.newSingleThreadScheduledExecutor(
          task -> {
            Thread thread = new Thread(task, "mastiff-policy-watch");
            thread.setDaemon(true);
            return thread;
          });
  private FileTime seen;

  private PolicyWatch(Path file, DecisionEngine engine) throws IOException {
    this.file = file;
    this.engine = engine;
    this.seen = Files.getLastModifiedTime(file);
  }

  static PolicyWatch start(Path file, DecisionEngine engine) throws IOException {
    PolicyWatch watch = new PolicyWatch(file, engine);
    var unused = watch.timer.scheduleWithFixedDelay(watch::look, 500, 500, TimeUnit.MILLISECONDS);
    return watch;
  }

  private void look() {
    try {
      FileTime now = Files.getLastModifiedTime(file);
      if (!now.equals(seen)) {
        seen = now;
        engine.use(PolicyReader.read(file));
        LOG.warn("{} is in force, mode {}", file, engine.policy().mode().text());
      }
    } catch (PolicyException e) {
      LOG.warn("the old policy stays: {}", e.getMessage());
    } catch (IOException e) {
      LOG.debug("{} cannot be looked at", file, e);
    }
  }

  @Override
  public void close() {
    timer.shutdownNow();
  }
}
