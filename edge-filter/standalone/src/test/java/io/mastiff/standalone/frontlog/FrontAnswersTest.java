package io.mastiff.standalone.frontlog;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Lines as nginx, Traefik, HAProxy and Caddy write them. */
class FrontAnswersTest {
  private static final String COMBINED =
      "203.0.113.7 - - [27/Nov/2026:09:30:00 +0000] \"GET /p/1?a=b HTTP/1.1\" %d 512"
          + " \"-\" \"Mozilla/5.0 upstream=9.9\"%s";

  private final CombinedFront combined = new CombinedFront();
  private final CaddyFront caddy = new CaddyFront();

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          200 | upstream=0.012 upstream_status=200              | 200 | 12000
          200 | upstream=0.012                                  | 200 | 12000
          200 | upstream=0.010, 0.025 upstream_status=502, 200  | 200 | 25000
          200 | upstream=- : 0.025 upstream_status=- : 200      | 200 | 25000
          502 | upstream=- upstream_status=502                  | 502 | -1
          429 | upstream=- upstream_status=-                    | 0   | -1
          304 | upstream=-                                      | 0   | -1
          503 | upstream=-                                      | 0   | -1
          200 | upstream=37ms                                   | 200 | 37000
          503 | upstream=-1ms                                   | 0   | -1
          200 | 12 "shop@docker" "http://10.0.0.1:80" 37ms      | 200 | 37000
          429 | 13 "shop@docker" "-" 0ms                        | 0   | -1
          """)
  void theStoresTimeStandsBehindTheFields(int status, String rest, int told, long took) {
    FrontAnswer answer = combined.read(COMBINED.formatted(status, " " + rest)).orElseThrow();

    assertThat(answer.status()).isEqualTo(told);
    assertThat(answer.tookMicros()).isEqualTo(took);
    assertThat(answer.target()).isEqualTo("/p/1?a=b");
    assertThat(Instant.ofEpochMilli(answer.atMs())).isEqualTo("2026-11-27T09:30:00Z");
  }

  @Test
  void whatAnAgentSaysIsNoTimeAndLinesWithoutOneAreNotRead() {
    assertThat(combined.read(COMBINED.formatted(200, ""))).isEmpty();
    assertThat(combined.read("hello upstream=0.1")).isEmpty();
    assertThat(combined.read(COMBINED.formatted(200, " upstream=")))
        .map(FrontAnswer::status)
        .contains(0);
  }

  @Test
  void ofRequestsWithABodyAndRedirectsTheTimeTellsNothing() {
    String asked = COMBINED.formatted(200, " upstream=0.012");
    assertThat(combined.read(asked)).map(FrontAnswer::isTelling).contains(true);
    assertThat(combined.read(asked.replace("GET", "POST")))
        .map(FrontAnswer::isTelling)
        .contains(false);
    assertThat(combined.read(COMBINED.formatted(302, " upstream=0.012")))
        .map(FrontAnswer::isTelling)
        .contains(false);
  }

  private Optional<FrontAnswer> json(String more) {
    return caddy.read(
        "{\"level\":\"info\",\"ts\":1795771800.25,\"logger\":\"http.log.access\","
            + "\"request\":{\"remote_ip\":\"203.0.113.7\",\"method\":\"GET\",\"uri\":\"/p/1?a=b\"}"
            + more
            + "}");
  }

  @Test
  void caddysLinesAreJson() {
    FrontAnswer answer = json(",\"status\":200,\"duration\":0.0125").orElseThrow();
    assertThat(answer)
        .isEqualTo(new FrontAnswer(1_795_771_800_250L, "GET", "/p/1?a=b", 200, 12_500));
    assertThat(json(",\"status\":200,\"duration\":3,\"upstream_ms\":12.5"))
        .map(FrontAnswer::tookMicros)
        .contains(12_500L);
    assertThat(json(",\"status\":200,\"duration\":3,\"upstream_ms\":\"12.5\""))
        .map(FrontAnswer::tookMicros)
        .contains(12_500L);
    assertThat(
            json(
                ",\"status\":503,\"duration\":0.001,\"resp_headers\":{\"Mastiff-Reference\":[\"X\"]}"))
        .map(FrontAnswer::status)
        .as("the door's own denial is no failure of the store's")
        .contains(0);
    assertThat(json(",\"status\":200")).isEmpty();
    assertThat(json(",\"status\":200,\"duration\":1e99")).isEmpty();
    assertThat(caddy.read("{\"ts\":1")).isEmpty();
    assertThat(caddy.read("{}")).isEmpty();
  }
}
