package io.mastiff.edge.table;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class Latin1Test {
  @Test
  void ofEachCharacterTheLowByteIsCopied() {
    byte[] out = new byte[3];
    Latin1.copy("xA\u00e9\u0141", 1, 4, out);
    assertThat(out).containsExactly('A', 0xe9, 'A');
  }
}
