package io.mastiff.edge.service;

import io.mastiff.edge.Content;
import io.mastiff.edge.DecisionEngine;
import io.mastiff.edge.policy.Policy;
import io.mastiff.edge.policy.PolicyException;
import io.mastiff.edge.policy.PolicyReader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Puts a changed policy file in force, and the files that it names when they change; looks twice a
 * second. A wrong one is named, once, and the old one stays.
 */
public final class PolicyWatch implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(PolicyWatch.class);
  private static final long EVERY_MS = 500;
  private static final long CLOSE_MS = 1_000;

  private final Path file;
  private final DecisionEngine engine;
  private final DoorServices services;
  private final ScheduledExecutorService timer =
      Executors.newSingleThreadScheduledExecutor(
          task -> {
            Thread thread = new Thread(task, "mastiff-policy-watch");
            thread.setDaemon(true);
            return thread;
          });
  private Policy policy;
  private Content content;
  private @Nullable FileStamp seen;

  PolicyWatch(Path file, Policy policy, DecisionEngine engine, DoorServices services)
      throws PolicyException {
    this.file = file;
    this.policy = policy;
    this.engine = engine;
    this.services = services;
    this.content = services.take(policy);
    engine.use(policy, content);
  }

  /**
   * Watches from now on.
   *
   * @param policy what was read from the file and is in force
   */
  public static PolicyWatch start(
      Path file, Policy policy, DecisionEngine engine, DoorServices services)
      throws PolicyException {
    PolicyWatch watch = new PolicyWatch(file, policy, engine, services);
    var unused =
        watch.timer.scheduleWithFixedDelay(watch::look, 0, EVERY_MS, TimeUnit.MILLISECONDS);
    return watch;
  }

  /** Takes in what changed since the last look. */
  void look() {
    try {
      Policy now = isRewritten() ? PolicyReader.read(file) : policy;
      Content named = services.take(now);
      if (!now.equals(policy) || !named.equals(content)) {
        engine.use(now, named);
        tell(now, named);
        policy = now;
        content = named;
      }
    } catch (PolicyException e) {
      LOG.warn("the old policy stays: {}", e.getMessage());
    } catch (RuntimeException e) {
      LOG.warn("the old policy stays: {} cannot be put in force", file, e);
    }
  }

  /** A file that is away for a moment is being replaced. */
  private boolean isRewritten() {
    FileStamp now = FileStamp.of(file);
    boolean rewritten = !now.isAbsent() && !now.equals(seen);
    seen = rewritten ? now : seen;
    return rewritten;
  }

  private void tell(Policy now, Content named) {
    LOG.warn("{} is in force, mode {}{}", file, engine.policy().mode().text(), openedAnew(named));
    if (!now.shop().equals(policy.shop())) {
      LOG.warn(
          "shop: entries learned for {} stay until they expire; those that were learned for {}"
              + " before now are not known at this door",
          policy.shop(),
          now.shop());
    }
  }

  private String openedAnew(Content named) {
    List<String> parts = new ArrayList<>();
    if (named.networks() != content.networks()) {
      parts.add("network");
    }
    if (named.crawlers() != content.crawlers() || named.verifier() != content.verifier()) {
      parts.add("crawlers");
    }
    if (!named.template().equals(content.template())) {
      parts.add("answers");
    }
    return parts.isEmpty() ? "" : "; opened anew: " + String.join(", ", parts);
  }

  /** Looks no more; waits a second at most for a look that is under way. */
  @Override
  public void close() {
    timer.shutdown();
    try {
      var unused = timer.awaitTermination(CLOSE_MS, TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
