package io.mastiff.all;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.lang.ref.WeakReference;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.jar.JarFile;
import java.util.stream.Stream;
import org.apache.catalina.Context;
import org.apache.catalina.startup.Tomcat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The one jar in {@code WEB-INF/lib} of a web application that is deployed again and again. */
class OneJarIT {
  private static final int TIMES = 20;
  private static final int TIMES_WITH_KAFKA = 4;

  /** The JDK's record methods hold the class they were last asked for. */
  private static final int MOST_ALIVE = 1;

  private static final String CRAWLER = "Mozilla/5.0 (compatible; Googlebot/2.1)";
  private static final String SHOPPER = "Mozilla/5.0";
  private static final String POLICY =
      """
      mode: enforce
      trust: {proxies: [127.0.0.1/32], source: x-forwarded-for}
      crawlers: {nameServers: ['127.0.0.1:1']}
      """;

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

  /**
   * @param scanned whether the container looks for annotations, which takes it half a second
   */
  private Path application(boolean scanned, String parameters) throws IOException {
    Path web = folder.resolve("shop");
    Path lib = Files.createDirectories(web.resolve("WEB-INF/lib"));
    Files.copy(jar(), lib.resolve("mastiff.jar"));
    Path api =
        Path.of(
            org.slf4j.Logger.class.getProtectionDomain().getCodeSource().getLocation().getPath());
    Files.copy(api, lib.resolve("slf4j.jar"));
    Files.writeString(web.resolve("mastiff.yaml"), POLICY);
    Files.writeString(web.resolve("index.html"), "<h1>shop</h1>");
    Files.writeString(
        web.resolve("WEB-INF/web.xml"),
        "<web-app metadata-complete=\""
            + !scanned
            + "\">"
            + parameter("policy", web.resolve("mastiff.yaml").toString())
            + parameter("data-dir", folder.resolve("data").toString())
            + parameters
            + "</web-app>");
    return web;
  }

  private static String parameter(String name, String value) {
    return "<context-param><param-name>mastiff."
        + name
        + "</param-name><param-value>"
        + value
        + "</param-value></context-param>";
  }

  @Test
  void itRegistersItselfAndLeavesNoThreadAndNoClassBehind() throws Exception {
    assertThat(redeploy(TIMES, application(false, ""))).isLessThan(Duration.ofSeconds(1));
  }

  @Test
  void itLeavesAtOnceWhereKafkaDoesNotAnswer() throws Exception {
    assertThat(redeploy(TIMES_WITH_KAFKA, application(true, parameter("kafka", "127.0.0.1:1"))))
        .isBetween(Duration.ofMillis(500), Duration.ofSeconds(3));
  }

  /** Deploys and removes it again and again; how long the slowest removal took. */
  private Duration redeploy(int times, Path web) throws Exception {
    Tomcat tomcat = new Tomcat();
    tomcat.setBaseDir(folder.resolve("base").toString());
    tomcat.setPort(0);
    tomcat.getConnector().setProperty("address", "127.0.0.1");
    tomcat.start();
    List<WeakReference<ClassLoader>> loaders = new ArrayList<>();
    Duration slowest = Duration.ZERO;
    for (int i = 0; i < times; i++) {
      Context context = tomcat.addWebapp("/shop", web.toString());
      loaders.add(new WeakReference<>(context.getLoader().getClassLoader()));
      int port = tomcat.getConnector().getLocalPort();
      assertThat(cookieOf(port, SHOPPER))
          .as("the filter registered itself and enforces")
          .startsWith("mastiff=");
      cookieOf(port, CRAWLER);
      long start = System.nanoTime();
      tomcat.getHost().removeChild(context);
      context.destroy();
      Duration took = Duration.ofNanos(System.nanoTime() - start);
      slowest = took.compareTo(slowest) > 0 ? took : slowest;
    }
    assertThat(Thread.getAllStackTraces().keySet())
        .extracting(Thread::getName)
        .noneMatch(name -> name.matches("(mastiff|kafka|dnsjava).*"));
    assertThat(alive(loaders)).as("class loaders that stay").isLessThanOrEqualTo(MOST_ALIVE);
    tomcat.stop();
    tomcat.destroy();
    return slowest;
  }

  private static long alive(List<WeakReference<ClassLoader>> loaders) throws InterruptedException {
    long alive = loaders.size();
    for (int i = 0; i < 10 && alive > MOST_ALIVE; i++) {
      System.gc();
      Thread.sleep(100);
      alive = loaders.stream().filter(loader -> loader.get() != null).count();
    }
    return alive;
  }

  private static String cookieOf(int port, String agent) throws IOException {
    HttpURLConnection connection =
        (HttpURLConnection)
            URI.create("http://127.0.0.1:" + port + "/shop/index.html").toURL().openConnection();
    connection.setRequestProperty("User-Agent", agent);
    connection.setRequestProperty("X-Forwarded-For", "198.51.100.5");
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
