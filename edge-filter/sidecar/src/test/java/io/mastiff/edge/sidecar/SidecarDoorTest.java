package io.mastiff.edge.sidecar;

import com.sun.net.httpserver.HttpServer;
import io.mastiff.edge.DecisionEngine;
import io.mastiff.edge.testkit.DoorKit;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;

/** The kit over the reverse proxy. */
class SidecarDoorTest extends DoorKit {
  private HttpServer store;
  private Sidecar sidecar;

  @Override
  protected int start(DecisionEngine engine) throws Exception {
    store = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    store.createContext(
        "/",
        exchange -> {
          byte[] body = "store".getBytes(StandardCharsets.UTF_8);
          exchange.sendResponseHeaders(200, body.length);
          exchange.getResponseBody().write(body);
          exchange.close();
        });
    store.start();
    InetSocketAddress listen = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
    sidecar = Sidecar.start(SidecarSettings.proxy(listen, store.getAddress()), engine);
    return sidecar.port();
  }

  @Override
  protected void stop() {
    sidecar.close();
    store.stop(0);
  }
}
