package io.mastiff.edge.servlet;

import io.mastiff.edge.ConnectedEngine;
import io.mastiff.edge.DecisionEngine;
import io.mastiff.edge.EngineBuilder;
import io.mastiff.edge.capacity.CapacityPolicy.Signal;
import io.mastiff.edge.client.CookieKeyFile;
import io.mastiff.edge.policy.Policy;
import io.mastiff.edge.policy.PolicyException;
import io.mastiff.edge.policy.PolicyReader;
import io.mastiff.edge.service.DoorServices;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ServiceLoader;
import javax.servlet.FilterConfig;
import javax.servlet.ServletException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The filter's own engine, from its init parameters: {@code policy} (file; without it the door
 * observes), {@code kafka} (bootstrap servers; without it nothing is published) and {@code
 * data-dir} (folder for the cookie key and the list; needed with {@code kafka}).
 */
final class FilterEngine implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(FilterEngine.class);

  private final DecisionEngine engine;
  private final AutoCloseable behind;

  private FilterEngine(DecisionEngine engine, AutoCloseable behind) {
    this.engine = engine;
    this.behind = behind;
  }

  static FilterEngine open(FilterConfig config) throws ServletException {
    try {
      return open(
          config.getInitParameter("policy"),
          config.getInitParameter("kafka"),
          config.getInitParameter("data-dir"));
    } catch (PolicyException | IOException e) {
      throw new ServletException("mastiff: " + e.getMessage(), e);
    }
  }

  private static FilterEngine open(
      @Nullable String file, @Nullable String kafka, @Nullable String folder)
      throws PolicyException, IOException, ServletException {
    Policy policy = measuring(file == null ? Policy.DEFAULT : PolicyReader.read(Path.of(file)));
    if (kafka != null && folder == null) {
      throw new ServletException("mastiff: give the init parameter data-dir beside kafka");
    }
    DoorServices services = DoorServices.open(policy);
    if (kafka != null && folder != null) {
      ConnectedEngine connected = opener().open(kafka, folder, policy, services);
      return new FilterEngine(connected.engine(), connected);
    }
    EngineBuilder builder = services.into(DecisionEngine.builder().policy(policy));
    if (folder != null) {
      Path path = Path.of(folder);
      Files.createDirectories(path);
      builder.cookieKeys(CookieKeyFile.read(path.resolve("cookie.key")));
    }
    return new FilterEngine(builder.build(), services);
  }

  /** A filter sees the store's answers itself and follows no front's log. */
  private static Policy measuring(Policy policy) {
    if (policy.capacity().signal() != Signal.LOG) {
      return policy;
    }
    LOG.warn("capacity.signal: log is for sidecars; this filter takes measured");
    return policy.toBuilder().capacity(policy.capacity().withSignal(Signal.MEASURED)).build();
  }

  private static ConnectedEngine.Opener opener() throws ServletException {
    return ServiceLoader.load(ConnectedEngine.Opener.class, FilterEngine.class.getClassLoader())
        .findFirst()
        .orElseThrow(
            () -> new ServletException("mastiff: kafka is set but mastiff-edge-kafka is missing"));
  }

  DecisionEngine engine() {
    return engine;
  }

  @Override
  public void close() {
    try {
      behind.close();
    } catch (Exception e) {
      throw new IllegalStateException("closing a door failed", e);
    }
  }
}
