package io.mastiff.standalone.archive;

import static io.mastiff.standalone.archive.ArchivedShop.page;
import static io.mastiff.standalone.archive.ArchivedShop.with;
import static io.mastiff.standalone.archive.ArchivedShop.without;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.mastiff.classifier.ModelReader;
import io.mastiff.event.PageType;
import io.mastiff.event.RequestEvent;
import io.mastiff.feature.SessionAccumulator;
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

  private JsonNode orders() throws Exception {
    return slice(live(), "all").get("ordersHit");
  }

  @Test
  void anOrderIsHitOnceAndOnlyWhileItsClientIsListed() throws Exception {
    try (ArchivedShop shop = new ArchivedShop(folder.resolve("archive"))) {
      for (int i = 0; i < 40; i++) {
        person(shop, i, true, false, 60);
      }
      bought(shop, 100, 20, 20, 25);
      bought(shop, 101, 20, 25, 40);
      bought(shop, 102, 20, 619);
      bought(shop, 103, 20, 621, 700);
      bought(shop, 107, 20, 25, 2500);
      told(shop, 104, 10, 15, 7);
      told(shop, 105, 10, 19, 7);
      told(shop, 106, 10, 60, 7);
      shop.outcome(106, "s:" + cookie(106), "purchased", 90, 5000, 7);
    }
    assertThat(orders().get("value").asDouble())
        .as(
            "101, 102, 106, 107; not the page that convicts, a reload, or after the entry has ended")
        .isEqualTo(400, within(1e-6));
    assertThat(slice(live(), "all").at("/moneyHit/value").asDouble())
        .as("told twice is one order")
        .isEqualTo(5_000, within(1e-6));
  }

  private static String cookie(int i) {
    return "cookie-of-%06d".formatted(i);
  }

  /** Convicted in a second, with pages of placed orders in others. */
  private static void bought(ArchivedShop shop, int i, int convicted, int... seconds)
      throws Exception {
    for (int second : seconds) {
      shop.add(
          with(page(i, second, PageType.ORDER_CONFIRMED, "/order"), cookie(i))
              .setHoldOut(true)
              .setHoldOutShare(SHARE));
    }
    shop.verdict(i, "s:" + cookie(i), "scraper", convicted);
  }

  /** Convicted by a page of which, or after which, the store tells an order. */
  private static void told(ArchivedShop shop, int i, int convicted, int second, long id)
      throws Exception {
    shop.add(
        with(page(i, convicted, PageType.CHECKOUT, "/checkout"), cookie(i))
            .setHoldOut(true)
            .setHoldOutShare(SHARE));
    shop.verdict(i, "s:" + cookie(i), "scraper", convicted);
    shop.outcome(i, "s:" + cookie(i), "purchased", second, 5000, id);
  }

  @Test
  void nobodyIsActedOnWhomNoEntryWouldName() throws Exception {
    double[] scraper = scraper();
    try (ArchivedShop shop = new ArchivedShop(folder.resolve("archive"))) {
      for (int i = 0; i < 5; i++) {
        String network = i == 3 ? "10.3.3.0/24" : "93.184." + i + ".0/24";
        RequestEvent.Builder page =
            without(page(i, 0, PageType.HOME, "/").setNetwork(network))
                .setHoldOut(true)
                .setHoldOutShare(SHARE)
                .setAddressUnknown(i == 1)
                .setNetworkUnlistable(i == 2);
        shop.add(page);
        shop.unlisted(i, page.getClient(), i == 0 ? 4 : 21, scraper);
      }
      shop.add(
          with(page(9, 0, PageType.HOME, "/"), cookie(9)).setHoldOut(true).setHoldOutShare(SHARE));
      shop.unlisted(9, "s:" + cookie(9), 3, scraper);
    }
    JsonNode given = slice(live(), "all");
    assertThat(given.get("heldOut").asInt()).isEqualTo(6);
    assertThat(given.get("convicted").asInt()).as("no verdict names an entry").isZero();

    JsonNode scored = live("--model", model().toString());
    assertThat(scored.get("otherFeatures").asInt()).isZero();
    assertThat(slice(scored, "all").get("convicted").asInt())
        .as("the cookie's holder, and the aggregate of many pages")
        .isEqualTo(2);
  }

  private static double[] scraper() throws Exception {
    SessionAccumulator session = new SessionAccumulator(ModelReader.defaultModel().baseline());
    for (int i = 0; i < 200; i++) {
      session.add(
          without(page(1, 0, PageType.PRODUCT, "/p/" + i))
              .setHeaderBits(0)
              .setDecidedAtMs(1_700_000_000_000L + i * 100L)
              .build());
    }
    return session.vector();
  }

  private Path model() throws Exception {
    Path model = folder.resolve("default.mastiff");
    try (var in = ModelReader.class.getResourceAsStream("default-model.mastiff")) {
      Files.write(model, in.readAllBytes());
    }
    return model;
  }

  @Test
  void filesOfAnotherProgramAreOneLine() throws Exception {
    archive();
    Path archive = folder.resolve("archive");
    String[] command = {"--live", archive.toString()};
    ForeignParquet.rewrite(archive, "verdicts", "* REPLACE (NULL::VARCHAR AS verdict)");
    assertThat(EvaluateCommand.run(command)).isZero();
    ForeignParquet.rewrite(archive, "verdicts", "* REPLACE ('x'::BLOB AS record)");
    assertThat(ForeignParquet.told(() -> EvaluateCommand.run(command), 2)).contains("be read");
    ForeignParquet.rewrite(archive, "verdicts", "* REPLACE (NULL::BLOB AS record)");
    assertThat(ForeignParquet.told(() -> EvaluateCommand.run(command), 2))
        .contains("lacks its at_ms or record");
    ForeignParquet.rewrite(archive, "requests", "* REPLACE (NULL::VARCHAR AS client_kind)");
    assertThat(ForeignParquet.told(() -> EvaluateCommand.run(command), 2))
        .contains("lacks its shop, client, client_kind or at_ms");
    ForeignParquet.rewrite(archive, "requests", "* EXCLUDE (hold_out)");
    assertThat(ForeignParquet.told(() -> EvaluateCommand.run(command), 2)).contains("be read");
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

    JsonNode rescored = live("--model", model().toString());
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
