package io.mastiff.standalone.archive;

import static io.mastiff.standalone.archive.ArchivedShop.page;
import static io.mastiff.standalone.archive.ArchivedShop.with;
import static io.mastiff.standalone.archive.ArchivedShop.without;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.mastiff.classifier.Classifier;
import io.mastiff.classifier.ModelReader;
import io.mastiff.edge.crawler.CrawlerState;
import io.mastiff.event.Action;
import io.mastiff.event.ChallengeState;
import io.mastiff.event.PageType;
import io.mastiff.feature.FeatureSchema;
import io.mastiff.feature.SessionAccumulator;
import io.mastiff.feature.SessionFeature;
import io.mastiff.standalone.Main;
import io.mastiff.standalone.dataset.DatasetImport;
import io.mastiff.training.TrainCommand;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An archive as the source of training: its sessions, its labels, and what a log lacks. */
class ArchiveImportTest {
  private static final SessionFeature ONLY_DOORS_SEE = SessionFeature.HINT_CONFLICT;

  @TempDir Path folder;
  private Path archive = Path.of("");
  private Path dataset = Path.of("");

  @BeforeEach
  void paths() {
    archive = folder.resolve("archive");
    dataset = folder.resolve("set");
  }

  private JsonNode imported(Path from) throws Exception {
    Path json = folder.resolve("figures.json");
    String[] command = {
      "data",
      "import",
      from.toString(),
      "-o",
      dataset.toString(),
      "--trap",
      ArchivedShop.TRAP,
      "--json",
      json.toString()
    };
    assertThat(Main.run(command)).isZero();
    return new ObjectMapper().readTree(json.toFile());
  }

  private List<String> query(String sql) throws Exception {
    List<String> found = new ArrayList<>();
    try (var database = DriverManager.getConnection("jdbc:duckdb:");
        var statement = database.createStatement();
        var rows =
            statement.executeQuery(sql.replace("ROWS", "'" + dataset + "/part-*.parquet'"))) {
      while (rows.next()) {
        found.add(rows.getString(1));
      }
    }
    return found;
  }

  private static String cookie(int i) {
    return "cookie-of-%06d".formatted(i);
  }

  private static void crowd(ArchivedShop shop, int people, int programs) throws Exception {
    for (int i = 0; i < people; i++) {
      shop.visit(i, cookie(i), 5 + i % 4);
      shop.outcome(i, "s:" + cookie(i), "purchased", 100, 1990);
    }
    for (int i = people; i < people + programs; i++) {
      shop.walk(i, 20 + i % 10);
    }
  }

  @Test
  void sessionsAreThoseOfTheStreamAndOutcomesLabelThem() throws Exception {
    try (ArchivedShop shop = new ArchivedShop(archive)) {
      crowd(shop, 3, 2);
      shop.visit(10, cookie(10), 4);
      shop.outcome(10, "s:" + cookie(10), "purchased", 100, 500);
      shop.outcome(10, "s:" + cookie(10), "refunded", 900, 500);
      shop.visit(11, cookie(11), 1);
      shop.add(
          without(page(12, 0, PageType.HOME, "/"))
              .setCrawler("googlebot")
              .setCrawlerState(CrawlerState.FAKE.ordinal()));
      shop.add(
          with(page(13, 0, PageType.HOME, "/"), cookie(13))
              .setChallengeState(ChallengeState.CHALLENGE_PASSED));
    }
    JsonNode figures = imported(archive);

    assertThat(query("SELECT session FROM ROWS WHERE last AND label = 'human' ORDER BY 1"))
        .containsExactly("s:" + cookie(0) + "#1", "s:" + cookie(1) + "#1", "s:" + cookie(2) + "#1");
    assertThat(query("SELECT pages FROM ROWS WHERE last AND label = 'human' ORDER BY session"))
        .as("with the page on which the cookie was set")
        .containsExactly("5", "6", "7");
    assertThat(query("SELECT source FROM ROWS WHERE last AND label = 'bot' ORDER BY 1"))
        .containsExactly("false-claim", "trap", "trap");
    assertThat(figures.at("/challenges/passed").asInt()).isEqualTo(1);
    assertThat(figures.get("outcomes").asInt()).isEqualTo(5);
    assertThat(figures.get("sessions").asInt())
        .as("none of a cookie that stayed away")
        .isEqualTo(3 + 3 + 2 + 2 + 1 + 1 + 1);
    assertThat(dataset.resolveSibling("set.sorting")).doesNotExist();
  }

  @Test
  void whatWasDeniedIsNoFeature() throws Exception {
    try (ArchivedShop shop = new ArchivedShop(archive)) {
      shop.walk(1, 4);
      for (int i = 5; i < 60; i++) {
        shop.add(
            without(page(1, i, PageType.PRODUCT, "/p/" + i))
                .setAction(Action.BLOCK)
                .setEnforced(true));
      }
    }
    imported(archive);

    assertThat(query("SELECT pages FROM ROWS WHERE last")).containsExactly("5");
  }

  @Test
  void aModelSaysWhatItWasTrainedOn() throws Exception {
    try (ArchivedShop shop = new ArchivedShop(archive)) {
      crowd(shop, 260, 60);
    }
    imported(archive);
    JsonNode card = card();

    assertThat(card.get("traffic").asText()).isEqualTo("archive");
    assertThat(card.get("unseen").toString())
        .doesNotContain(ONLY_DOORS_SEE.column())
        .as("what buyers' software has taught")
        .doesNotContain(SessionFeature.ORDER_SURPRISE.column())
        .doesNotContain(SessionFeature.LANGUAGE_SURPRISE.column());
    String seen = "SELECT count(*) FROM ROWS WHERE %s = %s";
    String missing = seen.formatted(ONLY_DOORS_SEE.column(), ONLY_DOORS_SEE.missing());
    assertThat(query(missing)).containsExactly("0");
  }

  private JsonNode card() throws Exception {
    Path model = folder.resolve("model");
    assertThat(TrainCommand.run(dataset.toString(), "-o", model.toString())).isZero();
    return new ObjectMapper().readTree(model.resolve("card.json").toFile());
  }

  @Test
  void aModelOfLogsScoresALiveSessionWithoutWhatLogsLack() throws Exception {
    Path log = Files.write(folder.resolve("access.log"), LogLines.of(120, 60));
    imported(log);
    JsonNode card = card();
    assertThat(card.get("traffic").asText()).isEqualTo("access logs");
    assertThat(card.get("limits").asText()).contains("trained on access logs alone");
    List<String> unseen = new ArrayList<>();
    card.get("unseen").forEach(column -> unseen.add(column.asText()));
    assertThat(unseen).contains(ONLY_DOORS_SEE.column());

    Classifier model = ModelReader.read(folder.resolve("model/model.mastiff"));
    SessionAccumulator live = new SessionAccumulator(model.baseline());
    for (int i = 0; i < 12; i++) {
      live.add(with(page(1, i, PageType.PRODUCT, "/p/" + i), cookie(1)).build());
    }
    double[] seen = live.vector();
    double[] masked = seen.clone();
    for (String column : unseen) {
      int feature = FeatureSchema.columns().indexOf(column);
      masked[feature] = FeatureSchema.features().get(feature).missing();
    }
    assertThat(masked).as("the door sees more than the log").isNotEqualTo(seen);
    assertThat(model.score(seen)).isEqualTo(model.score(masked));
    assertThat(model.ensemble().nodes()).isGreaterThan(10);
  }

  @Test
  void whoKeepsACookieIsOneClientOnAnyNetworkAndDay() throws Exception {
    int day = 86_400;
    try (ArchivedShop shop = new ArchivedShop(archive)) {
      for (int i = 0; i < 20; i++) {
        shop.visit(i, cookie(i), 4);
        String elsewhere = "172." + (16 + i) + ".5.0/24";
        for (int n = 0; n < 3; n++) {
          shop.add(
              with(page(i, day + n, PageType.PRODUCT, "/p/" + n), cookie(i))
                  .setNetwork(elsewhere)
                  .setClientShape(i));
        }
        shop.outcome(i, "s:" + cookie(i), "purchased", day + 100, 1990);
      }
    }
    imported(archive);

    assertThat(query("SELECT count(DISTINCT session) FROM ROWS")).containsExactly("40");
    assertThat(query("SELECT count(DISTINCT client) FROM ROWS")).containsExactly("20");
    String byCookie = "SELECT max(n) FROM (SELECT count(DISTINCT %s) AS n FROM ROWS GROUP BY %s)";
    String cookie = "split_part(session, '#', 1)";
    assertThat(query(byCookie.formatted("client", cookie))).containsExactly("1");
    assertThat(query(byCookie.formatted("split", cookie))).containsExactly("1");
  }

  @Test
  void nothingStaysOfAnImportThatFailsOrIsInterrupted() throws Exception {
    try (ArchivedShop shop = new ArchivedShop(archive)) {
      crowd(shop, 3, 2);
    }
    ForeignParquet.rewrite(archive, "requests", "* REPLACE (NULL::BLOB AS record)");
    String[] command = {"data", "import", archive.toString(), "-o", dataset.toString()};
    assertThat(ForeignParquet.told(() -> Main.run(command), 2))
        .contains("a request lacks its record");
    ForeignParquet.rewrite(archive, "requests", "* REPLACE ('x'::BLOB AS record)");
    assertThat(ForeignParquet.told(() -> Main.run(command), 2))
        .contains("a request cannot be read");
    assertThat(dataset.resolveSibling("set.sorting")).doesNotExist();

    Files.createDirectories(dataset.resolveSibling("set.sorting").resolve("spill"));
    Files.createDirectories(dataset.resolveSibling("set.part"));
    DatasetImport.forgetHalf(dataset);
    assertThat(dataset.resolveSibling("set.part")).doesNotExist();
    assertThat(dataset.resolveSibling("set.sorting")).as("logs go on").exists();
    DatasetImport.forgetAll(dataset);
    assertThat(dataset.resolveSibling("set.sorting")).doesNotExist();
  }

  @Test
  void badInputIsNamed() throws Exception {
    try (ArchivedShop shop = new ArchivedShop(archive)) {
      crowd(shop, 1, 1);
    }
    String set = dataset.toString();
    assertThat(Main.run("data", "import", folder.toString(), "-o", set)).isEqualTo(2);
    String[] field = {"data", "import", archive.toString(), "-o", set, "--session-field", "user"};
    assertThat(Main.run(field)).isEqualTo(2);
    String[] shop = {"data", "import", archive.toString(), "-o", set, "--shop", "nobody"};
    assertThat(Main.run(shop)).isEqualTo(2);
    assertThat(dataset).doesNotExist();
  }
}
