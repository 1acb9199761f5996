package io.mastiff.edge.client;

import static org.assertj.core.api.Assertions.assertThat;

import io.mastiff.edge.Headers;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SharedCachesTest {
  private static boolean mayKeep(String fields, Headers request) {
    List<String[]> answer =
        Arrays.stream(fields.split(";", -1)).map(f -> f.strip().split(":", 2)).toList();
    return SharedCaches.mayKeep(
        name ->
            answer.stream()
                .filter(f -> f[0].toLowerCase(Locale.ROOT).equals(name.toLowerCase(Locale.ROOT)))
                .map(f -> f[1].strip())
                .toList(),
        request);
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '\'',
      value = {
        "'Cache-Control: public, max-age=60', true",
        "'Cache-Control: s-maxage=60', true",
        "'Cache-Control: max-age=0, s-maxage=60', true",
        "'Cache-Control: max-age=0', false",
        "'Cache-Control: private, max-age=60', false",
        "'Cache-Control: max-age=60; Cache-Control: no-store', false",
        "'Cache-Control: private; Surrogate-Control: max-age=60', true",
        "'Cache-Control: no-store; CDN-Cache-Control: max-age=60', true",
        "'Cache-Control: private; Cloudflare-CDN-Cache-Control: public', true",
        "'Cache-Control: private; CDN-Cache-Control: no-store', false",
        "'Cache-Control: private; Surrogate-Control: max-age=0', false",
        "'Cache-Control: public, max-age=60; CDN-Cache-Control: no-store', true",
        "'Cache-Control: no-cache', false",
        "'X-Other: 1', false"
      })
  void whatTheAnswerSays(String fields, boolean kept) {
    assertThat(mayKeep(fields, Headers.builder().build())).isEqualTo(kept);
  }

  @ParameterizedTest
  @CsvSource({"Via, true", "CDN-Loop, true", "X-Varnish, true", "X-Forwarded-For, false"})
  void withoutAWordACacheInFrontMayKeepIt(String header, boolean kept) {
    Headers request = Headers.builder().add(header, "1").build();
    assertThat(mayKeep("X-Other: 1", request)).isEqualTo(kept);
    assertThat(mayKeep("Cache-Control: private", request)).isFalse();
  }
}
