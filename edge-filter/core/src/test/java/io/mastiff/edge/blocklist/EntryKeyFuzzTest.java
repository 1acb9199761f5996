package io.mastiff.edge.blocklist;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.mastiff.edge.RequestText;
import io.mastiff.event.EntryKey;
import io.mastiff.event.EntryKey.OfCohort;

/** Keys of entries: reading and writing are inverse, and no condition gets lost on the way. */
class EntryKeyFuzzTest {
  @FuzzTest
  void parse(byte[] input) {
    String text = RequestText.decoded(input);
    EntryKey.parse(text).ifPresent(key -> holds(text, key));
  }

  private static void holds(String text, EntryKey key) {
    assertThat(text).hasSizeLessThanOrEqualTo(EntryKey.LONGEST_TEXT);
    assertThat(EntryKey.parse(key.text())).hasValue(key);
    if (key instanceof OfCohort) {
      assertThat(EntryKey.PART.split(key.text(), -1)).hasSameSizeAs(EntryKey.PART.split(text, -1));
      assertThat(key.text()).hasSameSizeAs(text);
    }
  }
}
