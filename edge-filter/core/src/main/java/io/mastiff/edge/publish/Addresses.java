package io.mastiff.edge.publish;

import io.mastiff.edge.policy.Privacy;
import io.mastiff.event.IpAddress;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Addresses as the operator's privacy setting lets them leave the door. */
public final class Addresses {
  private static final int HASH_BYTES = 12;

  private Addresses() {}

  /** Whole, as its network, or as {@code h:} and a keyed hash (HMAC-SHA256, 96 bits). */
  public static String shown(IpAddress address, Privacy privacy) {
    return switch (privacy.addresses()) {
      case WHOLE -> address.toString();
      case TRUNCATED -> address.network(24, 48).first().toString();
      case HASHED -> "h:" + hash(address.toString(), privacy.hashKey());
    };
  }

  private static String hash(String text, String key) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(key.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
      byte[] bytes = mac.doFinal(text.getBytes(StandardCharsets.US_ASCII));
      return HexFormat.of().formatHex(bytes, 0, HASH_BYTES);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java has HmacSHA256", e);
    }
  }
}
