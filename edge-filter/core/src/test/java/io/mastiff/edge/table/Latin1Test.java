package io.mastiff.edge.table;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

class Latin1Test {
  @Test
  void theHashHangsOnEveryByteAndOnTheLength() {
    Set<Long> seen = new HashSet<>();
    int texts = 0;
    for (int length = 0; length < 40; length++) {
      byte[] bytes = new byte[64];
      assertThat(seen.add(Latin1.hash(bytes, length))).isTrue();
      texts++;
      for (int i = 0; i < length; i++) {
        bytes[i] = 1;
        seen.add(Latin1.hash(bytes, length));
        texts++;
        bytes[i] = 0;
      }
    }
    assertThat(seen).hasSize(texts);
  }

  @Test
  void ofEachCharacterTheLowByteIsCopied() {
    byte[] out = new byte[3];
    Latin1.copy("xA\u00e9\u0141", 1, 4, out);
    assertThat(out).containsExactly('A', 0xe9, 'A');
  }
}
