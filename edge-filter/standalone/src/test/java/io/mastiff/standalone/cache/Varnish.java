package io.mastiff.standalone.cache;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/** A real Varnish in front of one server, as a child process on 127.0.0.1. */
final class Varnish implements AutoCloseable {
  private static final Path PROGRAM = Path.of("/usr/sbin/varnishd");
  private static final Path GUIDE = Path.of("../../docs/operations/examples/mastiff.vcl");

  /** Includes the guide's file. */
  static final String OURS = "include \"" + GUIDE.toAbsolutePath().normalize() + "\";\n";

  private final Process process;
  private final int port;

  private Varnish(Process process, int port) {
    this.process = process;
    this.port = port;
  }

  static boolean isInstalled() {
    return Files.isExecutable(PROGRAM);
  }

  /**
   * Starts one with an empty cache.
   *
   * @param folder for its files; made if absent
   * @param vcl what follows the back end in its VCL; empty for the built-in VCL alone
   */
  static Varnish start(Path folder, int backend, String vcl) throws IOException {
    Files.createDirectories(folder);
    Path config = folder.resolve("shop.vcl");
    Files.writeString(
        config,
        "vcl 4.0;\nbackend default { .host = \"127.0.0.1\"; .port = \"%d\"; }\n%s"
            .formatted(backend, vcl));
    int port = freePort();
    Process process =
        new ProcessBuilder(
                PROGRAM.toString(),
                "-F",
                "-j",
                "none",
                "-n",
                folder.resolve("work").toString(),
                "-a",
                "127.0.0.1:" + port,
                "-f",
                config.toString(),
                "-s",
                "malloc,32m",
                "-l",
                "4m",
                "-p",
                "thread_pools=1",
                "-p",
                "thread_pool_min=20",
                "-p",
                "thread_pool_max=200")
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("varnish.out").toFile())
            .start();
    Varnish varnish = new Varnish(process, port);
    try {
      await()
          .atMost(30, TimeUnit.SECONDS)
          .failFast("varnishd ended", () -> !process.isAlive())
          .until(varnish::accepts);
    } catch (RuntimeException e) {
      varnish.close();
      throw new IOException(Files.readString(folder.resolve("varnish.out")), e);
    }
    return varnish;
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }

  private boolean accepts() {
    try (Socket socket = new Socket()) {
      socket.connect(new InetSocketAddress("127.0.0.1", port), 1_000);
      return true;
    } catch (IOException e) {
      return false;
    }
  }

  int port() {
    return port;
  }

  @Override
  public void close() {
    process.destroy();
    try {
      if (!process.waitFor(5, TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }
}
