package io.mastiff.stream;

import io.mastiff.classifier.ModelException;
import io.mastiff.event.FrozenPeriod;
import io.mastiff.event.ModelPointer;
import java.time.Instant;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Which pointer is in force: the newest that is sound and, with a key, signed by it, not older than
 * one that was in force before, and not a change of champion in a frozen period.
 */
final class PointerGuard {
  static final int LONGEST_TEXT = 600;
  private static final Pattern HASH = Pattern.compile("[0-9a-f]{16}");
  private static final Pattern HASH_OR_NONE = Pattern.compile("([0-9a-f]{16})?");

  private final @Nullable ModelKey key;
  private final long notBeforeMs;
  private ModelPointer inForce = ModelPointer.getDefaultInstance();

  /**
   * A guard.
   *
   * @param key what pointers must be signed with, or null where none need be
   * @param notBeforeMs time of the newest pointer that was in force in an earlier life; 0 for none
   */
  PointerGuard(@Nullable ModelKey key, long notBeforeMs) {
    this.key = key;
    this.notBeforeMs = notBeforeMs;
  }

  /** The pointer in force; the empty one while there is none. */
  ModelPointer inForce() {
    return inForce;
  }

  /** Throws where a pointer may not follow the one in force. */
  void check(ModelPointer next) throws ModelException {
    requireSound(next);
    if (key != null) {
      requireSigned(next, key);
      requireNew(next);
    }
    requireThawed(next);
  }

  /** Puts a checked pointer in force. */
  void accept(ModelPointer checked) {
    inForce = checked;
  }

  private static void requireSound(ModelPointer next) throws ModelException {
    boolean sound =
        HASH.matcher(next.getChampion()).matches()
            && HASH_OR_NONE.matcher(next.getChallenger()).matches()
            && HASH_OR_NONE.matcher(next.getPrevious()).matches()
            && next.getFrozenCount() <= ModelFreeze.MOST
            && isShort(next.getAuthor())
            && isShort(next.getForced())
            && isShort(next.getEvidence())
            && next.getFrozenList().stream().allMatch(PointerGuard::isSound);
    if (!sound) {
      throw new ModelException("the pointer is none that this version writes");
    }
  }

  private static boolean isSound(FrozenPeriod period) {
    return isShort(period.getWhy()) && isShort(period.getAuthor());
  }

  private static boolean isShort(String text) {
    return text.length() <= LONGEST_TEXT;
  }

  private static void requireSigned(ModelPointer next, ModelKey key) throws ModelException {
    if (!key.signed(next)) {
      throw new ModelException(
          next.getSignature().isEmpty()
              ? "the pointer is not signed"
              : "the pointer's signature is wrong");
    }
  }

  /** A pointer that was signed once can be written again by anybody who has seen it. */
  private void requireNew(ModelPointer next) throws ModelException {
    if (next.getAtMs() < Math.max(notBeforeMs, inForce.getAtMs())) {
      throw new ModelException(
          "the pointer of "
              + Instant.ofEpochMilli(next.getAtMs())
              + " is older than the one in force, and may have been written again by a stranger");
    }
  }

  /** Judged by the time that is signed, so that a restart comes to the same conclusion. */
  private void requireThawed(ModelPointer next) throws ModelException {
    Optional<FrozenPeriod> frozen = ModelFreeze.at(inForce, next.getAtMs());
    boolean changes = !next.getChampion().equals(inForce.getChampion());
    if (changes && frozen.isPresent() && next.getForced().isEmpty()) {
      throw new ModelException(
          "the champion is frozen until " + Instant.ofEpochMilli(frozen.get().getUntilMs()));
    }
  }
}
