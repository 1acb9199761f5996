package io.mastiff.edge.servlet;

import static org.assertj.core.api.Assertions.assertThat;

import io.mastiff.edge.DecisionEngine;
import io.mastiff.edge.testkit.RawHttp;
import io.mastiff.event.RequestEvent;
import jakarta.servlet.AsyncContext;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.apache.catalina.Context;
import org.apache.catalina.startup.Tomcat;
import org.apache.tomcat.util.descriptor.web.FilterDef;
import org.apache.tomcat.util.descriptor.web.FilterMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Asynchronous and failing requests publish one event each, with the status that came of them. */
class AsyncRequestsTest {
  private final BlockingQueue<RequestEvent> events = new LinkedBlockingQueue<>();
  private Tomcat tomcat;

  @BeforeEach
  void start() throws Exception {
    Path base = Files.createTempDirectory("tomcat");
    tomcat = new Tomcat();
    tomcat.setBaseDir(base.toString());
    tomcat.setPort(0);
    Context context = tomcat.addContext("", base.toString());
    FilterDef filter = new FilterDef();
    filter.setFilterName("mastiff");
    filter.setFilter(new DoorFilter(DecisionEngine.builder().publisher(events::add).build()));
    filter.setAsyncSupported("true");
    context.addFilterDef(filter);
    FilterMap map = new FilterMap();
    map.setFilterName("mastiff");
    map.addURLPattern("/*");
    context.addFilterMap(map);
    Tomcat.addServlet(context, "store", new Store()).setAsyncSupported(true);
    context.addServletMappingDecoded("/*", "store");
    tomcat.start();
  }

  @AfterEach
  void stop() throws Exception {
    tomcat.stop();
    tomcat.destroy();
  }

  private int status(String target) throws Exception {
    RawHttp.get(tomcat.getConnector().getLocalPort(), target, "Host: h");
    RequestEvent event = events.poll(5, TimeUnit.SECONDS);
    assertThat(event).isNotNull();
    assertThat(events.poll(200, TimeUnit.MILLISECONDS)).as("a second event").isNull();
    return event.getStatus();
  }

  @Test
  void anAsynchronousAnswerIsPublishedWhenItIsComplete() throws Exception {
    assertThat(status("/async")).isEqualTo(202);
  }

  @Test
  void aServletThatThrowsIsPublishedAs500() throws Exception {
    assertThat(status("/throws")).isEqualTo(500);
  }

  @Test
  void aHeldOpenAnswerDoesNotHideItsRequest() throws Exception {
    Thread asking =
        new Thread(
            () -> {
              try {
                RawHttp.get(tomcat.getConnector().getLocalPort(), "/slow", "Host: h");
              } catch (IOException e) {
                throw new UncheckedIOException(e);
              }
            });
    long start = System.nanoTime();
    asking.start();

    RequestEvent event = events.poll(5, TimeUnit.SECONDS);
    assertThat((System.nanoTime() - start) / 1e9).isLessThan(2.8);
    assertThat(event.hasStatus()).isFalse();
    asking.join();
    assertThat(events).isEmpty();
  }

  @Test
  void aForwardIsOneRequest() throws Exception {
    assertThat(status("/forward")).isEqualTo(203);
  }

  private static final class Store extends HttpServlet {
    private static final long serialVersionUID = 1L;

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response)
        throws IOException {
      switch (request.getRequestURI()) {
        case "/async" -> async(request);
        case "/throws" -> throw new IllegalStateException("the store's own failure");
        case "/slow" -> sleep();
        case "/forward" -> forward(request, response);
        default -> response.setStatus(203);
      }
    }

    private static void sleep() {
      try {
        Thread.sleep(3_000);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }

    private static void async(HttpServletRequest request) {
      AsyncContext async = request.startAsync();
      new Thread(
              () -> {
                ((HttpServletResponse) async.getResponse()).setStatus(202);
                async.complete();
              })
          .start();
    }

    private static void forward(HttpServletRequest request, HttpServletResponse response)
        throws IOException {
      try {
        request.getRequestDispatcher("/target").forward(request, response);
      } catch (jakarta.servlet.ServletException e) {
        throw new IOException(e);
      }
    }
  }
}
