package io.mastiff.broker;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.metadata.storage.Formatter;
import org.apache.kafka.server.common.MetadataVersion;
import org.jspecify.annotations.Nullable;

/**
 * The stock Kafka server as a child process: one KRaft node with its data under one folder.
 *
 * <p>Ports are chosen once and kept with the data, so that a restarted broker is found where it
 * was. The child ends when its parent does, in whatever way.
 */
public final class BrokerProcess implements AutoCloseable {
  private static final Duration READY = Duration.ofSeconds(60);
  private static final int LOWEST_PORT = 20_000;
  private static final int PAST_PORTS = 32_000;
  private static final List<String> JVM =
      List.of(
          "-Xms128m",
          "-Xmx512m",
          "-XX:+UseSerialGC",
          "-XX:TieredStopAtLevel=1",
          "-Xshare:auto",
          "-Djava.awt.headless=true",
          "-Dlog4j2.disable.jmx=true");

  private final Path folder;
  private final Path data;
  private final int brokerPort;
  private final int controllerPort;
  private @Nullable Process process;

  private BrokerProcess(Path folder, int brokerPort, int controllerPort) {
    this.folder = folder;
    this.data = folder.resolve("data");
    this.brokerPort = brokerPort;
    this.controllerPort = controllerPort;
  }

  /**
   * Starts a broker and waits until it answers.
   *
   * @param port 0 keeps the last one, or takes a free one
   */
  public static BrokerProcess start(Path folder, int port) throws BrokerException {
    Path absolute = folder.toAbsolutePath();
    try {
      Files.createDirectories(absolute.resolve("data"));
      int[] ports = ports(absolute.resolve("ports.properties"), port);
      BrokerProcess broker = new BrokerProcess(absolute, ports[0], ports[1]);
      broker.format();
      broker.restart();
      return broker;
    } catch (IOException e) {
      throw new BrokerException(
          absolute + ": cannot be used for the broker's data: " + reason(e), e);
    }
  }

  public String bootstrap() {
    return "127.0.0.1:" + brokerPort;
  }

  /** Starts the child again after {@link #kill} and waits until it answers. */
  public void restart() throws BrokerException {
    try {
      Files.writeString(
          folder.resolve("server.properties"),
          BrokerConfig.properties(data, brokerPort, controllerPort));
      Files.writeString(
          folder.resolve("log4j2.properties"), BrokerConfig.logging(folder.resolve("broker.log")));
      process = ChildJvm.start(folder, "broker", command());
    } catch (IOException e) {
      throw new BrokerException("the broker cannot be started: " + reason(e), e);
    }
    awaitReady();
  }

  private List<String> command() {
    return ChildJvm.command(
        JVM,
        List.of("-Dlog4j2.configurationFile=" + folder.resolve("log4j2.properties").toUri()),
        BrokerMain.class.getName(),
        List.of(folder.resolve("server.properties").toString()));
  }

  private void awaitReady() throws BrokerException {
    Process child = process;
    if (child == null || !Cluster.answers(bootstrap(), READY, child::isAlive)) {
      close();
      throw new BrokerException(
          "the broker did not start on port "
              + brokerPort
              + "; see "
              + folder.resolve("broker.log"));
    }
  }

  /** Ends the child at once, as a crash would. */
  public void kill() {
    Process child = process;
    if (child != null) {
      child.destroyForcibly();
      waitFor(child, 10);
    }
  }

  /** Id of the child process. */
  public long pid() {
    return process == null ? -1 : process.pid();
  }

  /** Stops the child in order; after ten seconds it is killed. */
  @Override
  public void close() {
    Process child = process;
    if (child != null) {
      child.destroy();
      if (!waitFor(child, 10)) {
        kill();
      }
    }
  }

  private static boolean waitFor(Process child, int seconds) {
    try {
      return child.waitFor(seconds, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  private void format() throws BrokerException {
    if (Files.exists(data.resolve("meta.properties"))) {
      return;
    }
    try {
      new Formatter()
          .setPrintStream(new PrintStream(OutputStream.nullOutputStream()))
          .setNodeId(1)
          .setClusterId(Uuid.randomUuid().toString())
          .addDirectory(data.toString())
          .setMetadataLogDirectory(data.toString())
          .setControllerListenerName("CONTROLLER")
          .setReleaseVersion(MetadataVersion.latestProduction())
          .setIgnoreFormatted(true)
          .run();
    } catch (Exception e) {
      throw new BrokerException(data + ": cannot be formatted: " + reason(e), e);
    }
  }

  private static int[] ports(Path file, int wanted) throws IOException, BrokerException {
    Properties kept = new Properties();
    if (Files.exists(file)) {
      try (InputStream in = Files.newInputStream(file)) {
        kept.load(in);
      }
    }
    int broker = wanted > 0 ? wanted : Integer.parseInt(kept.getProperty("broker", "0"));
    int controller = Integer.parseInt(kept.getProperty("controller", "0"));
    broker = broker > 0 ? broker : freePort(0);
    controller = controller > 0 ? controller : freePort(broker);
    requireFree(broker);
    kept.setProperty("broker", Integer.toString(broker));
    kept.setProperty("controller", Integer.toString(controller));
    try (OutputStream out = Files.newOutputStream(file)) {
      kept.store(out, null);
    }
    return new int[] {broker, controller};
  }

  private static void requireFree(int port) throws BrokerException {
    if (!isFree(port)) {
      throw new BrokerException("port " + port + " is in use; choose another for the broker");
    }
  }

  /** Below the ephemeral range, so that a client cannot meet itself while the broker is down. */
  private static int freePort(int except) throws BrokerException {
    for (int i = 0; i < 200; i++) {
      int port = ThreadLocalRandom.current().nextInt(LOWEST_PORT, PAST_PORTS);
      if (port != except && isFree(port)) {
        return port;
      }
    }
    throw new BrokerException("no free port between " + LOWEST_PORT + " and " + PAST_PORTS);
  }

  private static boolean isFree(int port) {
    try (ServerSocket probe = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
      return probe.isBound();
    } catch (IOException e) {
      return false;
    }
  }

  private static String reason(Exception e) {
    return e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
  }
}
