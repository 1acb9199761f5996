package io.mastiff.edge.sidecar;

import static org.assertj.core.api.Assertions.assertThat;

import io.mastiff.edge.testkit.RawHttp;
import io.mastiff.event.RequestEvent;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** What shoppers get where the store fails or the sidecar ends. */
class OriginFailuresTest extends ScriptedOrigin {
  @Test
  void anOriginThatIsAwayIs502() throws Exception {
    int port = start((in, out) -> {});
    origin.close();

    RawHttp.Reply reply = RawHttp.get(port, "/", "Host: h");

    assertThat(reply.status()).isEqualTo(502);
    assertThat(reply.header("Cache-Control")).hasValue("no-store");
    assertThat(events.poll(5, TimeUnit.SECONDS).getStatus()).isEqualTo(502);
  }

  @Test
  void anOriginThatHangsUpIs502() throws Exception {
    int port = start((in, out) -> readHead(in));

    assertThat(RawHttp.get(port, "/", "Host: h").status()).isEqualTo(502);
  }

  @Test
  void anOriginThatNeverAnswersIs504AndItsEventIsNotHeldBack() throws Exception {
    int slow = start((in, out) -> Thread.sleep(60_000), Duration.ofMillis(2_600));
    long start = System.nanoTime();
    CompletableFuture<Integer> status =
        CompletableFuture.supplyAsync(
            () -> {
              try {
                return RawHttp.get(slow, "/", "Host: h").status();
              } catch (IOException e) {
                throw new UncheckedIOException(e);
              }
            });

    RequestEvent event = events.poll(5, TimeUnit.SECONDS);
    assertThat(event).isNotNull();
    assertThat(event.hasStatus()).isFalse();
    assertThat((System.nanoTime() - start) / 1e9).isLessThan(2.6);
    assertThat(status.get(10, TimeUnit.SECONDS)).isEqualTo(504);
  }

  @Test
  void aSidecarThatEndsLetsRequestsUnderWayEndAndIdleConnectionsGo() throws Exception {
    CompletableFuture<Void> asked = new CompletableFuture<>();
    CompletableFuture<Void> mayAnswer = new CompletableFuture<>();
    int port =
        start(
            (in, out) -> {
              readHead(in);
              asked.complete(null);
              mayAnswer.get(10, TimeUnit.SECONDS);
              write(out, "HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\nlate");
            });
    try (Socket busy = new Socket(InetAddress.getLoopbackAddress(), port);
        Socket idle = new Socket(InetAddress.getLoopbackAddress(), port)) {
      write(busy.getOutputStream(), "GET /p/1 HTTP/1.1\r\nHost: shop.test\r\n\r\n");
      asked.get(10, TimeUnit.SECONDS);
      CompletableFuture<Void> ended = CompletableFuture.runAsync(sidecar::close);
      assertThat(idle.getInputStream().read()).as("the idle one ends at once").isEqualTo(-1);
      assertThat(ended).isNotDone();
      mayAnswer.complete(null);
      String answer = new String(busy.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
      assertThat(answer).startsWith("HTTP/1.1 200 OK").endsWith("late");
      ended.get(10, TimeUnit.SECONDS);
    }
  }
}
