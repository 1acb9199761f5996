package io.mastiff.standalone.cache;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A browser with an address of 127.0.0.0/8 and a cookie jar of its own. */
final class Shopper {
  private final String address;
  private final int port;
  private final Map<String, String> jar = new LinkedHashMap<>();
  private final List<String> issued = new ArrayList<>();

  Shopper(String address, int port) {
    this.address = address;
    this.port = port;
  }

  /** Values of the visitor cookies that it was given, in order. */
  List<String> issued() {
    return issued;
  }

  /** Asks for a page with the cookies of its jar, and keeps those that come back. */
  Reply get(String target) throws IOException {
    String cookies =
        String.join(
            "; ", jar.entrySet().stream().map(c -> c.getKey() + "=" + c.getValue()).toList());
    String request =
        "GET "
            + target
            + " HTTP/1.1\r\nHost: shop.test\r\n"
            + "Connection: close\r\nUser-Agent: Mozilla/5.0 (X11; Linux x86_64)"
            + " AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Safari/537.36\r\n"
            + "Accept: text/html,application/xhtml+xml,*/*;q=0.8\r\n"
            + "Accept-Encoding: gzip, deflate\r\nAccept-Language: de,en;q=0.5\r\n"
            + (cookies.isEmpty() ? "" : "Cookie: " + cookies + "\r\n")
            + "\r\n";
    String answer;
    try (Socket socket =
        new Socket(InetAddress.getByName("127.0.0.1"), port, InetAddress.getByName(address), 0)) {
      socket.setSoTimeout(30_000);
      socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
      answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
    }
    Reply reply = new Reply(answer);
    for (String cookie : reply.all("Set-Cookie")) {
      String[] pair = cookie.split(";", 2)[0].split("=", 2);
      jar.put(pair[0], pair[1]);
      if (pair[0].equals("mastiff")) {
        issued.add(pair[1]);
      }
    }
    return reply;
  }

  /**
   * What came back.
   *
   * @param text head and body as they came
   */
  record Reply(String text) {
    int status() {
      return Integer.parseInt(text.substring(9, 12));
    }

    List<String> all(String name) {
      return text.lines()
          .takeWhile(line -> !line.isEmpty())
          .filter(line -> line.regionMatches(true, 0, name + ":", 0, name.length() + 1))
          .map(line -> line.substring(name.length() + 1).trim())
          .toList();
    }

    Optional<String> header(String name) {
      return all(name).stream().findFirst();
    }

    /** Whether it came out of the cache: then Varnish names the request that put it there too. */
    boolean isHit() {
      return header("X-Varnish").orElse("").contains(" ");
    }
  }
}
