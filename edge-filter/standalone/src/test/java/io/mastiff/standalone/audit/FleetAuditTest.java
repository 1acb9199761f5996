package io.mastiff.standalone.audit;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.mastiff.classifier.ModelReader;
import io.mastiff.edge.policy.Policy;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Distributed scrapers in whole logs. */
class FleetAuditTest {
  @TempDir Path folder;

  private JsonNode audit(ShopLog log) throws Exception {
    Path file = folder.resolve("access.log");
    Files.write(file, log.lines(), StandardCharsets.ISO_8859_1);
    return AuditRun.of(
            List.of(file), ModelReader.defaultModel(), Policy.DEFAULT, false, null, done -> {})
        .json(new ObjectMapper());
  }

  private static List<JsonNode> distributed(JsonNode figures) {
    List<JsonNode> found = new ArrayList<>();
    for (JsonNode campaign : figures.get("campaigns")) {
      if (campaign.get("kind").asText().equals("distributed")) {
        found.add(campaign);
      }
    }
    return found;
  }

  private static long requests(JsonNode figures, String kind) {
    return figures.at("/traffic/kinds/" + kind + "/requests").asLong();
  }

  @Test
  void twoThousandAddressesWithOnePageEachInABrowserOfMany() throws Exception {
    JsonNode figures = audit(new ShopLog(7).people(3_000, true).fleet(2_000, ShopLog.CHROME));
    List<JsonNode> found = distributed(figures);

    assertThat(found).hasSize(1);
    JsonNode fleet = found.get(0);
    assertThat(fleet.get("sharing").asText()).isEqualTo("agent");
    assertThat(fleet.get("shared")).hasSize(1);
    assertThat(fleet.at("/shared/0/name").asText()).isEqualTo(ShopLog.CHROME);
    assertThat(fleet.get("route").asText()).isEqualTo("/p/{product}");
    assertThat(fleet.get("entry").asText()).isEqualTo("without a referer");
    assertThat(fleet.get("sessions").asInt()).isBetween(1_990, 2_000);
    assertThat(fleet.get("requests").asInt()).isBetween(1_990, 2_000);
    assertThat(fleet.get("products").asDouble()).isBetween(1_850.0, 2_150.0);
    assertThat(fleet.get("spared").asInt()).isGreaterThan(100);
    assertThat(fleet.get("expectedPeople").asInt()).isLessThan(20);
    assertThat(requests(figures, "fleet") + requests(figures, "scraper")).isBetween(1_990L, 2_010L);
    assertThat(figures.get("summary").toString()).contains("2,000 visits", "without a referer");
  }

  @Test
  void peopleAloneAreNoFleet() throws Exception {
    assertThat(distributed(audit(new ShopLog(8).people(4_000, true)))).isEmpty();
    assertThat(distributed(audit(new ShopLog(8).people(4_000, false)))).isEmpty();
  }

  @Test
  void whereACacheHidesAssetsWhatTheyTakeTellsThem() throws Exception {
    JsonNode figures = audit(new ShopLog(9).people(3_000, false).fleet(2_000, ShopLog.CHROME));
    List<JsonNode> found = distributed(figures);

    assertThat(found).hasSize(1);
    assertThat(found.get(0).get("reasons").toString()).contains("different products");
    assertThat(found.get(0).get("sharing").asText()).isEqualTo("agent");
  }

  @Test
  void peopleWhoTapALinkInAnAppAreNoFleet() throws Exception {
    String inApp = ShopLog.CHROME.replace("Windows NT 10.0; Win64; x64", "Linux; Android 14; wv");
    JsonNode figures = audit(new ShopLog(12).people(3_000, false).taps(1_200, inApp));
    assertThat(distributed(figures)).isEmpty();
  }

  @Test
  void whoChangesUserAgentsIsFoundByTheWayIn() throws Exception {
    String[] agents = new String[700];
    for (int i = 0; i < agents.length; i++) {
      agents[i] = ShopLog.CHROME.replace("131.0", 60 + i % 70 + "." + i);
    }
    List<JsonNode> found =
        distributed(audit(new ShopLog(10).people(3_000, true).fleet(2_000, agents)));

    assertThat(found).hasSize(1);
    assertThat(found.get(0).get("sharing").asText()).isEqualTo("entry");
    assertThat(found.get(0).get("agents").asInt()).isGreaterThan(600);
    assertThat(found.get(0).get("shared")).isEmpty();
  }

  @Test
  void whoChangesUserAgentsWithinOneNetworkIsFoundByTheNetwork() throws Exception {
    ShopLog log = new ShopLog(11).people(3_000, true);
    for (int i = 0; i < 400; i++) {
      String agent = ShopLog.CHROME.replace("131.0", 60 + i % 70 + "." + i);
      log.line(i * 40L, "203.7." + i % 200 + ".5", "/p/" + i * 7, 20_000, "-", agent);
    }
    List<JsonNode> found = distributed(audit(log));

    assertThat(found).hasSize(1);
    assertThat(found.get(0).get("sharing").asText()).isEqualTo("network");
    assertThat(found.get(0).at("/shared/0/name").asText()).isEqualTo("203.7.0.0/16");
  }
}
