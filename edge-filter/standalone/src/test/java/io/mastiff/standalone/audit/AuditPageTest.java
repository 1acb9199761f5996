package io.mastiff.standalone.audit;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.mastiff.classifier.Classifier;
import io.mastiff.classifier.ModelReader;
import io.mastiff.edge.policy.Policy;
import io.mastiff.edge.policy.PolicyReader;
import io.mastiff.edge.rule.PolicyRule;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What an audit tells a shop's manager, from a whole log. */
class AuditPageTest {
  private static final String HOSTILE = "<script>alert(1)</script>\u0007&'";

  @TempDir Path folder;

  private AuditRun audit(Policy policy, List<String> lines) throws Exception {
    Path file = folder.resolve("access.log");
    Files.write(file, lines, StandardCharsets.ISO_8859_1);
    return AuditRun.of(List.of(file), ModelReader.defaultModel(), policy, false, null, done -> {});
  }

  private JsonNode figures(Policy policy, ShopLog log) throws Exception {
    return audit(policy, log.lines()).json(new ObjectMapper());
  }

  private static ShopLog busyShop() {
    ShopLog log = new ShopLog(21).people(1_500, true);
    for (int i = 0; i < 900; i++) {
      log.line(9_000 + i / 5, "203.0.113.7", "/p/" + i, 20_000, "-", HOSTILE);
    }
    for (int i = 0; i < 300; i++) {
      log.line(i * 70L, "192.0.2.40", "/api/stock", 400, "-", "StockFeed/2.0");
      log.line(i * 65L, "66.249.66." + i % 9, "/p/" + i, 9_000, "-", "Googlebot/2.1");
    }
    return log;
  }

  private static JsonNode automated(JsonNode figures, String name) {
    for (JsonNode one : figures.get("automated")) {
      if (one.get("name").asText().startsWith(name)) {
        return one;
      }
    }
    throw new AssertionError(name + " is not among " + figures.get("automated"));
  }

  @Test
  void thePageStandsAloneAndEscapesWhatStrangersWrote() throws Exception {
    String page = audit(Policy.DEFAULT, busyShop().lines()).html(false);

    assertThat(page).doesNotContain("<script", "src=", "href=", "@import", "url(", "\u0007");
    assertThat(page).contains("&lt;script&gt;alert(1)&lt;/script&gt;?&amp;&#39;");
    assertThat(page).contains("prefers-color-scheme: dark", "@media print", "real log");
    assertThat(page).contains("requests in ", "time (UTC)", "orders touched", "would have touched");
    assertThat(page.split("<figure>", -1).length).isEqualTo(page.split("<figcaption>", -1).length);
    assertThat(page).contains("networks: [&quot;192.0.2.0/24&quot;]");
  }

  @Test
  void theTextFitsATerminal() throws Exception {
    assertThat(audit(Policy.DEFAULT, busyShop().lines()).text(false).lines())
        .allSatisfy(line -> assertThat(line.length()).isLessThanOrEqualTo(80));
  }

  @Test
  void kindsAddUpToTheLogInEachForm() throws Exception {
    JsonNode figures = figures(Policy.DEFAULT, busyShop());
    long requests = 0;
    for (JsonNode kind : figures.at("/traffic/kinds")) {
      long steps = 0;
      for (JsonNode n : kind.get("requestsByStep")) {
        steps += n.asLong();
      }
      assertThat(steps).isEqualTo(kind.get("requests").asLong());
      requests += steps;
    }
    assertThat(requests).isEqualTo(figures.get("lines").asLong());
    assertThat(figures.at("/traffic/kinds/crawler/requests").asInt()).isEqualTo(300);
    assertThat(figures.at("/traffic/kinds/scraper/requests").asInt()).isEqualTo(900);
    assertThat(figures.get("summary")).hasSize(3);
    assertThat(figures.at("/campaigns/0/agent").asText()).startsWith("<script>");
    assertThat(figures.at("/campaigns/0/products").asInt()).isBetween(870, 930);
  }

  @Test
  void theLowerTheLineTheMoreIsStopped() throws Exception {
    JsonNode levels = figures(Policy.DEFAULT, busyShop()).get("whatIf");
    for (int i = 1; i < levels.size(); i++) {
      JsonNode lower = levels.get(i - 1);
      assertThat(levels.get(i).get("score").asDouble())
          .isGreaterThan(lower.get("score").asDouble());
      for (String figure : List.of("sessions", "requests", "orders", "returning")) {
        assertThat(levels.get(i).get(figure).asLong())
            .as(figure)
            .isLessThanOrEqualTo(lower.get(figure).asLong());
      }
    }
    assertThat(levels.get(levels.size() - 2).get("requests").asInt())
        .as("from the score that slows")
        .isGreaterThan(800);
  }

  @Test
  void steadyClientsComeWithALineThatThePolicyTakes() throws Exception {
    JsonNode figures = figures(Policy.DEFAULT, busyShop());
    assertThat(automated(figures, "googlebot").get("standing").asText()).isEqualTo("known");
    JsonNode feed = automated(figures, "stockfeed");
    assertThat(feed.get("standing").asText()).isEqualTo("yours?");
    assertThat(feed.get("section").asText()).isEqualTo("partners");

    Policy policy = policy("partners:\n  " + feed.get("line").asText() + "\n");
    assertThat(policy.partners()).hasSize(1);
    assertThat(policy.partners().get(0).routes()).hasSize(1);
    JsonNode again = automated(figures(policy, busyShop()), "stockfeed");
    assertThat(again.get("standing").asText()).isEqualTo("known");
    assertThat(again.get("line").asText()).isEmpty();
  }

  @Test
  void whoComesFromManyPlacesGetsARule() throws Exception {
    ShopLog log = new ShopLog(22).people(500, true);
    for (int i = 0; i < 400; i++) {
      log.line(i * 50L, "198." + i % 40 + ".7.9", "/p/" + i, 9_000, "-", "PriceFeed/1." + i % 3);
    }
    JsonNode feed = automated(figures(Policy.DEFAULT, log), "pricefeed");
    assertThat(feed.get("standing").asText()).isEqualTo("unknown");
    assertThat(feed.get("section").asText()).isEqualTo("rules");
    assertThat(policy("rules:\n  " + feed.get("line").asText() + "\n").rules()).hasSize(1);
  }

  private Policy policy(String yaml) throws Exception {
    return PolicyReader.read(Files.writeString(folder.resolve("mastiff.yaml"), yaml));
  }

  @Test
  void ordersOfWhoWouldBeStoppedAreHarm() throws Exception {
    ShopLog log = busyShop();
    log.line(9_170, "203.0.113.7", "/checkout/success", 900, "-", HOSTILE);
    Path file = folder.resolve("orders.log");
    Files.write(file, log.lines(), StandardCharsets.ISO_8859_1);
    JsonNode figures =
        AuditRun.of(List.of(file), ofEverybody(), Policy.DEFAULT, false, null, done -> {})
            .json(new ObjectMapper());

    int orders = figures.at("/orders/all").asInt();
    assertThat(orders).isPositive();
    assertThat(figures.at("/orders/touched").asInt()).isEqualTo(orders);
    assertThat(figures.get("harm").asText()).startsWith("would have touched " + orders + " of ");
    assertThat(figures.at("/doubtful/0/orders").asInt())
        .as("who bought though suspected comes first")
        .isPositive();
    assertThat(figures(Policy.DEFAULT, log).at("/orders/touched").asInt())
        .as("who orders is no scraper by the model that ships")
        .isZero();
  }

  @Test
  void pageAndTextTellNetworksUnlessAddressesAreAskedFor() throws Exception {
    Path file = folder.resolve("access.log");
    Files.write(file, busyShop().lines(), StandardCharsets.ISO_8859_1);
    AuditRun audit =
        AuditRun.of(List.of(file), ofEverybody(), Policy.DEFAULT, false, null, done -> {});
    JsonNode doubtful = audit.json(new ObjectMapper()).get("doubtful");
    String loop = "203.0.113.7";

    assertThat(audit.html(false)).contains("most active: 203.0.113.0/24").doesNotContain(loop);
    assertThat(audit.text(false)).contains("203.0.113.0/24").doesNotContain(loop);
    assertThat(audit.html(true)).contains("most active: 203.0.113.7");
    assertThat(audit.text(true)).contains(loop);
    assertThat(doubtful).isNotEmpty();
    for (JsonNode doubt : doubtful) {
      String client = doubt.get("client").asText();
      assertThat(audit.html(true)).contains(client);
      assertThat(audit.html(false)).contains(client.replaceFirst("\\d+$", "0/24"));
      assertThat(audit.html(false)).doesNotContain(client + "<");
      assertThat(audit.text(false)).doesNotContain(client + " ");
    }
  }

  /** A model that takes everybody for a scraper. */
  private static Classifier ofEverybody() throws Exception {
    Classifier model = ModelReader.defaultModel();
    return new Classifier(
        model.hash(),
        model.ensemble(),
        model.scale(),
        model.slope(),
        model.offset(),
        1e-6,
        1e-7,
        model.cardJson(),
        model.baseline());
  }

  @Test
  void whateverRobotsCallThemselvesTheLinesAreAPolicy() throws Exception {
    ShopLog log = new ShopLog(23).people(300, true);
    String[] odd = {
      ".../1.0", "123456/1", "null/1", "true/2", "---/1", "no", "1e3/1", "a" + "b".repeat(58) + "/1"
    };
    for (int robot = 0; robot < odd.length; robot++) {
      for (int i = 0; i < 200; i++) {
        String wide = "198." + i % 40 + "." + robot + ".9";
        String fixed = "192.0." + robot + ".9";
        log.line(i * 100L, wide, "/p/" + i, 9_000, "-", odd[robot]);
        log.line(i * 100L, fixed, "/api/stock", 400, "-", "7" + robot + odd[robot]);
      }
    }
    for (int burst = 0; burst < 8; burst++) {
      for (int i = 0; i < 700; i++) {
        long second = burst * 2_500 + i / 12;
        log.line(second, "66.249.66.1", "/p/" + i, 9_000, "-", "Googlebot/2.1");
        log.line(second, "157.55.39.1", "/p/" + i, 9_000, "-", "bingbot/2.0");
      }
    }
    AuditRun audit = audit(Policy.DEFAULT, log.lines());
    String page = audit.html(false);
    String block = page.substring(page.indexOf("<pre>") + 5, page.indexOf("</pre>"));
    Policy policy = policy(block.replace("&quot;", "\""));

    assertThat(policy.rules()).extracting(PolicyRule::name).contains("null", "true");
    assertThat(policy.rules()).noneMatch(rule -> rule.name().startsWith("123456"));
    assertThat(policy.partners()).isNotEmpty();
    assertThat(policy.crawlers().budgets()).hasSize(2);
    String text = audit.text(false);
    int from = text.indexOf("\n", text.indexOf("automated and steady"));
    String shown =
        text.substring(from, text.indexOf("\n\n", from))
            .lines()
            .filter(row -> row.startsWith("  ") || row.matches("[a-z]+: .*"))
            .collect(Collectors.joining("\n"));
    Policy printed = policy(shown + "\n");
    assertThat(printed.crawlers().budgets()).hasSize(2);
    assertThat(printed.partners()).isNotEmpty();
  }
}
