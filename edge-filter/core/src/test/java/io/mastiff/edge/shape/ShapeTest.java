package io.mastiff.edge.shape;

import static org.assertj.core.api.Assertions.assertThat;

import io.mastiff.edge.EdgeRequest;
import io.mastiff.edge.Headers;
import io.mastiff.event.IpAddress;
import org.junit.jupiter.api.Test;

class ShapeTest {
  private static final String[] CHROMIUM_PAGE = {
    "Host",
    "Connection",
    "sec-ch-ua",
    "Upgrade-Insecure-Requests",
    "User-Agent",
    "Accept",
    "Sec-Fetch-Site",
    "Sec-Fetch-Mode",
    "Sec-Fetch-Dest",
    "Accept-Encoding",
    "Accept-Language"
  };
  private static final String[] CHROMIUM_IMAGE = {
    "Host",
    "Connection",
    "sec-ch-ua-platform",
    "User-Agent",
    "sec-ch-ua",
    "Accept",
    "Sec-Fetch-Site",
    "Sec-Fetch-Mode",
    "Sec-Fetch-Dest",
    "Referer",
    "Accept-Encoding",
    "Accept-Language"
  };
  private static final String[] IMPERSONATOR_PAGE = {
    "Host",
    "Connection",
    "sec-ch-ua",
    "User-Agent",
    "Sec-Fetch-Site",
    "Sec-Fetch-Mode",
    "Sec-Fetch-Dest",
    "Accept",
    "Accept-Encoding",
    "Accept-Language"
  };

  private static Shape shape(String... names) {
    Headers.Builder headers = Headers.builder();
    for (String name : names) {
      headers.add(name, "x");
    }
    return new Shape(
        new EdgeRequest("GET", "/", "h", IpAddress.v4(1), "https", "HTTP/1.1", headers.build()),
        true);
  }

  private static String[] with(String[] names, String... more) {
    String[] all = java.util.Arrays.copyOf(names, names.length + more.length);
    System.arraycopy(more, 0, all, names.length, more.length);
    return all;
  }

  @Test
  void aBrowsersPagesAndImagesAreOneClient() {
    Shape page = shape(CHROMIUM_PAGE);
    Shape image = shape(CHROMIUM_IMAGE);

    assertThat(image.clientShape()).isEqualTo(page.clientShape());
    assertThat(image.shape()).isNotEqualTo(page.shape());
  }

  @Test
  void anotherHeaderOrderIsAnotherShape() {
    assertThat(shape(IMPERSONATOR_PAGE).shape()).isNotEqualTo(shape(CHROMIUM_PAGE).shape());
  }

  @Test
  void whatBelongsToTheVisitOrToProxiesDoesNotCount() {
    Shape plain = shape(CHROMIUM_PAGE);
    Shape later =
        shape(
            with(
                CHROMIUM_PAGE,
                "Cookie",
                "Referer",
                "If-None-Match",
                "Via",
                "X-Forwarded-For",
                "X-Forwarded-Proto",
                "Mastiff-Verdict",
                "Traceparent"));

    assertThat(later.shape()).isEqualTo(plain.shape());
    assertThat(later.clientShape()).isEqualTo(plain.clientShape());
  }

  @Test
  void letterCaseAndRepetitionDoNotCount() {
    assertThat(shape("host", "x-a", "accept", "X-A").shape())
        .isEqualTo(shape("Host", "X-A", "Accept").shape());
  }

  @Test
  void headerBitsNameTheKnownFields() {
    Headers headers =
        Headers.builder().add("Host", "a").add("User-Agent", "b").add("X-Odd", "c").build();

    assertThat(headers.bits()).isEqualTo(0b101);
  }

  @Test
  void aHeaderBombIsBounded() {
    String[] bomb = new String[10_000];
    for (int i = 0; i < bomb.length; i++) {
      bomb[i] = "x-" + i;
    }

    assertThat(shape(bomb).shape())
        .isEqualTo(shape(java.util.Arrays.copyOf(bomb, Headers.MOST)).shape());
  }
}
