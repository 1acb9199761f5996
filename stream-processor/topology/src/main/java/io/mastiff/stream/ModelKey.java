package io.mastiff.stream;

import com.google.protobuf.ByteString;
import io.mastiff.event.FrozenPeriod;
import io.mastiff.event.ModelPointer;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * The secret of those who may put a model in charge: HMAC-SHA-256 over every field of the pointer
 * record. Whoever can write to the topic but lacks the key can change nothing.
 */
public final class ModelKey {
  /** Environment variable that is read where no file is named. */
  public static final String VARIABLE = "MASTIFF_MODEL_KEY";

  /** What a key looks like. */
  public static final String PATTERN = "\\S{16,200}";

  private static final String ALGORITHM = "HmacSHA256";
  private static final String PURPOSE = "mastiff model pointer 1";

  private final SecretKeySpec secret;

  private ModelKey(String secret) {
    this.secret = new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), ALGORITHM);
  }

  /** The key of a text that matches {@link #PATTERN}. */
  public static ModelKey of(String secret) {
    if (!secret.matches(PATTERN)) {
      throw new IllegalArgumentException("a key has 16 to 200 characters without blanks");
    }
    return new ModelKey(secret);
  }

  /** The pointer with this key's signature. */
  public ModelPointer sign(ModelPointer pointer) {
    return pointer.toBuilder().setSignature(ByteString.copyFrom(mac(pointer))).build();
  }

  /** Whether this key signed the pointer as it is. */
  public boolean signed(ModelPointer pointer) {
    return MessageDigest.isEqual(mac(pointer), pointer.getSignature().toByteArray());
  }

  /** Tells this key from others, and nothing else about it; 16 hexadecimal digits. */
  String id() {
    byte[] mac = mac("mastiff model key id".getBytes(StandardCharsets.UTF_8));
    return HexFormat.of().formatHex(mac, 0, 8);
  }

  private byte[] mac(ModelPointer pointer) {
    return mac(fields(pointer));
  }

  private byte[] mac(byte[] bytes) {
    try {
      Mac mac = Mac.getInstance(ALGORITHM);
      mac.init(secret);
      return mac.doFinal(bytes);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java has " + ALGORITHM, e);
    }
  }

  /** Texts with their lengths before them, so that no two pointers give the same bytes. */
  private static byte[] fields(ModelPointer pointer) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (DataOutputStream out = new DataOutputStream(bytes)) {
      write(out, PURPOSE);
      out.writeInt(pointer.getFormat());
      write(out, pointer.getChampion());
      write(out, pointer.getChallenger());
      write(out, pointer.getPrevious());
      out.writeLong(pointer.getAtMs());
      write(out, pointer.getAuthor());
      if (isMoreThanAPromotion(pointer)) {
        writeRest(out, pointer);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  /** Pointers without any of the later fields keep the signature that they always had. */
  private static boolean isMoreThanAPromotion(ModelPointer pointer) {
    return pointer.getChallengerSinceMs() != 0
        || pointer.getFrozenCount() > 0
        || !pointer.getForced().isEmpty()
        || !pointer.getEvidence().isEmpty();
  }

  private static void writeRest(DataOutputStream out, ModelPointer pointer) throws IOException {
    out.writeLong(pointer.getChallengerSinceMs());
    out.writeInt(pointer.getFrozenCount());
    for (FrozenPeriod period : pointer.getFrozenList()) {
      out.writeLong(period.getFromMs());
      out.writeLong(period.getUntilMs());
      write(out, period.getWhy());
      write(out, period.getAuthor());
    }
    write(out, pointer.getForced());
    write(out, pointer.getEvidence());
  }

  private static void write(DataOutputStream out, String text) throws IOException {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    out.writeInt(bytes.length);
    out.write(bytes);
  }
}
