package io.mastiff.standalone.dataset;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.mastiff.data.label.Splits;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Labels that a log gives itself, and those that name addresses. */
class LogLabelsTest extends ImportedLogs {
  /** A shop whose lines say themselves who is who. */
  private List<String> shop() {
    List<String> lines = new ArrayList<>();
    for (int i = 0; i < 30; i++) {
      String buyer = "198.51." + i + ".7";
      lines.add(line(buyer, "-", i, "/p/1", BROWSER));
      lines.add(line(buyer, "-", i + 40, "/p/2", BROWSER));
      lines.add(line(buyer, "-", i + 60, "/cart", BROWSER));
      lines.add(line(buyer, "-", i + 90, "/checkout/success", BROWSER));
      lines.add(line("203.0." + i + ".9", "-", i, "/p/1", "Mozilla/5.0 (compatible; bingbot/2.0)"));
      lines.add(line("192.0." + i + ".9", "-", i, "/hidden/door", BROWSER));
      lines.add(line("100.100." + i + ".9", "-", i, "/p/3", BROWSER));
    }
    return lines;
  }

  @Test
  void aLogLabelsItselfByOrdersTrapsAndCrawlers() throws Exception {
    Path out = folder.resolve("set");
    JsonNode figures =
        done(
            "data",
            "import",
            log("a.log", shop()),
            "-o",
            out,
            "--trap",
            "/hidden/*",
            "--json",
            "-");

    assertThat(figures.at("/labels/purchase human").asInt()).isEqualTo(30);
    assertThat(figures.at("/labels/trap bot").asInt()).isEqualTo(30);
    assertThat(figures.at("/labels/declared-crawler bot").asInt()).isEqualTo(30);
    assertThat(figures.get("labelled").asInt()).isEqualTo(90);
    assertThat(figures.get("linesWithoutLabel").asInt()).isEqualTo(30);
    assertThat(query(out, "SELECT DISTINCT source, family, weight FROM ROWS ORDER BY 1"))
        .containsExactly(
            List.of("declared-crawler", "bingbot", "0.6"),
            List.of("purchase", "shopper", "0.9"),
            List.of("trap", "trap", "0.9"));
    assertThat(query(out, "SELECT max(pages) FROM ROWS WHERE source = 'purchase'"))
        .as("what came after the first cart page is left out")
        .containsExactly(List.of("2"));
    assertThat(query(out, "SELECT client, split FROM ROWS"))
        .allSatisfy(row -> assertThat(Splits.of(row.get(0))).isEqualTo(row.get(1)));
  }

  @Test
  void aCrawlersNameFromForeignNetworksIsFalse() throws Exception {
    Path crawlers = Files.createDirectory(folder.resolve("crawlers"));
    Files.writeString(crawlers.resolve("bingbot.ranges"), "203.0.0.0/24\n");
    Path policy =
        Files.writeString(folder.resolve("mastiff.yaml"), "crawlers: {folder: " + crawlers + "}\n");
    JsonNode figures =
        done(
            "data",
            "import",
            log("a.log", shop()),
            "-o",
            folder.resolve("set"),
            "--policy",
            policy,
            "--json",
            "-");

    assertThat(figures.at("/labels/false-claim bot").asInt()).isEqualTo(29);
    assertThat(figures.at("/labels/declared-crawler bot").asInt()).isEqualTo(1);
  }

  @Test
  void labelsByAddressReachAllItsSessionsAndAddressesCanBeHashed() throws Exception {
    Path labels =
        Files.write(
            folder.resolve("l.csv"),
            List.of("\"198.51.1.7|" + BROWSER + "\",human", "\"203.0.2.9|" + BROWSER + "\",human"));
    Path key = Files.writeString(folder.resolve("key"), "0123456789abcdef0123456789abcdef");
    Path out = folder.resolve("set");
    JsonNode figures =
        done(
            "data",
            "import",
            log("a.log", shop()),
            "-o",
            out,
            "--labels",
            labels,
            "--label-key",
            "address+agent",
            "--hash-addresses",
            key,
            "--json",
            "-");

    assertThat(figures.get("labelled").asInt()).isEqualTo(1);
    assertThat(figures.get("labelsWithoutSession").asInt()).isEqualTo(1);
    assertThat(query(out, "SELECT DISTINCT session, client FROM ROWS").toString())
        .doesNotContain("198.51")
        .contains("h:");
  }
}
