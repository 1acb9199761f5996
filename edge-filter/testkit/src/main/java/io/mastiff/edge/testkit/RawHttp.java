package io.mastiff.edge.testkit;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Sends requests byte for byte as given and reads one answer; for tests that care about order. */
public final class RawHttp {
  private static final int TIMEOUT_MS = 10_000;

  private RawHttp() {}

  /**
   * An answer as read from the wire.
   *
   * @param headers lines as they came
   */
  public record Reply(int status, List<String> headers, String body) {
    public Optional<String> header(String name) {
      String start = name.toLowerCase(Locale.ROOT) + ":";
      return headers.stream()
          .filter(line -> line.toLowerCase(Locale.ROOT).startsWith(start))
          .map(line -> line.substring(start.length()).trim())
          .findFirst();
    }
  }

  /** GET of {@code target} with these header lines, then the answer; the connection is closed. */
  public static Reply get(int port, String target, String... headerLines) throws IOException {
    String head = "GET " + target + " HTTP/1.1\r\n" + String.join("\r\n", headerLines) + "\r\n\r\n";
    return send(port, head.getBytes(StandardCharsets.ISO_8859_1));
  }

  /** Sends bytes on a new connection and reads one answer. */
  public static Reply send(int port, byte[] request) throws IOException {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      socket.setSoTimeout(TIMEOUT_MS);
      socket.getOutputStream().write(request);
      socket.getOutputStream().flush();
      return read(new BufferedInputStream(socket.getInputStream()));
    }
  }

  /** Reads one answer with a length, chunks, or until the end. */
  public static Reply read(InputStream in) throws IOException {
    String status = line(in);
    List<String> headers = new ArrayList<>();
    for (String line = line(in); !line.isEmpty(); line = line(in)) {
      headers.add(line);
    }
    int code = Integer.parseInt(status.split(" ", 3)[1]);
    Reply head = new Reply(code, headers, "");
    return new Reply(code, headers, body(in, head));
  }

  private static String body(InputStream in, Reply head) throws IOException {
    if (head.status() == 204 || head.status() == 304 || head.status() < 200) {
      return "";
    }
    Optional<String> length = head.header("Content-Length");
    if (length.isPresent()) {
      return text(in.readNBytes(Integer.parseInt(length.get())));
    }
    if (head.header("Transfer-Encoding").isPresent()) {
      ByteArrayOutputStream body = new ByteArrayOutputStream();
      for (int n = chunk(in); n > 0; n = chunk(in)) {
        body.write(in.readNBytes(n));
        line(in);
      }
      line(in);
      return text(body.toByteArray());
    }
    return text(in.readAllBytes());
  }

  private static int chunk(InputStream in) throws IOException {
    return Integer.parseInt(line(in).trim(), 16);
  }

  private static String line(InputStream in) throws IOException {
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    for (int b = in.read(); b != '\n'; b = in.read()) {
      if (b < 0) {
        throw new IOException("the connection ended within a line: " + line);
      }
      if (b != '\r') {
        line.write(b);
      }
    }
    return line.toString(StandardCharsets.ISO_8859_1);
  }

  private static String text(byte[] bytes) {
    return new String(bytes, StandardCharsets.UTF_8);
  }
}
