package io.mastiff.standalone.command;

import io.mastiff.standalone.UserError;
import java.net.InetSocketAddress;

/** Reads {@code HOST:PORT}, {@code PORT} and {@code http://HOST:PORT}. */
final class Addresses {
  private Addresses() {}

  static InetSocketAddress parse(String option, String text) {
    String plain = text.startsWith("http://") ? text.substring(7) : text;
    plain = plain.endsWith("/") ? plain.substring(0, plain.length() - 1) : plain;
    int colon = plain.lastIndexOf(':');
    String host = colon < 0 ? "127.0.0.1" : plain.substring(0, colon);
    int port = port(option, text, colon < 0 ? plain : plain.substring(colon + 1));
    InetSocketAddress address = new InetSocketAddress(host.replaceAll("[\\[\\]]", ""), port);
    if (address.isUnresolved()) {
      throw new UserError(option + " " + text + ": the host name is not known");
    }
    return address;
  }

  private static int port(String option, String text, String digits) {
    try {
      int port = Integer.parseInt(digits);
      if (port >= 0 && port <= 65_535) {
        return port;
      }
    } catch (NumberFormatException e) {
      throw new UserError(option + " " + text + ": give HOST:PORT, such as 127.0.0.1:8080");
    }
    throw new UserError(option + " " + text + ": a port is 0 to 65535");
  }
}
