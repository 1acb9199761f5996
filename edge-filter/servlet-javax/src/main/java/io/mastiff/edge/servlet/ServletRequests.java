package io.mastiff.edge.servlet;

import io.mastiff.edge.EdgeRequest;
import io.mastiff.edge.Headers;
import io.mastiff.event.IpAddress;
import java.util.Enumeration;
import javax.servlet.http.HttpServletRequest;

/** Reads a container's request as the engine wants it; never touches the body or its parameters. */
final class ServletRequests {
  private static final IpAddress NOWHERE = IpAddress.v4(0);

  private ServletRequests() {}

  static EdgeRequest read(HttpServletRequest request) {
    Headers headers = headers(request);
    String query = request.getQueryString();
    String target = request.getRequestURI();
    return new EdgeRequest(
        request.getMethod(),
        query == null ? target : target + "?" + query,
        headers.text("host"),
        IpAddress.parse(withoutZone(request.getRemoteAddr())).orElse(NOWHERE),
        request.getScheme(),
        request.getProtocol(),
        headers);
  }

  private static Headers headers(HttpServletRequest request) {
    Headers.Builder headers = Headers.builder();
    Enumeration<String> names = request.getHeaderNames();
    while (names.hasMoreElements()) {
      String name = names.nextElement();
      Enumeration<String> values = request.getHeaders(name);
      while (values.hasMoreElements()) {
        headers.add(name, values.nextElement());
      }
    }
    return headers.build();
  }

  private static String withoutZone(String address) {
    int zone = address.indexOf('%');
    return zone < 0 ? address : address.substring(0, zone);
  }
}
