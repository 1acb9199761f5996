package io.mastiff.edge.publish;

import static org.assertj.core.api.Assertions.assertThat;

import io.mastiff.event.PageHash;
import io.mastiff.event.RefererKind;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ReferersTest {
  @ParameterizedTest
  @CsvSource({
    "https://shop.example/c/1?page=2, REFERER_INTERNAL",
    "https://shop.example, REFERER_INTERNAL",
    "https://shop.example.evil.example/, REFERER_EXTERNAL",
    "https://shop.example:8443/, REFERER_EXTERNAL",
    "https://www.google.com/, REFERER_SEARCH",
    "android-app://com.example, REFERER_EXTERNAL",
    "shop.example, REFERER_EXTERNAL",
    "-, REFERER_NONE",
  })
  void aRefererIsOfOneKind(String referer, RefererKind kind) {
    assertThat(Referers.kind(referer, "shop.example")).isEqualTo(kind);
  }

  @Test
  void theShopsOwnPageIsNamedByItsCanonicalPath() {
    assertThat(Referers.page("https://shop.example/c/1?page=2", "shop.example"))
        .isEqualTo(PageHash.of("/c/1"));
    assertThat(Referers.page("https://shop.example/a/../c//1#top", "shop.example"))
        .isEqualTo(PageHash.of("/c/1"));
    assertThat(Referers.page("https://shop.example", "shop.example")).isEqualTo(PageHash.of("/"));
    assertThat(Referers.page("https://other.example/c/1", "shop.example")).isZero();
    assertThat(Referers.page("https://shop.example/c/1", "")).isZero();
    assertThat(Referers.host("https://shop.example:8443/a")).isEqualTo("shop.example:8443");
    assertThat(Referers.host("nonsense")).isEmpty();
  }
}
