package io.mastiff.data.label;

import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;
import java.util.zip.CRC32;

/** Which part of a dataset a session is for. */
public final class Splits {
  public static final String TRAIN = "train";
  public static final String CALIBRATE = "calibrate";
  public static final String TEST = "test";

  /** What a file may call them, for messages. */
  static final String NAMES = "train, calibrate (or validation) and test";

  private Splits() {}

  /** The split that people call so. */
  static Optional<String> named(String name) {
    return switch (name.strip().toLowerCase(Locale.ROOT)) {
      case "train", "training", "learn", "fit" -> Optional.of(TRAIN);
      case "calibrate", "calibration", "cal", "validation", "validate", "valid", "val", "dev" ->
          Optional.of(CALIBRATE);
      case "test", "testing", "eval", "evaluation", "holdout", "hold-out" -> Optional.of(TEST);
      default -> Optional.empty();
    };
  }

  /** Of ten clients six train, two calibrate and two test; a client lies in one only. */
  public static String of(String client) {
    CRC32 sum = new CRC32();
    sum.update(client.getBytes(StandardCharsets.UTF_8));
    long slot = Long.remainderUnsigned(sum.getValue() * 0x9E3779B97F4A7C15L >>> 20, 10);
    return slot < 6 ? TRAIN : slot < 8 ? CALIBRATE : TEST;
  }
}
