package io.mastiff.standalone;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** A headless Chromium that a test drives through ChromeDriver (W3C WebDriver). */
final class Browser implements AutoCloseable {
  private static final Path CHROMIUM = Path.of("/usr/bin/chromium");
  private static final Path DRIVER = Path.of("/usr/bin/chromedriver");
  private static final JsonMapper JSON = JsonMapper.builder().build();

  private final HttpClient http = HttpClient.newHttpClient();
  private final Process driver;
  private final String base;
  private final String session;

  private Browser(Process driver, String base, String session) {
    this.driver = driver;
    this.base = base;
    this.session = session;
  }

  static boolean isInstalled() {
    return Files.isExecutable(CHROMIUM) && Files.isExecutable(DRIVER);
  }

  /**
   * @param language what it accepts first
   * @param script whether pages may run script
   */
  static Browser start(Path folder, String language, boolean script) throws Exception {
    int port;
    try (ServerSocket socket = new ServerSocket(0)) {
      port = socket.getLocalPort();
    }
    Process driver =
        new ProcessBuilder(DRIVER.toString(), "--port=" + port)
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("driver.log").toFile())
            .start();
    String base = "http://127.0.0.1:" + port;
    Browser booting = new Browser(driver, base, "");
    for (int i = 0; i < 100 && !booting.isReady(); i++) {
      Thread.sleep(100);
    }
    Map<String, Object> options =
        Map.of(
            "binary",
            CHROMIUM.toString(),
            "args",
            List.of(
                "--headless",
                "--no-sandbox",
                "--disable-gpu",
                "--disable-quic",
                "--no-first-run",
                "--disable-background-networking",
                "--disable-component-update",
                "--disable-sync",
                "--window-size=420,760",
                "--lang=" + language,
                "--accept-lang=" + language,
                "--user-data-dir=" + folder.resolve("profile-" + port)),
            "prefs",
            Map.of(
                "intl.accept_languages",
                language,
                "profile.managed_default_content_settings.javascript",
                script ? 1 : 2));
    JsonNode started =
        booting.call(
            "/session",
            Map.of("capabilities", Map.of("alwaysMatch", Map.of("goog:chromeOptions", options))));
    return new Browser(driver, base, started.path("sessionId").asText());
  }

  private boolean isReady() {
    try {
      return http.send(
              HttpRequest.newBuilder(URI.create(base + "/status")).build(),
              HttpResponse.BodyHandlers.ofString())
          .body()
          .contains("\"ready\":true");
    } catch (IOException | InterruptedException e) {
      return false;
    }
  }

  private JsonNode call(String path, Map<String, ?> body) throws Exception {
    HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(base + path));
    request =
        body.containsKey("GET")
            ? request.GET()
            : request.POST(HttpRequest.BodyPublishers.ofString(JSON.writeValueAsString(body)));
    HttpResponse<String> answer = http.send(request.build(), HttpResponse.BodyHandlers.ofString());
    JsonNode value = JSON.readTree(answer.body()).path("value");
    if (answer.statusCode() != 200) {
      throw new IOException(path + ": " + value.path("message").asText());
    }
    return value;
  }

  private JsonNode of(String path, Map<String, ?> body) throws Exception {
    return call("/session/" + session + path, body);
  }

  void open(String url) throws Exception {
    of("/url", Map.of("url", url));
  }

  String title() throws Exception {
    return of("/title", Map.of("GET", 1)).asText();
  }

  String source() throws Exception {
    return of("/source", Map.of("GET", 1)).asText();
  }

  String cookies() throws Exception {
    return of("/cookie", Map.of("GET", 1)).toString();
  }

  /** Opens a tab and goes there; its handle. */
  String newTab() throws Exception {
    String handle = of("/window/new", Map.of("type", "tab")).path("handle").asText();
    go(handle);
    return handle;
  }

  String tab() throws Exception {
    return of("/window", Map.of("GET", 1)).asText();
  }

  void go(String handle) throws Exception {
    of("/window", Map.of("handle", handle));
  }

  void scheme(String lightOrDark) throws Exception {
    of(
        "/goog/cdp/execute",
        Map.of(
            "cmd",
            "Emulation.setEmulatedMedia",
            "params",
            Map.of(
                "features",
                List.of(Map.of("name", "prefers-color-scheme", "value", lightOrDark)))));
  }

  void screenshot(Path file) throws Exception {
    Files.write(file, Base64.getDecoder().decode(of("/screenshot", Map.of("GET", 1)).asText()));
  }

  @Override
  public void close() throws Exception {
    http.send(
        HttpRequest.newBuilder(URI.create(base + "/session/" + session)).DELETE().build(),
        HttpResponse.BodyHandlers.discarding());
    driver.destroy();
    driver.waitFor(10, TimeUnit.SECONDS);
  }
}
