package io.mastiff.containers;

import io.mastiff.edge.DecisionEngine;
import io.mastiff.edge.servlet.DoorFilter;
import io.mastiff.edge.testkit.DoorKit;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.EnumSet;
import org.eclipse.jetty.ee10.servlet.FilterHolder;
import org.eclipse.jetty.ee10.servlet.ServletContextHandler;
import org.eclipse.jetty.ee10.servlet.ServletHolder;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;

/** The kit over the filter in Jetty 12 (EE 10). */
class Jetty12Test extends DoorKit {
  private Server server;

  @Override
  protected int start(DecisionEngine engine) throws Exception {
    server = new Server();
    ServerConnector connector = new ServerConnector(server);
    connector.setHost("127.0.0.1");
    server.addConnector(connector);
    ServletContextHandler context =
        new ServletContextHandler("/", ServletContextHandler.NO_SESSIONS);
    FilterHolder filter = new FilterHolder(new DoorFilter(engine));
    filter.setAsyncSupported(true);
    context.addFilter(filter, "/*", EnumSet.of(DispatcherType.REQUEST));
    context.addServlet(new ServletHolder(new Store()), "/*");
    server.setHandler(context);
    server.start();
    return connector.getLocalPort();
  }

  @Override
  protected void stop() throws Exception {
    server.stop();
  }

  private static final class Store extends HttpServlet {
    private static final long serialVersionUID = 1L;

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response)
        throws IOException {
      response.getOutputStream().print("store");
    }
  }
}
