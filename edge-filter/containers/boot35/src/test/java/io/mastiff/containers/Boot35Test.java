package io.mastiff.containers;

import io.mastiff.edge.DecisionEngine;
import io.mastiff.edge.testkit.DoorKit;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.web.servlet.ServletRegistrationBean;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The kit over the starter in a Spring Boot application. */
class Boot35Test extends DoorKit {
  private ConfigurableApplicationContext application;

  @Override
  protected int start(DecisionEngine engine) {
    application =
        new SpringApplicationBuilder(Shop.class)
            .initializers(
                context -> context.getBeanFactory().registerSingleton("doorEngine", engine))
            .properties("server.port=0", "spring.main.banner-mode=off", "server.address=127.0.0.1")
            .run();
    return Integer.parseInt(application.getEnvironment().getProperty("local.server.port"));
  }

  @Override
  protected void stop() {
    application.close();
  }

  /** The shop. */
  @Configuration
  @EnableAutoConfiguration
  static class Shop {
    @Bean
    ServletRegistrationBean<HttpServlet> store() {
      return new ServletRegistrationBean<>(new Store(), "/*");
    }
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
