package io.mastiff.containers;

import io.mastiff.edge.DecisionEngine;
import io.mastiff.edge.servlet.DoorFilter;
import io.mastiff.edge.testkit.DoorKit;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.catalina.Context;
import org.apache.catalina.startup.Tomcat;
import org.apache.tomcat.util.descriptor.web.FilterDef;
import org.apache.tomcat.util.descriptor.web.FilterMap;

/** The kit over the filter in Tomcat 11. */
class Tomcat11Test extends DoorKit {
  private Tomcat tomcat;

  @Override
  protected int start(DecisionEngine engine) throws Exception {
    Path base = Files.createTempDirectory("tomcat");
    tomcat = new Tomcat();
    tomcat.setBaseDir(base.toString());
    tomcat.setPort(0);
    Context context = tomcat.addContext("", base.toString());
    FilterDef filter = new FilterDef();
    filter.setFilterName("mastiff");
    filter.setFilter(new DoorFilter(engine));
    filter.setAsyncSupported("true");
    context.addFilterDef(filter);
    FilterMap map = new FilterMap();
    map.setFilterName("mastiff");
    map.addURLPattern("/*");
    context.addFilterMap(map);
    Tomcat.addServlet(context, "store", new Store());
    context.addServletMappingDecoded("/*", "store");
    tomcat.start();
    return tomcat.getConnector().getLocalPort();
  }

  @Override
  protected void stop() throws Exception {
    tomcat.stop();
    tomcat.destroy();
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
