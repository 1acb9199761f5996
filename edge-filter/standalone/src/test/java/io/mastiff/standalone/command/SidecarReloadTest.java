package io.mastiff.standalone.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.mastiff.edge.sidecar.Sidecar;
import io.mastiff.event.Topics;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** {@code mastiff sidecar} takes in a changed policy and a changed page while it runs. */
class SidecarReloadTest {
  @TempDir private Path folder;
  private final Stopper stopper = new Stopper();

  @AfterEach
  void stop() {
    stopper.close();
  }

  private static String get(int port, String path) throws Exception {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
            .header("Accept", "text/html")
            .build();
    return HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString()).body();
  }

  private void write(String scope, String page) throws Exception {
    Files.writeString(folder.resolve("page.html"), page);
    Files.writeString(
        folder.resolve("mastiff.yaml"),
        """
        mode: enforce
        holdOut: 0
        limits: {scope: %s}
        rules: [{name: all, if: {path: [/p/1]}, then: deny}]
        answers: {template: %s/page.html}
        """
            .formatted(scope, folder));
  }

  private Sidecar start() throws Exception {
    DoorOptions options =
        CommandLine.populateCommand(
            new DoorOptions(),
            "--listen=127.0.0.1:0",
            "--admin=127.0.0.1:0",
            "--origin=http://127.0.0.1:9",
            "--policy=" + folder.resolve("mastiff.yaml"));
    KafkaOptions kafka = new KafkaOptions();
    kafka.bootstrap = "127.0.0.1:1";
    kafka.prefix = Topics.DEFAULT_PREFIX;
    kafka.partitions = Topics.DEFAULT_PARTITIONS;
    return SidecarCommand.start(stopper, options, kafka, folder.resolve("data"), null);
  }

  @Test
  void aChangedPolicyAndPageAreInForceWithinSeconds() throws Exception {
    write("door", "first");
    Sidecar sidecar = start();
    assertThat(get(sidecar.port(), "/p/1")).isEqualTo("first");
    assertThat(get(sidecar.adminPort(), "/mastiff/health")).contains("\"limits\":\"door\"");

    write("fleet", "second");
    await()
        .atMost(10, TimeUnit.SECONDS)
        .untilAsserted(
            () -> {
              assertThat(get(sidecar.port(), "/p/1")).isEqualTo("second");
              assertThat(get(sidecar.adminPort(), "/mastiff/health"))
                  .contains("\"limits\":\"fleet\",\"doors\":1,\"doorsFrom\":\"nobody-heard\"");
            });
  }
}
