package io.mastiff.standalone.command;

import io.mastiff.edge.client.CookieKeyFile;
import io.mastiff.edge.client.CookieKeys;
import io.mastiff.edge.kafka.KafkaDoor;
import io.mastiff.edge.kafka.KafkaDoorSettings;
import io.mastiff.edge.policy.Policy;
import io.mastiff.edge.policy.PolicyException;
import io.mastiff.edge.service.DoorServices;
import io.mastiff.edge.service.PolicyWatch;
import io.mastiff.edge.sidecar.Sidecar;
import io.mastiff.standalone.UserError;
import io.mastiff.standalone.frontlog.FrontLog;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code mastiff sidecar}. */
@Command(
    name = "sidecar",
    mixinStandardHelpOptions = true,
    description = {
      "Runs a door before a store (--origin) or beside a proxy (--forward-auth).",
      "Starts without Kafka too: limits and the last known list work, events are dropped and counted."
    })
public final class SidecarCommand implements Callable<Integer> {
  private static final long DEGRADED_AFTER_MS = 4_000;

  @Mixin private KafkaOptions kafka = new KafkaOptions();
  @Mixin private DoorOptions options = new DoorOptions();

  @Option(
      names = "--data-dir",
      defaultValue = "mastiff-data",
      description = "Folder for the list's snapshot and the cookie key. Default: ${DEFAULT-VALUE}.")
  private Path dataDir = Path.of("");

  @Option(names = "--name", description = "First part of the door's name in events.")
  private @Nullable String name;

  @Override
  public Integer call() throws PolicyException, IOException, InterruptedException {
    if (options.origin == null && options.forwardAuth == null) {
      throw new UserError("give --origin URL or --forward-auth nginx|generic");
    }
    kafka.check();
    Stopper stopper = new Stopper();
    try {
      start(stopper, options, kafka, dataDir, name);
      stopper.await();
      return 0;
    } finally {
      stopper.close();
    }
  }

  /** Opens the door and its sidecar, and says where. */
  static Sidecar start(
      Stopper stopper, DoorOptions options, KafkaOptions kafka, Path dataDir, @Nullable String name)
      throws PolicyException, IOException {
    StreamCommand.requireFolder(dataDir);
    CookieKeys keys = CookieKeyFile.read(dataDir.resolve("cookie.key"));
    KafkaDoorSettings settings =
        new KafkaDoorSettings(
            kafka.bootstrap,
            kafka.topics(),
            KafkaDoor.uniqueName(name),
            dataDir.resolve("list.snapshot").toAbsolutePath());
    Policy policy = options.policy();
    DoorServices services = DoorServices.open(policy);
    KafkaDoor door =
        stopper.add(
            KafkaDoor.open(settings, policy, keys, services, decision -> {}, trigger -> {}));
    Sidecar sidecar = stopper.add(Sidecar.start(options.settings(), door.engine()));
    if (options.policyFile() != null) {
      stopper.add(PolicyWatch.start(options.policyFile(), policy, door.engine(), services));
    }
    stopper.add(FrontLog.start(door.engine()));
    System.out.printf(
        "sidecar: listening on port %d, admin on port %d, mode %s%n",
        sidecar.port(), sidecar.adminPort(), door.engine().policy().mode().text());
    Thread check = new Thread(() -> sayWhenDegraded(door, kafka.bootstrap), "mastiff-start-check");
    check.setDaemon(true);
    check.start();
    AutoCloseable checked = check::interrupt;
    stopper.add(checked);
    return sidecar;
  }

  private static void sayWhenDegraded(KafkaDoor door, String bootstrap) {
    try {
      Thread.sleep(DEGRADED_AFTER_MS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return;
    }
    if (!door.caughtUp()) {
      System.err.printf(
          "sidecar: Kafka at %s cannot be reached or has no topics yet; started with the last known"
              + " list of %d entries, events are buffered, then dropped and counted%n",
          bootstrap, door.engine().blockList().size());
    }
  }
}
