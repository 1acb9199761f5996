package io.mastiff.standalone.archive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.mastiff.broker.BrokerProcess;
import io.mastiff.broker.Cluster;
import io.mastiff.edge.Decision;
import io.mastiff.edge.DecisionEngine;
import io.mastiff.edge.EdgeRequest;
import io.mastiff.edge.Headers;
import io.mastiff.edge.ResponseFacts;
import io.mastiff.edge.client.CookieKeys;
import io.mastiff.edge.client.VisitorCookies;
import io.mastiff.edge.kafka.KafkaDoor;
import io.mastiff.edge.kafka.KafkaDoorSettings;
import io.mastiff.edge.policy.Policy;
import io.mastiff.edge.service.DoorServices;
import io.mastiff.event.IpAddress;
import io.mastiff.event.Mode;
import io.mastiff.event.Topics;
import io.mastiff.standalone.Main;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Visitors through a real door and Kafka into an archive, and from there into a dataset. */
class ArchivedDoorIT {
  private static final int VISITORS = 30;
  private static final int PAGES = 6;
  @TempDir Path folder;

  @Test
  void whatADoorSawIsWhatIsTrainedOn() throws Exception {
    Path archive = folder.resolve("archive");
    try (BrokerProcess broker = BrokerProcess.start(folder.resolve("broker"), 0)) {
      Cluster.createTopics(broker.bootstrap(), Topics.defaults().all());
      visit(broker.bootstrap());
      String[] command = {
        "data", "archive", "--kafka", broker.bootstrap(), "-o", archive.toString()
      };
      await()
          .atMost(60, TimeUnit.SECONDS)
          .until(
              () ->
                  Main.run(command) == 0
                      && count(archive, "outcomes", "true") == VISITORS
                      && count(archive, "requests", "true") == VISITORS * PAGES);
    }
    assertThat(count(archive, "requests", "hold_out_share = 0.4")).isEqualTo(VISITORS * PAGES);
    assertThat(count(archive, "requests", "hold_out")).isBetween(20L, VISITORS * PAGES - 20L);
    assertThat(count(archive, "requests", "network LIKE '%h:%'")).isEqualTo(VISITORS * PAGES);

    JsonNode figures = imported(archive);
    assertThat(figures.at("/labels/purchase human").asInt()).isEqualTo(VISITORS);
    assertThat(figures.get("labelled").asInt()).isEqualTo(VISITORS);
  }

  private static void visit(String bootstrap) throws Exception {
    Policy policy = Policy.DEFAULT.toBuilder().mode(Mode.ENFORCE, 100).holdOut(40).build();
    Path nowhere = Path.of(System.getProperty("java.io.tmpdir"), KafkaDoor.uniqueName("snapshot"));
    try (KafkaDoor door =
        KafkaDoor.open(
            new KafkaDoorSettings(
                bootstrap, Topics.defaults(), KafkaDoor.uniqueName("it"), nowhere),
            policy,
            CookieKeys.of(List.of(new byte[32])),
            DoorServices.open(policy),
            decision -> {},
            trigger -> {})) {
      await().atMost(60, TimeUnit.SECONDS).until(door::caughtUp);
      for (int i = 0; i < VISITORS; i++) {
        visit(door.engine(), "127.7." + i + ".7");
      }
    } finally {
      java.nio.file.Files.deleteIfExists(nowhere);
    }
  }

  /** A first page that sets a cookie, further ones with it, and an order. */
  private static void visit(DecisionEngine engine, String address) {
    Decision first = engine.decide(request(address, ""));
    VisitorCookies.Issued cookie = engine.cookieFor(first, false).orElseThrow();
    engine.completed(first, new ResponseFacts(200, 1_000, 20_000), cookie.id());
    Decision last = first;
    for (int page = 1; page < PAGES; page++) {
      last = engine.decide(request(address, "mastiff=" + cookie.value()));
      engine.completed(last, new ResponseFacts(200, 1_000, 20_000), "");
    }
    engine.outcome(last, "purchased; value=19.90; currency=EUR");
  }

  private static EdgeRequest request(String address, String cookie) {
    Headers.Builder headers =
        Headers.builder().add("Host", "shop").add("User-Agent", "Mozilla/5.0");
    if (!cookie.isEmpty()) {
      headers.add("Cookie", cookie);
    }
    IpAddress from = IpAddress.parse(address).orElseThrow();
    return new EdgeRequest("GET", "/p/1", "shop", from, "https", "HTTP/1.1", headers.build());
  }

  private static long count(Path archive, String kind, String where) throws Exception {
    String files = archive + "/" + kind + "/shop=*/day=*/*.parquet";
    String sql = "SELECT count(*) FROM read_parquet('" + files + "') WHERE " + where;
    if (!archive.resolve(kind).toFile().exists()) {
      return 0;
    }
    try (var database = DriverManager.getConnection("jdbc:duckdb:");
        var rows = database.createStatement().executeQuery(sql)) {
      rows.next();
      return rows.getLong(1);
    }
  }

  private JsonNode imported(Path archive) throws Exception {
    Path json = folder.resolve("figures.json");
    List<String> command = new ArrayList<>(List.of("data", "import", archive.toString()));
    command.addAll(List.of("-o", folder.resolve("set").toString(), "--json", json.toString()));
    assertThat(Main.run(command.toArray(String[]::new))).isZero();
    return new ObjectMapper().readTree(json.toFile());
  }
}
