package io.mastiff.edge.sidecar;

import io.mastiff.edge.DecisionEngine;
import io.mastiff.event.RequestEvent;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Queue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.LinkedBlockingQueue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** A sidecar before an origin whose bytes the test writes itself. */
abstract class ScriptedOrigin {
  final BlockingQueue<RequestEvent> events = new LinkedBlockingQueue<>();
  final Queue<String> heads = new ConcurrentLinkedQueue<>();
  ServerSocket origin;
  Sidecar sidecar;

  /** Serves one connection of the origin. */
  interface Script {
    void serve(InputStream in, OutputStream out) throws Exception;
  }

  @BeforeEach
  void listen() throws IOException {
    origin = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
  }

  @AfterEach
  void close() throws IOException {
    origin.close();
    if (sidecar != null) {
      sidecar.close();
    }
  }

  int start(Script script) throws IOException {
    return start(script, Duration.ofSeconds(10));
  }

  int start(Script script, Duration responseTimeout) throws IOException {
    Thread acceptor =
        new Thread(
            () -> {
              while (!origin.isClosed()) {
                try {
                  Socket socket = origin.accept();
                  new Thread(() -> serve(script, socket)).start();
                } catch (IOException e) {
                  return;
                }
              }
            });
    acceptor.setDaemon(true);
    acceptor.start();
    InetSocketAddress listen = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
    InetSocketAddress store = (InetSocketAddress) origin.getLocalSocketAddress();
    DecisionEngine engine = DecisionEngine.builder().publisher(events::add).build();
    sidecar =
        Sidecar.start(
            SidecarSettings.proxy(listen, store)
                .withAdmin(listen)
                .withResponseTimeout(responseTimeout),
            engine,
            1);
    return sidecar.port();
  }

  static void serve(Script script, Socket socket) {
    try (socket) {
      script.serve(new BufferedInputStream(socket.getInputStream()), socket.getOutputStream());
    } catch (Exception e) {
      // A connection that the test ended.
    }
  }

  String readHead(InputStream in) throws IOException {
    StringBuilder head = new StringBuilder();
    while (head.indexOf("\r\n\r\n") < 0) {
      int b = in.read();
      if (b < 0) {
        throw new IOException("ended");
      }
      head.append((char) b);
    }
    heads.add(head.toString());
    return head.toString();
  }

  static void write(OutputStream out, String text) throws IOException {
    out.write(text.getBytes(StandardCharsets.ISO_8859_1));
    out.flush();
  }

  static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.ISO_8859_1);
  }
}
