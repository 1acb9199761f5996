package io.mastiff.standalone.command;

import io.mastiff.edge.EdgeRequest;
import io.mastiff.edge.Headers;
import io.mastiff.event.IpAddress;
import io.mastiff.standalone.UserError;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** An HTTP request's head in a file, as {@code curl -v} or a browser's tools show it. */
final class RequestFile {
  private static final int MOST_LINES = 500;

  private RequestFile() {}

  static EdgeRequest read(Path file) {
    List<String> lines = lines(file);
    IpAddress peer = IpAddress.v4(0x7f000001L);
    String scheme = "https";
    String[] start = {};
    Headers.Builder headers = Headers.builder();
    String host = "";
    for (String raw : lines) {
      String line = raw.startsWith("> ") ? raw.substring(2) : raw;
      if (line.startsWith("# peer:")) {
        peer = address(file, line.substring(7).trim());
      } else if (line.startsWith("# scheme:")) {
        scheme = line.substring(9).trim();
      } else if (line.isBlank() || line.startsWith("#")) {
        continue;
      } else if (start.length == 0) {
        start = startLine(file, line);
      } else {
        int colon = line.indexOf(':');
        if (colon < 1) {
          throw new UserError(file + ": not a header field: " + line);
        }
        String value = line.substring(colon + 1).trim();
        headers.add(line.substring(0, colon).trim(), value);
        host = line.regionMatches(true, 0, "host:", 0, 5) ? value : host;
      }
    }
    if (start.length == 0) {
      throw new UserError(file + ": holds no request; begin with a line such as GET / HTTP/1.1");
    }
    return new EdgeRequest(start[0], start[1], host, peer, scheme, start[2], headers.build());
  }

  private static List<String> lines(Path file) {
    try {
      List<String> lines = Files.readAllLines(file);
      if (lines.size() > MOST_LINES) {
        throw new UserError(file + ": a request's head has at most " + MOST_LINES + " lines");
      }
      return lines;
    } catch (IOException e) {
      throw new UserError(file + ": no such file, or it cannot be read as text");
    }
  }

  private static String[] startLine(Path file, String line) {
    String[] parts = line.trim().split(" ");
    if (parts.length != 3 || !parts[1].startsWith("/")) {
      throw new UserError(file + ": not a request line such as GET /p/1 HTTP/1.1: " + line);
    }
    return parts;
  }

  private static IpAddress address(Path file, String text) {
    return IpAddress.parse(text)
        .orElseThrow(() -> new UserError(file + ": # peer: is no address: " + text));
  }
}
