package io.mastiff.edge.sidecar;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.mastiff.edge.testkit.RawHttp;
import java.io.BufferedInputStream;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a reverse proxy must get right. */
class ReverseProxyTest extends ScriptedOrigin {
  @Test
  void hopByHopFieldsAndOursAreStrippedAndThePeerIsAppended() throws Exception {
    int port =
        start(
            (in, out) -> {
              readHead(in);
              write(
                  out,
                  "HTTP/1.1 200 OK\r\nContent-Length: 2\r\nConnection: X-Secret\r\nX-Secret: 1\r\n"
                      + "Keep-Alive: timeout=5\r\nMastiff-Verdict: fine\r\nX-Kept: 1\r\n\r\nok");
            });

    RawHttp.Reply reply =
        RawHttp.get(
            port,
            "/a?b=c",
            "Host: shop",
            "Connection: keep-alive, X-Drop",
            "X-Drop: 1",
            "Mastiff-Verdict: forged",
            "TE: trailers",
            "X-Forwarded-For: 203.0.113.7");

    assertThat(reply.body()).isEqualTo("ok");
    assertThat(reply.header("X-Kept")).hasValue("1");
    assertThat(reply.header("X-Secret")).isEmpty();
    assertThat(reply.header("Keep-Alive")).isEmpty();
    assertThat(reply.header("Mastiff-Verdict")).isEmpty();
    String head = heads.poll();
    assertThat(head).startsWith("GET /a?b=c HTTP/1.1\r\n").contains("Host: shop");
    assertThat(head).contains("X-Forwarded-For: 127.0.0.1\r\n").doesNotContain("203.0.113.7");
    assertThat(head).doesNotContain("X-Drop").doesNotContain("Mastiff-").doesNotContain("TE:");
  }

  @Test
  void aConnectionIsKeptAndRequestsInOnePacketAreAnsweredInOrder() throws Exception {
    int port =
        start(
            (in, out) -> {
              while (true) {
                String path = readHead(in).split(" ", 3)[1];
                write(
                    out, "HTTP/1.1 200 OK\r\nContent-Length: " + path.length() + "\r\n\r\n" + path);
              }
            });
    try (Socket client = new Socket(InetAddress.getLoopbackAddress(), port)) {
      client.setSoTimeout(5_000);
      String three = "";
      for (String path : List.of("/1", "/22", "/333")) {
        three += "GET " + path + " HTTP/1.1\r\nHost: h\r\n\r\n";
      }
      client.getOutputStream().write(bytes(three));
      InputStream in = new BufferedInputStream(client.getInputStream());

      assertThat(RawHttp.read(in).body()).isEqualTo("/1");
      assertThat(RawHttp.read(in).body()).isEqualTo("/22");
      assertThat(RawHttp.read(in).body()).isEqualTo("/333");
    }
  }

  @Test
  void aPooledConnectionThatTheOriginClosedIsReplacedForAGet() throws Exception {
    int port =
        start(
            (in, out) -> {
              readHead(in);
              write(out, "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok");
              readHead(in);
            });

    assertThat(RawHttp.get(port, "/1", "Host: h").status()).isEqualTo(200);
    assertThat(RawHttp.get(port, "/2", "Host: h").status()).isEqualTo(200);
    assertThat(heads).hasSize(3);
  }

  @Test
  void aBodyOfAnySizeFlowsWithoutBeingHeld() throws Exception {
    long size = 64L * 1024 * 1024;
    int port =
        start(
            (in, out) -> {
              readHead(in);
              write(out, "HTTP/1.1 200 OK\r\nContent-Length: " + size + "\r\n\r\n");
              byte[] block = new byte[65_536];
              for (long sent = 0; sent < size; sent += block.length) {
                out.write(block);
              }
              out.flush();
            });
    try (Socket client = new Socket(InetAddress.getLoopbackAddress(), port)) {
      client.setSoTimeout(10_000);
      client.getOutputStream().write(bytes("GET / HTTP/1.1\r\nHost: h\r\n\r\n"));
      InputStream in = new BufferedInputStream(client.getInputStream());
      StringBuilder head = new StringBuilder();
      while (head.indexOf("\r\n\r\n") < 0) {
        head.append((char) in.read());
      }
      long read = 0;
      byte[] block = new byte[65_536];
      for (int n = in.read(block); read < size && n > 0; n = in.read(block)) {
        read += n;
        if (read >= size) {
          break;
        }
      }
      assertThat(read).isEqualTo(size);
    }
  }

  @Test
  void aSlowReaderHoldsTheOriginBack() throws Exception {
    AtomicLong sent = new AtomicLong();
    int port =
        start(
            (in, out) -> {
              readHead(in);
              write(out, "HTTP/1.1 200 OK\r\nContent-Length: 1000000000\r\n\r\n");
              byte[] block = new byte[65_536];
              while (sent.addAndGet(block.length) < 1_000_000_000) {
                out.write(block);
              }
            });
    try (Socket client = new Socket(InetAddress.getLoopbackAddress(), port)) {
      client.getOutputStream().write(bytes("GET / HTTP/1.1\r\nHost: h\r\n\r\n"));
      AtomicLong before = new AtomicLong(-1);
      await()
          .atMost(20, TimeUnit.SECONDS)
          .pollInterval(500, TimeUnit.MILLISECONDS)
          .until(() -> sent.get() > 0 && sent.get() == before.getAndSet(sent.get()));

      assertThat(sent.get()).isLessThan(100_000_000);
    }
  }

  @Test
  void anUploadReachesTheOriginWhole() throws Exception {
    BlockingQueue<Integer> received = new LinkedBlockingQueue<>();
    int port =
        start(
            (in, out) -> {
              readHead(in);
              received.add(in.readNBytes(3_000_000).length);
              write(out, "HTTP/1.1 204 No Content\r\n\r\n");
            });
    byte[] head =
        bytes(
            "POST /cart HTTP/1.1\r\nHost: h\r\nContent-Length: 3000000\r\nConnection: close\r\n\r\n");
    byte[] request = java.util.Arrays.copyOf(head, head.length + 3_000_000);

    assertThat(RawHttp.send(port, request).status()).isEqualTo(204);
    assertThat(received.poll(5, TimeUnit.SECONDS)).isEqualTo(3_000_000);
  }

  @Test
  void expectContinueIsAnsweredAtOnce() throws Exception {
    int port =
        start(
            (in, out) -> {
              readHead(in);
              in.readNBytes(5);
              write(out, "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok");
            });
    try (Socket client = new Socket(InetAddress.getLoopbackAddress(), port)) {
      client.setSoTimeout(5_000);
      client
          .getOutputStream()
          .write(
              bytes(
                  "POST / HTTP/1.1\r\nHost: h\r\nContent-Length: 5\r\nExpect: 100-continue\r\n\r\n"));
      InputStream in = new BufferedInputStream(client.getInputStream());
      assertThat(RawHttp.read(in).status()).isEqualTo(100);
      client.getOutputStream().write(bytes("hello"));
      assertThat(RawHttp.read(in).status()).isEqualTo(200);
    }
  }

  @Test
  void anAnswerThatEndsWithTheConnectionIsPassedOn() throws Exception {
    int port =
        start(
            (in, out) -> {
              readHead(in);
              write(out, "HTTP/1.1 200 OK\r\n\r\nuntil the end");
            });

    RawHttp.Reply reply = RawHttp.get(port, "/", "Host: h");

    assertThat(reply.body()).isEqualTo("until the end");
  }

  @Test
  void longLinesAndHeaderBombsAreRefusedAndTheStoreNeverSeesThem() throws Exception {
    int port = start((in, out) -> readHead(in));

    assertThat(RawHttp.get(port, "/" + "a".repeat(65_536), "Host: h").status()).isEqualTo(414);
    String[] bomb = new String[10_000];
    java.util.Arrays.setAll(bomb, i -> "X-" + i + ": y");
    assertThat(RawHttp.get(port, "/", bomb).status()).isEqualTo(431);
    assertThat(RawHttp.send(port, bytes("\u0001\u0002 not http\r\n\r\n")).status()).isEqualTo(400);
    assertThat(heads).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Transfer-Encoding: chunked\r\nContent-Length: 4",
        "Transfer-Encoding: xchunked",
        "Transfer-Encoding: gzip, chunked",
        "Transfer-Encoding: chunked\r\nTransfer-Encoding: identity"
      })
  void framingThatTheStoreMightReadDifferentlyIsRefused(String framing) throws Exception {
    int port = start((in, out) -> readHead(in));
    String request = "POST / HTTP/1.1\r\nHost: h\r\n" + framing + "\r\n\r\n0\r\n\r\n";

    assertThat(RawHttp.send(port, bytes(request)).status()).isEqualTo(400);
    assertThat(heads).isEmpty();
  }

  @Test
  void anInterimResponseIsNotTheAnswer() throws Exception {
    int port =
        start(
            (in, out) -> {
              readHead(in);
              write(out, "HTTP/1.1 103 Early Hints\r\nLink: </a>\r\n\r\n");
              write(out, "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok");
            });

    assertThat(RawHttp.get(port, "/", "Host: h").status()).isEqualTo(200);
  }

  @Test
  void aWebSocketBecomesATunnel() throws Exception {
    int port =
        start(
            (in, out) -> {
              readHead(in);
              write(
                  out,
                  "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\n"
                      + "Connection: Upgrade\r\n"
                      + "Sec-WebSocket-Accept: s3pPLMBiTxaQ9kYGzzhZRbK+xOo=\r\n\r\n");
              byte[] frame = in.readNBytes(4);
              out.write(frame);
              out.write(frame);
              out.flush();
              in.read();
            });
    try (Socket client = new Socket(InetAddress.getLoopbackAddress(), port)) {
      client.setSoTimeout(5_000);
      client
          .getOutputStream()
          .write(
              bytes(
                  "GET /ws HTTP/1.1\r\nHost: h\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n\r\n"));
      InputStream in = new BufferedInputStream(client.getInputStream());
      RawHttp.Reply reply = RawHttp.read(in);
      assertThat(reply.status()).isEqualTo(101);
      client.getOutputStream().write(bytes("ping"));
      assertThat(new String(in.readNBytes(8), StandardCharsets.ISO_8859_1)).isEqualTo("pingping");
    }
  }

  @Test
  void theAdminPortTellsStatusAndSetsTheMode() throws Exception {
    start((in, out) -> {});
    int admin = sidecar.adminPort();

    assertThat(RawHttp.get(admin, "/health", "Host: h").body()).isEqualTo("ok\n");
    assertThat(RawHttp.get(admin, "/status", "Host: h").body()).contains("\"mode\":\"observe\"");
    String order = "POST /mode HTTP/1.1\r\nHost: h\r\nContent-Length: 7\r\n\r\nenforce";
    assertThat(RawHttp.send(admin, bytes(order)).status()).isEqualTo(200);
    assertThat(RawHttp.get(admin, "/status", "Host: h").body()).contains("\"mode\":\"enforce\"");
    String wrong = "POST /mode HTTP/1.1\r\nHost: h\r\nContent-Length: 6\r\n\r\nattack";
    assertThat(RawHttp.send(admin, bytes(wrong)).status()).isEqualTo(400);
  }
}
