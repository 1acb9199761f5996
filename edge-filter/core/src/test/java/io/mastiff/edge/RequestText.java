package io.mastiff.edge;

import io.mastiff.event.IpAddress;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * A request written as text: method, target and protocol, then its fields, one a line.
 *
 * <p>The fields {@code :peer} and {@code :scheme} stand for the connection. Bytes are UTF-8 where
 * they can be, else Latin-1, as servers read them.
 */
public final class RequestText {
  private static final IpAddress PEER = IpAddress.v4(0xcb007107L);

  private RequestText() {}

  /** The request in these bytes; what is missing has a default. */
  public static EdgeRequest parse(byte[] bytes) {
    String[] lines = decoded(bytes).split("\n", -1);
    String[] start = lines[0].split(" ", 3);
    Headers.Builder headers = Headers.builder();
    IpAddress peer = PEER;
    String scheme = "https";
    String host = "";
    for (int i = 1; i < lines.length; i++) {
      int colon = lines[i].indexOf(':', 1);
      if (colon < 0) {
        continue;
      }
      String name = lines[i].substring(0, colon);
      String value = lines[i].substring(colon + 1).trim();
      switch (name) {
        case ":peer" -> peer = IpAddress.parse(value).orElse(PEER);
        case ":scheme" -> scheme = value;
        default -> headers.add(name, value);
      }
      host = host.isEmpty() && name.equalsIgnoreCase("host") ? value : host;
    }
    return new EdgeRequest(
        start[0],
        start.length > 1 ? start[1] : "/",
        host,
        peer,
        scheme,
        start.length > 2 ? start[2] : "HTTP/1.1",
        headers.build());
  }

  /** The text in these bytes: UTF-8 where they are that, else Latin-1. */
  public static String decoded(byte[] bytes) {
    return utf8(bytes).orElseGet(() -> new String(bytes, StandardCharsets.ISO_8859_1));
  }

  /** Whether the text has no half of a surrogate pair, which neither UTF-8 nor Latin-1 can hold. */
  public static boolean isWhole(String text) {
    return StandardCharsets.UTF_8.newEncoder().canEncode(text);
  }

  private static Optional<String> utf8(byte[] bytes) {
    try {
      return Optional.of(
          StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString());
    } catch (CharacterCodingException e) {
      return Optional.empty();
    }
  }
}
