package io.mastiff.edge;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class HeadersTest {
  @Test
  void ofARepeatedFieldTheFirstIsFoundAndAllAreJoined() {
    Headers headers =
        Headers.builder()
            .add("Host", "a")
            .add("X-Forwarded-For", "1")
            .add("Accept", "x")
            .add("x-forwarded-for", "2")
            .add("Odd", "3")
            .build();

    assertThat(headers.text(HeaderNames.X_FORWARDED_FOR)).isEqualTo("1");
    assertThat(headers.indexOf(HeaderNames.X_FORWARDED_FOR)).isEqualTo(1);
    assertThat(headers.joined(HeaderNames.X_FORWARDED_FOR)).isEqualTo("1,2");
    assertThat(headers.count(HeaderNames.X_FORWARDED_FOR)).isEqualTo(2);
    assertThat(headers.text("x-forwarded-for")).isEqualTo("1");
    assertThat(headers.text("odd")).isEqualTo("3");
  }

  @Test
  void whatIsNotThereIsNotFound() {
    Headers headers = Headers.builder().add("Host", "a").build();

    assertThat(headers.first(HeaderNames.COOKIE)).isNull();
    assertThat(headers.text(HeaderNames.COOKIE)).isEmpty();
    assertThat(headers.joined(HeaderNames.COOKIE)).isEmpty();
    assertThat(headers.count(HeaderNames.COOKIE)).isZero();
    assertThat(headers.indexOf(HeaderNames.COOKIE)).isEqualTo(-1);
    assertThat(headers.first("odd")).isNull();
  }

  @Test
  void aFieldIsFoundWhereverItStands() {
    for (int before : new int[] {0, 1, 126, 127, 128, 253, 254, 255, 256, 400}) {
      Headers.Builder builder = Headers.builder();
      for (int i = 0; i < before; i++) {
        builder.add("Cookie", "c" + i);
      }
      Headers headers = builder.add("X-Forwarded-For", "1").add("Forwarded", "2").build();

      assertThat(headers.text(HeaderNames.X_FORWARDED_FOR)).as("behind %d", before).isEqualTo("1");
      assertThat(headers.text(HeaderNames.FORWARDED)).isEqualTo("2");
      assertThat(headers.count(HeaderNames.COOKIE)).isEqualTo(before);
      assertThat(headers.first(HeaderNames.HOST)).isNull();
    }
  }
}
