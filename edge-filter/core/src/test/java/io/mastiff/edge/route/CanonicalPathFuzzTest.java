package io.mastiff.edge.route;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.mastiff.edge.RequestText;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Raw paths: no dots and no empty segments are left, and a path that is not odd reads plainly. */
class CanonicalPathFuzzTest {
  private static final int MOST_SEGMENTS = 32;

  @FuzzTest
  void canonical(byte[] input) {
    String raw = RequestText.decoded(input);
    CanonicalPath path = CanonicalPath.of(raw);
    String text = path.text();
    assertThat(text)
        .startsWith("/")
        .doesNotContain("//")
        .hasSizeLessThanOrEqualTo(raw.length() + 1);
    assertThat(path.segments()).hasSizeLessThanOrEqualTo(MOST_SEGMENTS);
    assertThat(path.segments()).doesNotContain("", ".", "..");
    assertThat(text.length() == 1 || !text.endsWith("/")).isTrue();
    if (CanonicalPath.isCanonical(raw, raw.length())) {
      assertThat(text).isEqualTo(raw);
      assertThat(path.odd()).isFalse();
    }
    if (!path.odd()) {
      assertThat(text.chars()).allMatch(c -> c >= ' ' && c != '\\');
      assertThat(path.segments()).isEqualTo(plain(raw));
    }
  }

  /** The segments as a server reads them that knows nothing but escapes and parameters. */
  private static List<String> plain(String raw) {
    List<String> segments = new ArrayList<>();
    for (String segment : raw.split("/", -1)) {
      String read = unescaped(segment.split(";", -1)[0]);
      if (!read.isEmpty()) {
        segments.add(read);
      }
    }
    return segments;
  }

  private static String unescaped(String segment) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    for (int i = 0; i < segment.length(); i++) {
      if (segment.charAt(i) == '%') {
        String digits = segment.substring(i + 1, i + 3);
        assertThat(digits).as("an escape of a path that is not odd").matches("[0-9a-fA-F]{2}");
        out.write(Integer.parseInt(digits, 16));
        i += 2;
      } else {
        int letter = segment.codePointAt(i);
        out.writeBytes(Character.toString(letter).getBytes(StandardCharsets.UTF_8));
        i += Character.charCount(letter) - 1;
      }
    }
    return out.toString(StandardCharsets.UTF_8);
  }
}
