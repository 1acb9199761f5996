package io.mastiff.edge.servlet;

import io.mastiff.edge.ConnectedEngine;
import io.mastiff.edge.DecisionEngine;
import io.mastiff.edge.EngineBuilder;
import io.mastiff.edge.client.CookieKeyFile;
import io.mastiff.edge.client.CookieKeys;
import io.mastiff.edge.policy.Policy;
import io.mastiff.edge.policy.PolicyException;
import io.mastiff.edge.policy.PolicyReader;
import io.mastiff.edge.service.DoorServices;
import jakarta.servlet.FilterConfig;
import jakarta.servlet.ServletException;
import java.io.IOException;
import java.nio.file.Files;
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
    DoorServices services = services(policy);
    String kafka = config.getInitParameter("kafka");
    String folder = config.getInitParameter("data-dir");
    if (kafka == null) {
      return alone(services, policy, folder);
    }
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
      return opener.get().open(kafka, folder, policy, services);
    } catch (IOException e) {
      throw new ServletException("mastiff: " + e.getMessage(), e);
    }
  }

  private static DoorServices services(Policy policy) throws ServletException {
    try {
      return DoorServices.open(policy);
    } catch (PolicyException e) {
      throw new ServletException("mastiff: " + e.getMessage(), e);
    }
  }

  private static ConnectedEngine alone(
      DoorServices services, Policy policy, @Nullable String folder) throws ServletException {
    EngineBuilder builder = services.into(DecisionEngine.builder().policy(policy));
    if (folder != null) {
      builder.cookieKeys(keys(Path.of(folder)));
    }
    DecisionEngine engine = builder.build();
    return new ConnectedEngine() {
      @Override
      public DecisionEngine engine() {
        return engine;
      }

      @Override
      public void close() {
        services.close();
      }
    };
  }

  private static CookieKeys keys(Path folder) throws ServletException {
    try {
      Files.createDirectories(folder);
      return CookieKeyFile.read(folder.resolve("cookie.key"));
    } catch (IOException e) {
      throw new ServletException("mastiff: " + e.getMessage(), e);
    }
  }

  private static Policy policy(@Nullable String file) throws ServletException {
    try {
      return file == null ? Policy.DEFAULT : PolicyReader.read(Path.of(file));
    } catch (PolicyException e) {
      throw new ServletException("mastiff: " + e.getMessage(), e);
    }
  }
}
