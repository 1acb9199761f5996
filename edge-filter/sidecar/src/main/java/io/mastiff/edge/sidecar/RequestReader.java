package io.mastiff.edge.sidecar;

import io.mastiff.edge.EdgeRequest;
import io.mastiff.edge.Headers;
import io.mastiff.event.IpAddress;
import io.netty.channel.Channel;
import io.netty.handler.codec.http.HttpRequest;
import java.net.InetSocketAddress;
import java.util.Iterator;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads Netty's request as the engine wants it. */
final class RequestReader {
  private RequestReader() {}

  static EdgeRequest read(HttpRequest request, Channel channel) {
    Headers headers = headers(request);
    return new EdgeRequest(
        request.method().name(),
        target(request.uri()),
        headers.text("host"),
        peer(channel),
        "http",
        request.protocolVersion().text(),
        headers);
  }

  /**
   * What a proxy asks about, in forward-auth. Only the fields that the dialect's proxy itself sets
   * are read: the other dialect's could come from the client.
   */
  static EdgeRequest readForwarded(
      HttpRequest request, Channel channel, SidecarSettings.@Nullable Dialect dialect) {
    Headers headers = headers(request);
    boolean nginx = dialect == SidecarSettings.Dialect.NGINX;
    String uri = headers.text(nginx ? "x-original-uri" : "x-forwarded-uri");
    String method = headers.text("x-forwarded-method");
    String host = headers.text(nginx ? "host" : "x-forwarded-host");
    return new EdgeRequest(
        orGet(method),
        target(slash(uri)),
        host.isEmpty() ? headers.text("host") : host,
        peer(channel),
        headers.text("x-forwarded-proto"),
        request.protocolVersion().text(),
        headers);
  }

  static IpAddress peer(Channel channel) {
    return IpAddress.of(((InetSocketAddress) channel.remoteAddress()).getAddress().getAddress());
  }

  private static Headers headers(HttpRequest request) {
    Headers.Builder headers = Headers.builder();
    Iterator<Map.Entry<CharSequence, CharSequence>> fields =
        request.headers().iteratorCharSequence();
    while (fields.hasNext()) {
      Map.Entry<CharSequence, CharSequence> field = fields.next();
      headers.add(field.getKey().toString(), field.getValue().toString());
    }
    return headers.build();
  }

  /** The path and query of an absolute-form target too. */
  private static String target(String uri) {
    int scheme = uri.indexOf("://");
    if (scheme < 0 || uri.startsWith("/")) {
      return uri;
    }
    int path = uri.indexOf('/', scheme + 3);
    return path < 0 ? "/" : uri.substring(path);
  }

  private static String orGet(String method) {
    return method.isEmpty() ? "GET" : method;
  }

  private static String slash(String uri) {
    return uri.isEmpty() ? "/" : uri;
  }
}
