package io.mastiff.standalone.store;

import io.mastiff.edge.DecisionEngine;
import io.mastiff.edge.servlet.DoorFilter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.Stream;
import org.apache.catalina.Context;
import org.apache.catalina.LifecycleException;
import org.apache.catalina.connector.Connector;
import org.apache.catalina.startup.Tomcat;
import org.apache.tomcat.util.descriptor.web.FilterDef;
import org.apache.tomcat.util.descriptor.web.FilterMap;
import org.jspecify.annotations.Nullable;

/** The demo store in an embedded Tomcat, bare or with the filter in it. */
public final class DemoStore implements AutoCloseable {
  private static final int THREADS = 400;
  private static final Logger TOMCAT = Logger.getLogger("org.apache");

  private final Tomcat tomcat;
  private final Path base;

  private DemoStore(Tomcat tomcat, Path base) {
    this.tomcat = tomcat;
    this.base = base;
  }

  /**
   * Starts the store on a loopback port.
   *
   * @param port 0 for a free one
   * @param engine the door inside the store; null for a bare store
   */
  public static DemoStore start(int port, Database database, @Nullable DecisionEngine engine)
      throws IOException {
    TOMCAT.setLevel(Level.SEVERE);
    Path base = Files.createTempDirectory("mastiff-store");
    Tomcat tomcat = new Tomcat();
    tomcat.setBaseDir(base.toString());
    Connector connector = new Connector();
    connector.setPort(port);
    connector.setProperty("address", "127.0.0.1");
    connector.setProperty("maxThreads", Integer.toString(THREADS));
    connector.setProperty("maxKeepAliveRequests", "-1");
    connector.setProperty("bindOnInit", "true");
    tomcat.setConnector(connector);
    Context context = tomcat.addContext("", base.toString());
    if (engine != null) {
      addFilter(context, engine);
    }
    Tomcat.addServlet(context, "store", new StoreServlet(database)).setAsyncSupported(true);
    context.addServletMappingDecoded("/*", "store");
    try {
      tomcat.start();
    } catch (LifecycleException e) {
      throw new IOException("the demo store cannot start on port " + port, e);
    }
    return new DemoStore(tomcat, base);
  }

  private static void addFilter(Context context, DecisionEngine engine) {
    FilterDef filter = new FilterDef();
    filter.setFilterName("mastiff");
    filter.setFilter(new DoorFilter(engine));
    filter.setAsyncSupported("true");
    context.addFilterDef(filter);
    FilterMap map = new FilterMap();
    map.setFilterName("mastiff");
    map.addURLPattern("/*");
    context.addFilterMap(map);
  }

  public int port() {
    return tomcat.getConnector().getLocalPort();
  }

  @Override
  public void close() {
    try {
      tomcat.stop();
      tomcat.destroy();
      try (Stream<Path> files = Files.walk(base)) {
        for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
          Files.deleteIfExists(file);
        }
      }
    } catch (LifecycleException | IOException e) {
      TOMCAT.log(Level.FINE, "the demo store did not stop cleanly", e);
    }
  }
}
