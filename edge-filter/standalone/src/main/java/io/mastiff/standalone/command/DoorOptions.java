package io.mastiff.standalone.command;

import io.mastiff.edge.policy.Policy;
import io.mastiff.edge.policy.PolicyException;
import io.mastiff.edge.policy.PolicyReader;
import io.mastiff.edge.sidecar.SidecarSettings;
import io.mastiff.standalone.UserError;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Where a sidecar listens, what stands behind it, and its policy. */
final class DoorOptions {
  @Option(
      names = "--listen",
      paramLabel = "HOST:PORT",
      defaultValue = "127.0.0.1:8080",
      description = "Where shoppers come in. Default: ${DEFAULT-VALUE}.")
  private String listen = "";

  @Option(
      names = "--admin",
      paramLabel = "HOST:PORT",
      defaultValue = "127.0.0.1:8081",
      description = "Status and mode; keep it private. Default: ${DEFAULT-VALUE}.")
  private String admin = "";

  @Option(names = "--origin", paramLabel = "URL", description = "The store behind the door.")
  @Nullable String origin;

  @Option(
      names = "--forward-auth",
      description = "Serves /mastiff/auth for a proxy: ${COMPLETION-CANDIDATES}.")
  SidecarSettings.@Nullable Dialect forwardAuth;

  @Option(
      names = "--policy",
      paramLabel = "FILE",
      description =
          "mastiff.yaml. Default: observe. "
              + "A change of it, and of the files it names, is taken in while running.")
  private @Nullable Path policy;

  Policy policy() throws PolicyException {
    return policy == null ? Policy.DEFAULT : PolicyReader.read(policy);
  }

  @Nullable Path policyFile() {
    return policy;
  }

  /** Fails early, with one line, when a port is in use. */
  void requireFree() {
    for (String[] option : new String[][] {{"--listen", listen}, {"--admin", admin}}) {
      InetSocketAddress address = Addresses.parse(option[0], option[1]);
      try (ServerSocket probe = new ServerSocket()) {
        probe.bind(address);
      } catch (IOException e) {
        throw new UserError(
            option[0] + " " + option[1] + ": cannot listen there: " + e.getMessage());
      }
    }
  }

  SidecarSettings settings() {
    InetSocketAddress store = origin == null ? null : Addresses.parse("--origin", origin);
    return new SidecarSettings(
        Addresses.parse("--listen", listen),
        Addresses.parse("--admin", admin),
        store,
        forwardAuth,
        Duration.ofSeconds(2),
        Duration.ofSeconds(30));
  }
}
