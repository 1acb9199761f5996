package io.mastiff.standalone.archive;

import static io.mastiff.standalone.archive.ArchivedShop.page;
import static io.mastiff.standalone.archive.ArchivedShop.with;
import static io.mastiff.standalone.archive.ArchivedShop.without;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.mastiff.event.PageType;
import io.mastiff.training.judge.EvaluateCommand;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code model evaluate --live} on an archive whose whole traffic is known. */
class LiveEvaluationTest {
  private static final double SHARE = 0.01;
  @TempDir Path folder;

  private JsonNode live(String... more) throws Exception {
    Path json = folder.resolve("live.json");
    List<String> args = new ArrayList<>(List.of("--live", folder.resolve("archive").toString()));
    args.addAll(List.of("--trap", ArchivedShop.TRAP, "--json", json.toString()));
    args.addAll(List.of(more));
    assertThat(EvaluateCommand.run(args.toArray(String[]::new))).isZero();
    return new ObjectMapper().readTree(json.toFile());
  }

  private static JsonNode slice(JsonNode figures, String name) {
    for (JsonNode slice : figures.get("slices")) {
      if (slice.get("name").asText().equals(name)) {
        return slice;
      }
    }
    throw new AssertionError("no slice " + name + " in " + figures);
  }

  /** A program, convicted; in the trap or not. */
  private static void program(ArchivedShop shop, int i, double share, boolean trap)
      throws Exception {
    String path = trap ? ArchivedShop.TRAP : "/p/1";
    shop.add(without(page(i, 0, PageType.OTHER, path)).setHoldOut(true).setHoldOutShare(share));
    shop.verdict(
        i, "a:" + page(i, 0, PageType.HOME, "/").getNetwork() + "|0000000000000000", "scraper", 1);
  }

  /** A person who buys some time after the first page; convicted after ten seconds, or not. */
  private static void person(ArchivedShop shop, int i, boolean held, boolean convicted, int buysAt)
      throws Exception {
    String cookie = "cookie-of-%06d".formatted(i);
    shop.add(with(page(i, 0, PageType.HOME, "/"), cookie).setHoldOut(held).setHoldOutShare(SHARE));
    shop.verdict(i, "s:" + cookie, convicted ? "scraper" : "unsuspected", 10);
    shop.outcome(i, "s:" + cookie, "purchased", buysAt, 5000);
  }

  private void archive() throws Exception {
    try (ArchivedShop shop = new ArchivedShop(folder.resolve("archive"))) {
      for (int i = 0; i < 60; i++) {
        program(shop, i, SHARE, i < 40);
      }
      for (int i = 100; i < 150; i++) {
        person(shop, i, true, i < 104, i < 102 ? 60 : 5);
      }
      for (int i = 200; i < 300; i++) {
        person(shop, i, false, true, 60);
      }
    }
  }

  @Test
  void theWholeTrafficIsEstimatedFromThoseHeldOut() throws Exception {
    archive();
    JsonNode all = slice(live(), "all");

    assertThat(all.get("heldOut").asInt()).as("nobody else counts").isEqualTo(110);
    assertThat(all.get("convicted").asInt()).isEqualTo(64);
    assertThat(all.at("/actedOn/value").asDouble()).isEqualTo(6400, within(1e-6));
    assertThat(all.at("/actedOn/low").asDouble()).isBetween(4900.0, 5000.0);
    assertThat(all.at("/actedOn/high").asDouble()).isBetween(8100.0, 8300.0);
    assertThat(all.at("/precision/least").asDouble()).isEqualTo(40 / 64.0, within(1e-9));
    assertThat(all.at("/precision/most").asDouble()).isEqualTo(60 / 64.0, within(1e-9));
    assertThat(all.at("/precision/low").asDouble()).isLessThan(0.55);
    assertThat(all.at("/precision/high").asDouble()).isGreaterThan(0.95);
    assertThat(all.at("/ordersHit/value").asDouble())
        .as("two bought after they were convicted, two before")
        .isEqualTo(200, within(1e-6));
    assertThat(all.at("/ordersHit/low").asDouble()).isBetween(10.0, 30.0);
    assertThat(all.at("/ordersHit/high").asDouble()).isBetween(700.0, 740.0);
    assertThat(all.at("/moneyHit/value").asDouble()).isEqualTo(10_000, within(1e-6));
  }

  @Test
  void slicesAreJudgedByThemselvesAndTooFewSayNothing() throws Exception {
    archive();
    JsonNode figures = live();

    JsonNode people = slice(figures, "session");
    assertThat(people.at("/precision/note").asText()).isEqualTo("too few: 4 convicted, needs 30");
    assertThat(people.at("/ordersHit/value").asDouble()).isEqualTo(200, within(1e-6));
    JsonNode programs = slice(figures, "aggregate");
    assertThat(programs.at("/precision/least").asDouble()).isEqualTo(40 / 60.0, within(1e-9));
    assertThat(programs.at("/ordersHit/note").asText()).startsWith("too few: 0 orders");
  }

  @Test
  void whoHadASmallerChanceCountsMore() throws Exception {
    try (ArchivedShop shop = new ArchivedShop(folder.resolve("archive"))) {
      for (int i = 0; i < 40; i++) {
        program(shop, i, i < 20 ? 0.005 : 0.05, i < 20);
      }
    }
    JsonNode all = slice(live(), "all");

    assertThat(all.at("/actedOn/value").asDouble()).isEqualTo(4400, within(1e-6));
    assertThat(all.at("/precision/least").asDouble()).isEqualTo(10 / 11.0, within(1e-9));
  }

  @Test
  void chargedBackOrdersAreNoneAndOtherFeaturesAreCounted() throws Exception {
    try (ArchivedShop shop = new ArchivedShop(folder.resolve("archive"))) {
      for (int i = 0; i < 40; i++) {
        person(shop, i, true, true, 60);
        shop.outcome(i, "s:cookie-of-%06d".formatted(i), "charged-back", 900, 5000);
      }
    }
    assertThat(slice(live(), "all").at("/ordersHit/note").asText()).startsWith("too few: 0 orders");
    assertThat(slice(live(), "all").get("people").asInt()).isZero();

    Path model = folder.resolve("default.mastiff");
    try (var in =
        io.mastiff.classifier.ModelReader.class.getResourceAsStream("default-model.mastiff")) {
      Files.write(model, in.readAllBytes());
    }
    JsonNode rescored = live("--model", model.toString());
    assertThat(rescored.get("otherFeatures").asInt()).isEqualTo(40);
    assertThat(slice(rescored, "all").get("convicted").asInt()).isZero();
  }

  @Test
  void theTextFitsATerminal() throws Exception {
    archive();
    PrintStream before = System.out;
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    System.setOut(new PrintStream(out, true, StandardCharsets.UTF_8));
    try {
      live();
    } finally {
      System.setOut(before);
    }
    String text = out.toString(StandardCharsets.UTF_8);
    assertThat(text.lines()).allSatisfy(line -> assertThat(line).hasSizeLessThan(81));
    assertThat(text)
        .contains("Real traffic, by 110 clients")
        .contains("6,400 (")
        .contains("62.5% to 93.8%")
        .contains("too few: 4 convicted, needs 30");
  }

  @Test
  void badInputIsNamed() {
    assertThat(EvaluateCommand.run("--live", folder.toString())).isEqualTo(2);
    assertThat(EvaluateCommand.run()).isEqualTo(2);
  }
}
