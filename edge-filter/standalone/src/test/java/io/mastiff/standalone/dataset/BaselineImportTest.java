package io.mastiff.standalone.dataset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.mastiff.feature.DatasetFormat;
import io.mastiff.feature.SessionFeature;
import io.mastiff.feature.state.BaselineState;
import io.mastiff.standalone.Main;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What {@code data import} learns of people, and what sessions are measured against. */
class BaselineImportTest {
  private static final int UNSEEN = 999_999;
  private static final int UNSEEN_TOO = 888_888;
  private static final String RATIO = SessionFeature.POPULARITY_RATIO.column();

  @TempDir Path folder;
  private Path dataset = Path.of("");

  private JsonNode imported(List<String> lines, String... more) throws Exception {
    Path log = Files.write(folder.resolve("access.log"), lines);
    Path json = folder.resolve("figures.json");
    dataset = folder.resolve("set");
    List<String> args =
        new ArrayList<>(List.of("data", "import", log.toString(), "-o", dataset.toString()));
    args.addAll(List.of("--trap", ShopLog.TRAP, "--json", json.toString()));
    args.addAll(List.of(more));
    assertThat(Main.run(args.toArray(String[]::new))).isZero();
    return new ObjectMapper().readTree(json.toFile());
  }

  private double number(String sql) throws Exception {
    try (var database = DriverManager.getConnection("jdbc:duckdb:");
        var statement = database.createStatement();
        var found =
            statement.executeQuery(sql.replace("ROWS", "'" + dataset + "/part-*.parquet'"))) {
      found.next();
      return found.getDouble(1);
    }
  }

  private double mean(String where) throws Exception {
    return number("SELECT avg(" + RATIO + ") FROM ROWS WHERE last AND " + where);
  }

  /** How far programs that walk the catalogue lie above people, in the split that tests. */
  private double gap() throws Exception {
    return mean("split = 'test' AND label = 'bot'") - mean("split = 'test' AND label = 'human'");
  }

  private BaselineState baseline() throws Exception {
    return BaselineState.parseFrom(Files.readAllBytes(dataset.resolve(DatasetFormat.BASELINE)));
  }

  @Test
  void peopleOfTheTrainingSplitTeachWhatTheModelTakesAlong() throws Exception {
    JsonNode figures = imported(new ShopLog().buyers(400).walkers(60, false).lines());

    JsonNode learned = figures.get("baseline");
    assertThat(learned.get("learned").asBoolean()).isTrue();
    assertThat(learned.get("sessions").asInt()).isBetween(180, 300);
    assertThat(baseline().getProductsCount()).isEqualTo(learned.get("products").asInt());
    assertThat(baseline().getTransitionsCount()).isEqualTo(256);
    assertThat(gap()).isGreaterThan(1);
    double missing = SessionFeature.NAVIGATION_SURPRISE.missing();
    String surprise = SessionFeature.NAVIGATION_SURPRISE.column();
    assertThat(number("SELECT count(*) FROM ROWS WHERE " + surprise + " = " + missing)).isZero();
    String lag = SessionFeature.VERSION_LAG.column();
    assertThat(number("SELECT max(" + lag + ") FROM ROWS WHERE last AND label = 'human'"))
        .as("all have the version that the log's user agent tells")
        .isZero();
    assertThat(baseline().getSoftware().getHoursCount()).isEqualTo(24);
  }

  @Test
  void whatASessionHasTaughtItIsNotMeasuredAgainst() throws Exception {
    ShopLog shop = new ShopLog().buyers(400);
    for (int i = 0; i < 20; i++) {
      shop.visit(List.of(UNSEEN + i), true, false);
    }
    shop.visit(List.of(UNSEEN_TOO), false, true);
    imported(shop.lines());

    double ofNobody = mean("label = 'bot'");
    assertThat(ofNobody).isGreaterThan(1);
    String alone = "split = 'train' AND label = 'human' AND pages = 2";
    assertThat(number("SELECT count(*) FROM ROWS WHERE last AND " + alone)).isGreaterThan(5);
    assertThat(mean(alone)).as("products that only they looked at").isCloseTo(ofNobody, within(.2));
  }

  @Test
  void theSplitThatTestsTeachesNothing() throws Exception {
    ShopLog shop = new ShopLog();
    List<String> labels = new ArrayList<>(List.of("key,label,split"));
    for (int i = 0; i < 240; i++) {
      boolean test = i >= 120;
      shop.visit(List.of(i % 10 + (test ? 100 : 0)), false, false);
      labels.add("10." + i / 250 + "." + i % 250 + ".7,human," + (test ? "test" : "train"));
    }
    Path file = Files.write(folder.resolve("labels.csv"), labels);
    JsonNode figures = imported(shop.lines(), "--labels", file.toString());

    assertThat(figures.at("/baseline/sessions").asInt()).isEqualTo(120);
    assertThat(baseline().getProductsCount()).isEqualTo(10);
  }

  @Test
  void whatIsOldCountsLess() throws Exception {
    JsonNode figures = imported(new ShopLog().buyers(400).lines());

    double views = figures.at("/baseline/sessions").asInt() * 4.2;
    assertThat(baseline().getTotalViews()).as("20 days, half after 14").isLessThan(views * 0.85);
  }

  @Test
  void aFifthOfPoisonedBuyersMovesLittle() throws Exception {
    imported(new ShopLog().buyers(400).walkers(60, false).lines());
    double clean = gap();
    imported(new ShopLog().buyers(400).walkers(60, false).walkers(100, true).lines());

    String honest =
        "label = 'bot') - (SELECT avg("
            + RATIO
            + ") FROM ROWS WHERE last AND split ="
            + " 'test' AND label = 'human' AND pages < 50)";
    double poisoned =
        number(
            "SELECT (SELECT avg("
                + RATIO
                + ") FROM ROWS WHERE last AND split = 'test' AND "
                + honest);
    assertThat(poisoned).as("of " + clean).isGreaterThan(0.5 * clean).isLessThan(clean);
  }

  @Test
  void fromFewPeopleNothingIsLearnedAndThatIsSaid() throws Exception {
    JsonNode figures = imported(new ShopLog().buyers(90).walkers(20, false).lines());

    assertThat(figures.at("/baseline/learned").asBoolean()).isFalse();
    assertThat(dataset.resolve(DatasetFormat.BASELINE)).doesNotExist();
    assertThat(number("SELECT count(DISTINCT " + RATIO + ") FROM ROWS")).isEqualTo(1);
    assertThat(mean("true")).isEqualTo(SessionFeature.POPULARITY_RATIO.missing());
  }
}
