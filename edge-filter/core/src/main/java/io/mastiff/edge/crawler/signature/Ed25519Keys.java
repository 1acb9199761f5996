package io.mastiff.edge.crawler.signature;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.mastiff.edge.policy.Trees;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.MessageDigest;
import java.security.PublicKey;
import java.security.spec.EdECPoint;
import java.security.spec.EdECPublicKeySpec;
import java.security.spec.NamedParameterSpec;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;

/** Public keys of a directory, under their JWK thumbprints (RFC 7638, RFC 8037). */
final class Ed25519Keys {
  private static final int MOST = 64;
  private static final int BYTES = 32;

  private Ed25519Keys() {}

  /** The Ed25519 keys of a JSON Web Key Set; others are passed over. */
  static Map<String, PublicKey> parse(String json) throws JsonProcessingException {
    Map<String, PublicKey> keys = new HashMap<>();
    for (JsonNode key : Trees.json(json).path("keys")) {
      String x = key.path("x").asText();
      boolean ours =
          key.path("kty").asText().equals("OKP") && key.path("crv").asText().equals("Ed25519");
      if (ours && keys.size() < MOST) {
        add(keys, x);
      }
    }
    return Map.copyOf(keys);
  }

  private static void add(Map<String, PublicKey> keys, String x) {
    try {
      byte[] raw = Base64.getUrlDecoder().decode(x);
      if (raw.length == BYTES) {
        keys.put(thumbprint(x), key(raw));
      }
    } catch (IllegalArgumentException | GeneralSecurityException e) {
      return;
    }
  }

  /** RFC 8032 section 5.1.2: little-endian y, the highest bit is x's lowest. */
  private static PublicKey key(byte[] raw) throws GeneralSecurityException {
    byte[] y = new byte[BYTES];
    for (int i = 0; i < BYTES; i++) {
      y[i] = raw[BYTES - 1 - i];
    }
    boolean odd = (y[0] & 0x80) != 0;
    y[0] &= 0x7f;
    EdECPoint point = new EdECPoint(odd, new BigInteger(1, y));
    return KeyFactory.getInstance("Ed25519")
        .generatePublic(new EdECPublicKeySpec(NamedParameterSpec.ED25519, point));
  }

  /** SHA-256 over the key's required members in their fixed order, as base64url. */
  static String thumbprint(String x) throws GeneralSecurityException {
    String canonical = "{\"crv\":\"Ed25519\",\"kty\":\"OKP\",\"x\":\"" + x + "\"}";
    byte[] hash =
        MessageDigest.getInstance("SHA-256").digest(canonical.getBytes(StandardCharsets.UTF_8));
    return Base64.getUrlEncoder().withoutPadding().encodeToString(hash);
  }
}
