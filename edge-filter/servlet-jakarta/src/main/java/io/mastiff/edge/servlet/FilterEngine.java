package io.mastiff.edge.servlet;

import io.mastiff.edge.ConnectedEngine;
import io.mastiff.edge.DecisionEngine;
import io.mastiff.edge.policy.Policy;
import io.mastiff.edge.policy.PolicyException;
import io.mastiff.edge.policy.PolicyReader;
import jakarta.servlet.FilterConfig;
import jakarta.servlet.ServletException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.ServiceLoader;
import org.jspecify.annotations.Nullable;

/**
 * The filter's own engine, from its init parameters: {@code policy} (file; without it the door
 * observes), {@code kafka} (bootstrap servers; without it nothing is published) and {@code
 * data-dir} (folder for the cookie key and the list; needed with {@code kafka}).
 */
final class FilterEngine {
  private FilterEngine() {}

  static ConnectedEngine open(FilterConfig config) throws ServletException {
    Policy policy = policy(config.getInitParameter("policy"));
    String kafka = config.getInitParameter("kafka");
    if (kafka == null) {
      return alone(DecisionEngine.builder().policy(policy).build());
    }
    String folder = config.getInitParameter("data-dir");
    if (folder == null) {
      throw new ServletException("mastiff: give the init parameter data-dir beside kafka");
    }
    Optional<ConnectedEngine.Opener> opener =
        ServiceLoader.load(ConnectedEngine.Opener.class, FilterEngine.class.getClassLoader())
            .findFirst();
    if (opener.isEmpty()) {
      throw new ServletException("mastiff: kafka is set but mastiff-edge-kafka is not there");
    }
    try {
      return opener.get().open(kafka, folder, policy);
    } catch (IOException e) {
      throw new ServletException("mastiff: " + e.getMessage(), e);
    }
  }

  private static ConnectedEngine alone(DecisionEngine engine) {
    return new ConnectedEngine() {
      @Override
      public DecisionEngine engine() {
        return engine;
      }

      @Override
      public void close() {}
    };
  }

  private static Policy policy(@Nullable String file) throws ServletException {
    try {
      return file == null ? Policy.DEFAULT : PolicyReader.read(Path.of(file));
    } catch (PolicyException e) {
      throw new ServletException("mastiff: " + e.getMessage(), e);
    }
  }
}
