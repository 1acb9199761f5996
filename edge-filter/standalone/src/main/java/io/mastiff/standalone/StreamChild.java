package io.mastiff.standalone;

import io.mastiff.broker.ChildJvm;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** The stream as a child process: {@code mastiff stream}, which ends with its parent. */
public final class StreamChild implements AutoCloseable {
  /** What the child prints once it processes. */
  public static final String RUNNING = "stream: running";

  /** What comes before the port of its figures. */
  public static final String ADMIN = "stream: admin on port ";

  /** Quick to start, for work of minutes. */
  private static final List<String> BRIEF =
      List.of(
          "-Xms128m", "-Xmx512m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-Xshare:auto");

  /** As an operator would run it on a small machine. */
  public static final List<String> LASTING =
      List.of("-Xms512m", "-Xmx512m", "-XX:+AlwaysPreTouch", "-XX:+UseSerialGC");

  private final Path folder;
  private final List<String> jvm;
  private final List<String> arguments;
  private CountDownLatch running = new CountDownLatch(1);
  private @Nullable Process process;
  private volatile String lastLine = "nothing";
  private volatile int adminPort = -1;
  private volatile boolean started;

  private StreamChild(Path folder, List<String> jvm, List<String> arguments) {
    this.folder = folder;
    this.jvm = jvm;
    this.arguments = arguments;
  }

  /**
   * Starts the child and waits until it processes.
   *
   * @param options of {@code mastiff stream} beside the cluster's address and the state's folder
   */
  public static StreamChild start(Path folder, String bootstrap, List<String> options) {
    return start(folder, bootstrap, BRIEF, options);
  }

  /** The same with options of the virtual machine. */
  public static StreamChild start(
      Path folder, String bootstrap, List<String> jvm, List<String> options) {
    List<String> arguments = new ArrayList<>(List.of("stream", "--kafka", bootstrap));
    arguments.addAll(List.of("--state-dir", folder.resolve("state").toString()));
    arguments.add("--exit-with-parent");
    arguments.addAll(options);
    StreamChild child = new StreamChild(folder, jvm, arguments);
    child.restart();
    return child;
  }

  /** Starts the child, for the first time or after {@link #kill}. */
  public void restart() {
    try {
      Files.createDirectories(folder);
      running = new CountDownLatch(1);
      started = false;
      Process child =
          new ProcessBuilder(ChildJvm.command(jvm, List.of(), Main.class.getName(), arguments))
              .redirectErrorStream(true)
              .start();
      process = child;
      Thread reader = new Thread(() -> copyOutput(child, running), "mastiff-stream-output");
      reader.setDaemon(true);
      reader.start();
    } catch (IOException e) {
      throw new UserError("the stream cannot be started: " + e.getMessage());
    }
    awaitRunning();
  }

  private void awaitRunning() {
    try {
      boolean said = running.await(Duration.ofSeconds(60).toMillis(), TimeUnit.MILLISECONDS);
      if (!said || !started) {
        close();
        throw new UserError("the stream did not start; it said last: " + lastLine);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void copyOutput(Process child, CountDownLatch latch) {
    Path file = folder.resolve("stream.out");
    try (BufferedReader out =
        new BufferedReader(new InputStreamReader(child.getInputStream(), StandardCharsets.UTF_8))) {
      for (String line = out.readLine(); line != null; line = out.readLine()) {
        lastLine = line;
        Files.writeString(file, line + "\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        if (line.startsWith(ADMIN)) {
          adminPort = Integer.parseInt(line.substring(ADMIN.length()));
        }
        if (line.startsWith(RUNNING)) {
          started = true;
          latch.countDown();
        }
      }
    } catch (IOException e) {
      lastLine = "its output cannot be read: " + e.getMessage();
    } finally {
      latch.countDown();
    }
  }

  /** Port of its figures; what it printed, where it was started with {@code --admin}. */
  public int adminPort() {
    return adminPort;
  }

  /** CPU that the child took since it started. */
  public Duration cpu() {
    Process child = process;
    return child == null ? Duration.ZERO : child.info().totalCpuDuration().orElse(Duration.ZERO);
  }

  /** Ends the child at once, as a crash would. */
  public void kill() {
    stop(true);
  }

  @Override
  public void close() {
    stop(false);
  }

  private void stop(boolean forcibly) {
    Process child = process;
    if (child == null) {
      return;
    }
    try {
      if (forcibly) {
        child.destroyForcibly();
      } else {
        child.destroy();
      }
      if (!child.waitFor(12, TimeUnit.SECONDS)) {
        child.destroyForcibly();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
