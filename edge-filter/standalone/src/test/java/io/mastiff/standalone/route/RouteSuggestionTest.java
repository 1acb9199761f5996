package io.mastiff.standalone.route;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mastiff.edge.policy.Policy;
import io.mastiff.edge.policy.PolicyReader;
import io.mastiff.edge.route.Route;
import io.mastiff.event.PageType;
import io.mastiff.standalone.UserError;
import io.mastiff.standalone.audit.LogInput;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RouteSuggestionTest {
  @TempDir Path folder;

  private static String line(String target, int status, String seconds) {
    return String.format(
        "{\"remote_addr\":\"203.0.113.7\",\"time_iso8601\":\"2026-03-01T10:00:00Z\",\"request\":"
            + "\"GET %s HTTP/1.1\",\"status\":\"%d\",\"request_time\":\"%s\"}",
        target, status, seconds);
  }

  private Map<String, Route> suggested(List<String> lines) throws Exception {
    Path log = Files.write(folder.resolve("a.log"), lines);
    String yaml = RouteSuggestion.of(LogInput.sources(List.of(log)), done -> {}).yaml();
    assertThat(yaml.lines()).allSatisfy(l -> assertThat(l).hasSizeLessThan(81));
    Policy policy = PolicyReader.read(Files.writeString(folder.resolve("mastiff.yaml"), yaml));
    return policy.routes().stream().collect(Collectors.toMap(Route::template, r -> r));
  }

  @Test
  void segmentsThatAreManyBecomeVariablesAndCostsFollowTheTimes() throws Exception {
    List<String> lines = new ArrayList<>();
    for (int i = 0; i < 2_000; i++) {
      lines.add(line("/shop/artikel/" + i + "-schuh-rot", 200, "0.020"));
      lines.add(line("/shop/kategorie/k" + i % 40, 200, "0.020"));
      lines.add(line("/static/a" + i + ".css", 200, "0.001"));
      lines.add(line("/wp-login/" + i, 404, "0.001"));
      if (i % 10 == 0) {
        lines.add(line("/shop/suche?q=" + i, 200, "0.200"));
        lines.add(line("/impressum", 200, "0.005"));
      }
    }
    Map<String, Route> routes = suggested(lines);

    assertThat(routes)
        .containsOnlyKeys(
            "/shop/artikel/{product}", "/shop/kategorie/{id}", "/shop/suche", "/impressum");
    assertThat(routes.get("/shop/artikel/{product}").pageType()).isEqualTo(PageType.PRODUCT);
    assertThat(routes.get("/shop/artikel/{product}").cost()).isEqualTo(10);
    assertThat(routes.get("/shop/kategorie/{id}").pageType()).isEqualTo(PageType.LISTING);
    assertThat(routes.get("/shop/suche").pageType()).isEqualTo(PageType.SEARCH);
    assertThat(routes.get("/shop/suche").cost()).isBetween(80, 120);
    assertThat(routes.get("/impressum").cost()).isLessThan(5);
  }

  @Test
  void endlesslyManyPathsStayFew() throws Exception {
    SplittableRandom random = new SplittableRandom(2);
    List<String> lines = new ArrayList<>();
    for (int i = 0; i < 30_000; i++) {
      StringBuilder path = new StringBuilder();
      for (int depth = random.nextInt(1, 10); depth > 0; depth--) {
        path.append('/').append(Long.toString(random.nextLong(1L << 40), 36));
      }
      lines.add(line(path.toString(), 200, "0.020"));
    }
    Map<String, Route> routes = suggested(lines);

    assertThat(routes.size()).isBetween(1, 60);
    assertThat(routes).containsKey("/{id}");
  }

  @Test
  void aLogWithoutTimesGivesOrdinaryCosts() throws Exception {
    List<String> lines = new ArrayList<>();
    for (int i = 0; i < 50; i++) {
      lines.add("203.0.113.7 - - [01/Mar/2026:09:00:00 +0000] \"GET /p/" + i + " HTTP/1.1\" 200 1");
    }
    assertThat(suggested(lines).get("/p/{product}").cost()).isEqualTo(Route.ORDINARY_COST);
  }

  @Test
  void whatIsNoLogIsOneClearError() {
    assertThatThrownBy(() -> suggested(List.of("dear diary")))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("not an access log");
  }
}
