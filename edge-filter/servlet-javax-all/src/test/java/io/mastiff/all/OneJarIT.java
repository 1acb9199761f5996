package io.mastiff.all;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.jar.JarFile;
import java.util.stream.Stream;
import org.apache.catalina.Context;
import org.apache.catalina.startup.Tomcat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The one jar in {@code WEB-INF/lib} of a web application that is deployed again and again. */
class OneJarIT {
  private static final int TIMES = 3;
  @TempDir private Path folder;

  private static Path jar() throws IOException {
    try (Stream<Path> files = Files.list(Path.of("target"))) {
      return files
          .filter(f -> f.getFileName().toString().matches("mastiff-servlet-.*-all-.*[.]jar"))
          .filter(f -> !f.getFileName().toString().startsWith("original"))
          .findFirst()
          .orElseThrow();
    }
  }

  private Path application() throws IOException {
    Path web = folder.resolve("shop");
    Path lib = Files.createDirectories(web.resolve("WEB-INF/lib"));
    Files.copy(jar(), lib.resolve("mastiff.jar"));
    Path api =
        Path.of(
            org.slf4j.Logger.class.getProtectionDomain().getCodeSource().getLocation().getPath());
    Files.copy(api, lib.resolve("slf4j.jar"));
    Files.writeString(web.resolve("mastiff.yaml"), "mode: enforce\ncrawlers: {dns: false}\n");
    Files.writeString(web.resolve("index.html"), "<h1>shop</h1>");
    Files.writeString(
        web.resolve("WEB-INF/web.xml"),
        "<web-app><context-param><param-name>mastiff.policy</param-name><param-value>"
            + web.resolve("mastiff.yaml")
            + "</param-value></context-param><context-param><param-name>mastiff.data-dir</param-name>"
            + "<param-value>"
            + folder.resolve("data")
            + "</param-value></context-param></web-app>");
    return web;
  }

  @Test
  void itRegistersItselfAndLeavesNoThreadBehind() throws Exception {
    Path web = application();
    Tomcat tomcat = new Tomcat();
    tomcat.setBaseDir(folder.resolve("base").toString());
    tomcat.setPort(0);
    tomcat.getConnector().setProperty("address", "127.0.0.1");
    tomcat.start();
    for (int i = 0; i < TIMES; i++) {
      Context context = tomcat.addWebapp("/shop", web.toString());
      assertThat(cookieOf(tomcat.getConnector().getLocalPort()))
          .as("the filter registered itself and enforces")
          .startsWith("mastiff=");
      tomcat.getHost().removeChild(context);
      context.destroy();
    }
    assertThat(Thread.getAllStackTraces().keySet())
        .extracting(Thread::getName)
        .noneMatch(name -> name.startsWith("mastiff") || name.startsWith("kafka"));
    tomcat.stop();
    tomcat.destroy();
  }

  private static String cookieOf(int port) throws IOException {
    HttpURLConnection connection =
        (HttpURLConnection)
            URI.create("http://127.0.0.1:" + port + "/shop/index.html").toURL().openConnection();
    try (InputStream in = connection.getInputStream()) {
      in.readAllBytes();
    }
    String cookie = connection.getHeaderField("Set-Cookie");
    return cookie == null ? "" : cookie;
  }

  @Test
  void whatAStoreMayHaveItselfIsMovedOrLeftOut() throws IOException {
    try (JarFile jar = new JarFile(jar().toFile())) {
      List<String> names = jar.stream().map(e -> e.getName()).toList();
      assertThat(names)
          .noneMatch(
              n ->
                  n.startsWith("org/apache/kafka/")
                      || n.startsWith("com/google/protobuf/")
                      || n.startsWith("com/fasterxml/")
                      || n.startsWith("org/slf4j/")
                      || n.startsWith("io/micrometer/")
                      || n.startsWith("smile/"))
          .anyMatch(n -> n.startsWith("io/mastiff/moved/kafka/"))
          .anyMatch(n -> n.startsWith("META-INF/services/") && n.contains("ServletContainerInit"));
    }
  }
}
