package io.mastiff.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.mastiff.edge.DecisionEngine;
import io.mastiff.edge.EngineBuilder;
import io.mastiff.edge.blocklist.BlockList;
import io.mastiff.edge.capacity.CapacityPolicy;
import io.mastiff.edge.policy.Policy;
import io.mastiff.edge.policy.Trust;
import io.mastiff.edge.route.Route;
import io.mastiff.edge.route.RouteTable;
import io.mastiff.edge.sidecar.Sidecar;
import io.mastiff.edge.sidecar.SidecarSettings;
import io.mastiff.event.Action;
import io.mastiff.event.BlocklistEntry;
import io.mastiff.event.IpNetwork;
import io.mastiff.event.Mode;
import io.mastiff.event.RequestEvent;
import io.mastiff.event.Source;
import io.mastiff.standalone.bouncer.BannedNetwork;
import io.mastiff.standalone.bouncer.ExportFormat;
import io.mastiff.standalone.frontlog.FrontLog;
import io.mastiff.standalone.store.Database;
import io.mastiff.standalone.store.DemoStore;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.io.TempDir;

/** The door behind and beside a real nginx. */
@EnabledIf("nginxIsInstalled")
class NginxIT {
  private static final String NGINX = "/usr/sbin/nginx";
  @TempDir Path folder;
  private final BlockList list = new BlockList();
  private final Queue<RequestEvent> events = new ConcurrentLinkedQueue<>();
  private DemoStore store;
  private Sidecar sidecar;
  private Process nginx;
  private int port;

  static boolean nginxIsInstalled() {
    return Files.isExecutable(Path.of(NGINX));
  }

  @AfterEach
  void stop() throws Exception {
    if (nginx != null) {
      nginx.destroy();
      nginx.waitFor(5, TimeUnit.SECONDS);
    }
    if (sidecar != null) {
      sidecar.close();
    }
    store.close();
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }

  private DecisionEngine engine(Trust trust, Mode mode) {
    return engine(Policy.DEFAULT.withMode(mode, 100).withTrust(trust));
  }

  private DecisionEngine engine(Policy policy) {
    EngineBuilder builder =
        DecisionEngine.builder().policy(policy).blockList(list).publisher(events::add);
    return builder.build();
  }

  private static Trust nginxTrusted() {
    return new Trust(
        List.of(IpNetwork.parse("127.0.0.1/32").orElseThrow()), Trust.Source.X_FORWARDED_FOR, "");
  }

  private void startSidecar(DecisionEngine engine, boolean proxy) throws IOException {
    store = DemoStore.start(0, new Database(4), null);
    InetSocketAddress listen = new InetSocketAddress("127.0.0.1", 0);
    sidecar =
        Sidecar.start(
            new SidecarSettings(
                listen,
                null,
                proxy ? new InetSocketAddress("127.0.0.1", store.port()) : null,
                proxy ? null : SidecarSettings.Dialect.NGINX,
                Duration.ofSeconds(1),
                Duration.ofSeconds(5)),
            engine);
  }

  private void startNginx(String locations) throws Exception {
    port = freePort();
    Path config = folder.resolve("nginx.conf");
    Files.writeString(
        config,
        """
        # its workers reopen the log in a folder that is the test's alone
        daemon off; user root; pid %1$s/nginx.pid; error_log %1$s/error.log; worker_processes 1;
        events { worker_connections 256; }
        http {
          log_format mastiff '$remote_addr - $remote_user [$time_local] "$request" $status'
            ' $body_bytes_sent "$http_referer" "$http_user_agent"'
            ' upstream=$upstream_header_time upstream_status=$upstream_status';
          access_log off; client_body_temp_path %1$s/b; proxy_temp_path %1$s/p;
          fastcgi_temp_path %1$s/f; uwsgi_temp_path %1$s/u; scgi_temp_path %1$s/s;
          server { listen 127.0.0.1:%2$d; %3$s }
        }
        """
            .formatted(folder, port, locations));
    nginx =
        new ProcessBuilder(NGINX, "-p", folder.toString(), "-c", config.toString())
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("nginx.out").toFile())
            .start();
    await().atMost(10, TimeUnit.SECONDS).until(this::answers);
  }

  private boolean answers() {
    try (Socket socket = new Socket("127.0.0.1", port)) {
      return socket.isConnected();
    } catch (IOException e) {
      return false;
    }
  }

  private String get(String target, String... headers) throws IOException {
    try (Socket socket = new Socket("127.0.0.1", port)) {
      socket.setSoTimeout(10_000);
      String request =
          "GET "
              + target
              + " HTTP/1.1\r\nHost: shop\r\nUser-Agent: Firefox\r\n"
              + "Accept: text/html\r\nConnection: close\r\n"
              + String.join("", List.of(headers))
              + "\r\n";
      socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
      return new String(socket.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
    }
  }

  private static final String AUTH_RECIPE =
      """
      location = /auth {
        internal; proxy_pass http://127.0.0.1:%1$d/mastiff/auth;
        proxy_pass_request_body off; proxy_set_header Content-Length "";
        proxy_set_header Host $host;
        proxy_set_header X-Forwarded-Proto $scheme;
        proxy_set_header X-Original-URI $request_uri;
        proxy_set_header X-Forwarded-Method $request_method;
        proxy_set_header X-Forwarded-For $http_x_test_client;
        proxy_read_timeout 300ms;
      }
      location @deny { internal; add_header Retry-After $ra always; return 429; }
      location @open { internal; proxy_pass http://127.0.0.1:%2$d; }
      location /assets/ { proxy_pass http://127.0.0.1:%2$d; }
      location / {
        auth_request /auth;
        auth_request_set $ra $upstream_http_retry_after;
        auth_request_set $mastiff_cookie $upstream_http_set_cookie;
        add_header Set-Cookie $mastiff_cookie;
        error_page 403 = @deny;
        error_page 500 = @open;
        proxy_pass http://127.0.0.1:%2$d;
      }
      """;

  private void throttle(String key) {
    list.put(
        BlocklistEntry.newBuilder()
            .setFormat(1)
            .setKey(key)
            .setAction(Action.THROTTLE)
            .setSource(Source.OPERATOR)
            .setNote("test")
            .setExpiresAtMs(System.currentTimeMillis() + 60_000)
            .build());
  }

  @Test
  void forwardAuthAllowsDeniesWith429PassesTheCookieAndFailsOpen() throws Exception {
    startSidecar(engine(nginxTrusted(), Mode.ENFORCE), false);
    startNginx(AUTH_RECIPE.formatted(sidecar.port(), store.port()));
    throttle("address:203.0.113.66");

    String allowed = get("/p/10001", "X-Test-Client: 203.0.113.7\r\n");
    assertThat(allowed).startsWith("HTTP/1.1 200").contains("Set-Cookie: mastiff=");
    String denied = "";
    for (int i = 0; i < 10 && !denied.startsWith("HTTP/1.1 429"); i++) {
      denied = get("/p/10001", "X-Test-Client: 203.0.113.66\r\n");
    }
    assertThat(denied).startsWith("HTTP/1.1 429").contains("Retry-After: 30");
    assertThat(get("/assets/shop.css", "X-Test-Client: 203.0.113.66\r\n"))
        .startsWith("HTTP/1.1 200");

    sidecar.close();
    assertThat(get("/p/10001", "X-Test-Client: 203.0.113.66\r\n"))
        .as("the door is gone, shoppers notice nothing")
        .startsWith("HTTP/1.1 200");
  }

  @Test
  void itsLogTellsTheDoorHowTheStoreIsAlsoAfterRotation() throws Exception {
    Path log = folder.resolve("mastiff.log");
    Policy byLog =
        Policy.DEFAULT.withMode(Mode.ENFORCE, 100).withTrust(nginxTrusted()).toBuilder()
            .capacity(new CapacityPolicy(CapacityPolicy.Signal.LOG, 10, 1000, 2, log.toString()))
            .build();
    DecisionEngine engine = engine(byLog);
    startSidecar(engine, false);
    startNginx(
        "access_log " + log + " mastiff; " + AUTH_RECIPE.formatted(sidecar.port(), store.port()));
    throttle("address:203.0.113.66");
    try (FrontLog follow = FrontLog.start(engine)) {
      browse(20);
      await().atMost(10, TimeUnit.SECONDS).until(() -> usualMicros(engine) > 0);
      assertThat(engine.capacity().word()).isEqualTo("log");
      for (int i = 0; i < 10; i++) {
        get("/p/10001", "X-Test-Client: 203.0.113.66\r\n");
      }
      assertThat(Files.readString(log))
          .containsPattern("\" 200 .* upstream=0[.][0-9]{3} upstream_status=200\n")
          .containsPattern("\" 429 .* upstream=- upstream_status=-\n");

      Files.move(log, folder.resolve("mastiff.log.1"));
      new ProcessBuilder("kill", "-USR1", Long.toString(nginx.pid())).start().waitFor();
      await().atMost(10, TimeUnit.SECONDS).until(() -> Files.exists(log));
      store.close();
      int before = engine.capacity().limit();
      browse(400);
      await().atMost(10, TimeUnit.SECONDS).until(() -> engine.capacity().limit() < before / 4);
      assertThat(Files.readString(log)).contains(" upstream_status=502\n");
    }
  }

  private static int usualMicros(DecisionEngine engine) {
    Route route = new RouteTable(List.of()).match("/p/10001").route();
    return engine.capacity().usualMicros(route.templateHash());
  }

  private void browse(int pages) throws IOException {
    for (int i = 0; i < pages; i++) {
      get("/p/10001", "X-Test-Client: 198.51." + i % 250 + ".7\r\n");
    }
  }

  @Test
  void theDefaultPolicyBehindNginxPutsNobodyIntoOneBucket() throws Exception {
    startSidecar(engine(Trust.NOBODY, Mode.ENFORCE), true);
    startNginx(
        ("location / { proxy_pass http://127.0.0.1:%d; proxy_set_header Host $host;"
                + " proxy_set_header X-Forwarded-For $proxy_add_x_forwarded_for; }")
            .formatted(sidecar.port()));
    throttle("address:127.0.0.1");
    for (int i = 0; i < 400; i++) {
      assertThat(get("/robots.txt")).startsWith("HTTP/1.1 200");
    }
    for (int i = 0; i < 60; i++) {
      assertThat(get("/p/10001")).startsWith("HTTP/1.1 200");
    }

    await().atMost(5, TimeUnit.SECONDS).until(() -> events.size() >= 460);
    assertThat(events).allMatch(RequestEvent::getAddressUnknown);
  }

  @Test
  void nginxTurnsAwayWhomTheExportedListNames() throws Exception {
    BlocklistEntry entry =
        BlocklistEntry.newBuilder()
            .setKey("network:127.0.0.0/30")
            .setAction(Action.BLOCK)
            .setExpiresAtMs(System.currentTimeMillis() + 60_000)
            .build();
    Path listed = folder.resolve("listed.conf");
    Files.writeString(listed, ExportFormat.NGINX_MAP.write(BannedNetwork.of(List.of(entry)), 0));
    store = DemoStore.start(0, new Database(4), null);
    startNginx(
        "location / { if ($mastiff_listed) { return 403; } return 200; } } geo $mastiff_listed {"
            + " default 0; include "
            + listed
            + ";");

    assertThat(get("/")).startsWith("HTTP/1.1 403");
  }
}
