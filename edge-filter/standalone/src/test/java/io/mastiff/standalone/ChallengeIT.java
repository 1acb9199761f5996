package io.mastiff.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.mastiff.edge.DecisionEngine;
import io.mastiff.edge.policy.PolicyReader;
import io.mastiff.edge.sidecar.Sidecar;
import io.mastiff.edge.sidecar.SidecarSettings;
import io.mastiff.standalone.store.Database;
import io.mastiff.standalone.store.DemoStore;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The challenge in a real Chromium, through the sidecar. Its pictures stay in the build's folder.
 */
@EnabledIf("browserIsInstalled")
class ChallengeIT {
  private static final Path PICTURES = Path.of("target", "screenshots");

  @TempDir private Path folder;
  private DemoStore store;
  private Sidecar sidecar;

  static boolean browserIsInstalled() {
    return Browser.isInstalled();
  }

  @BeforeEach
  void start() throws Exception {
    Files.createDirectories(PICTURES);
    store = DemoStore.start(0, new Database(4), null);
    DecisionEngine engine =
        DecisionEngine.builder()
            .policy(
                PolicyReader.parse(
                    "p",
                    """
                    mode: enforce
                    challenge: {when: always, waitSeconds: 2, passMinutes: 5}
                    rules: [{name: suspects, if: {type: [product]}, then: challenge}]
                    """))
            .build();
    sidecar =
        Sidecar.start(
            SidecarSettings.proxy(
                new InetSocketAddress("127.0.0.1", 0),
                new InetSocketAddress("127.0.0.1", store.port())),
            engine);
  }

  @AfterEach
  void stop() {
    sidecar.close();
    store.close();
  }

  private String url(String path) {
    return "http://127.0.0.1:" + sidecar.port() + path;
  }

  private static void awaitStore(Browser browser) {
    await().atMost(20, TimeUnit.SECONDS).until(() -> !browser.title().equals("One moment, please"));
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void aBrowserPassesWithScriptAndWithout(boolean script) throws Exception {
    try (Browser browser = Browser.start(folder, "en", script)) {
      browser.open(url("/p/1"));
      assertThat(browser.title()).isEqualTo("One moment, please");
      awaitStore(browser);
      assertThat(browser.cookies()).contains("mastiff-pass");
      assertThat(browser.source()).doesNotContain("mastiff/pass");
      browser.open(url("/p/2"));
      assertThat(browser.title()).as("once is enough").isNotEqualTo("One moment, please");
    }
  }

  @Test
  void twoTabsAtOncePass() throws Exception {
    try (Browser browser = Browser.start(folder, "en", true)) {
      browser.open(url("/p/1"));
      String first = browser.tab();
      String second = browser.newTab();
      browser.open(url("/p/2"));
      assertThat(browser.title()).isEqualTo("One moment, please");
      awaitStore(browser);
      browser.go(first);
      awaitStore(browser);
      browser.go(second);
      assertThat(browser.source()).doesNotContain("One moment");
    }
  }

  @Test
  void aClientWithoutCookiesNeverGetsThrough() throws Exception {
    HttpClient client = HttpClient.newBuilder().followRedirects(HttpClient.Redirect.NORMAL).build();
    String target = "/p/1";
    for (int i = 0; i < 3; i++) {
      HttpResponse<String> page =
          client.send(
              HttpRequest.newBuilder(URI.create(url(target))).header("Accept", "text/html").build(),
              HttpResponse.BodyHandlers.ofString());
      assertThat(page.statusCode()).isEqualTo(429);
      assertThat(page.body()).contains("http-equiv=\"refresh\"");
      target = page.body().replaceFirst("(?s).*url=([^\"]+)\".*", "$1").replace("&amp;", "&");
      TimeUnit.MILLISECONDS.sleep(2_200);
    }
  }

  @Test
  void thePagesAreLookedAt() throws Exception {
    for (String language : new String[] {"en", "de", "ar"}) {
      try (Browser browser = Browser.start(folder, language, false)) {
        for (String scheme : new String[] {"light", "dark"}) {
          browser.scheme(scheme);
          browser.open(url("/p/1"));
          browser.screenshot(PICTURES.resolve("challenge-" + language + "-" + scheme + ".png"));
          assertThat(browser.source()).contains("lang=\"" + language + "\"");
        }
      }
    }
  }
}
