package io.mastiff.edge.crawler.signature;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import com.fasterxml.jackson.core.JsonProcessingException;
import io.mastiff.edge.RequestText;
import java.security.PublicKey;
import java.util.Map;

/** Key directories as hosts answer them: a few Ed25519 keys under thumbprints, or no JSON. */
class KeySetFuzzTest {
  private static final int MOST = 64;

  @FuzzTest
  void parse(byte[] input) {
    Map<String, PublicKey> keys;
    try {
      keys = Ed25519Keys.parse(RequestText.decoded(input));
    } catch (JsonProcessingException e) {
      return;
    }
    assertThat(keys).hasSizeLessThanOrEqualTo(MOST);
    keys.forEach(
        (thumbprint, key) -> {
          assertThat(thumbprint).matches("[A-Za-z0-9_-]{43}");
          assertThat(key.getAlgorithm()).isIn("EdDSA", "Ed25519");
        });
  }
}
