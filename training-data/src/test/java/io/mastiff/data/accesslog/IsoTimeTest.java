package io.mastiff.data.accesslog;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class IsoTimeTest {
  private final IsoTime time = new IsoTime();

  @ParameterizedTest
  @CsvSource({
    "2026-03-01T10:00:00Z,2026-03-01T10:00:00Z",
    "2026-03-01 10:00:00,2026-03-01T10:00:00Z",
    "2026/03/01 10:00:00.25,2026-03-01T10:00:00.250Z",
    "2026-03-01T10:00:00.123456789Z,2026-03-01T10:00:00.123Z",
    "2026-03-01T10:00:00+03:30,2026-03-01T06:30:00Z",
    "2026-03-01T10:00:00.5-0800,2026-03-01T18:00:00.500Z",
    "2024-02-29T23:59:59Z,2024-02-29T23:59:59Z"
  })
  void readsWhatServersWrite(String text, Instant instant) {
    assertThat(time.parse(text)).isEqualTo(instant.toEpochMilli());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "2026-03-01",
        "2026-03-01T10:00:0",
        "2026-13-01T10:00:00Z",
        "2026-03-01T10:00:00X",
        "2026-03-01T10:00:00+3",
        "01/Mar/2026:10:00:00 +0000",
        "2026-03-01T1o:00:00Z"
      })
  void refusesTheRest(String text) {
    assertThat(time.parse(text)).isEqualTo(-1);
  }
}
