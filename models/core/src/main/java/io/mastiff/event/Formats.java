package io.mastiff.event;

/** The format number that each message of the contract starts with. */
public final class Formats {
  /** The only format so far; a reader refuses higher ones. */
  public static final int CURRENT = 1;

  private Formats() {}

  /**
   * Throws {@link UnreadableRecordException} unless {@code format} is one that this version reads.
   */
  public static void require(String message, int format) {
    if (format < 1 || format > CURRENT) {
      throw new UnreadableRecordException(
          message + " has format " + format + "; this version reads 1 to " + CURRENT);
    }
  }
}
