package io.mastiff.standalone.release;

import io.mastiff.event.ModelPointer;
import io.mastiff.event.ShadowCounts;
import io.mastiff.event.ShadowSlice;
import io.mastiff.event.Topics;
import io.mastiff.standalone.operator.NewestValues;
import io.mastiff.stream.ShadowSlices;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What the challenger would have done, summed over the stream's tasks.
 *
 * @param slices by name, as {@link ShadowSlices} has them
 */
public record InShadow(Map<String, Slice> slices) {
  private static final long MOST = 1_000_000_000_000L;

  /** Sessions by who would have acted on them. */
  public record Slice(
      long neither,
      long both,
      long onlyChampion,
      long onlyChallenger,
      long ordersBoth,
      long ordersOnlyChallenger) {
    static final Slice NONE = new Slice(0, 0, 0, 0, 0, 0);

    public long sessions() {
      return neither + both + onlyChampion + onlyChallenger;
    }

    public long agreed() {
      return neither + both;
    }

    /** Sessions that the challenger acts on. */
    public long hit() {
      return both + onlyChallenger;
    }

    /** Orders in these. */
    public long orders() {
      return ordersBoth + ordersOnlyChallenger;
    }

    private Slice plus(ShadowSlice s) {
      return new Slice(
          neither + s.getNeither(),
          both + s.getBoth(),
          onlyChampion + s.getOnlyChampion(),
          onlyChallenger + s.getOnlyChallenger(),
          ordersBoth + s.getOrdersBoth(),
          ordersOnlyChallenger + s.getOrdersOnlyChallenger());
    }
  }

  /** The counts of the pair that a pointer names, from the topic. */
  public static InShadow read(String bootstrap, Topics topics, ModelPointer pointer) {
    return of(NewestValues.of(bootstrap, topics.shadow()).values(), pointer);
  }

  /** Passes over counts of other pairs, and those that no stream writes. */
  static InShadow of(Collection<ShadowCounts> all, ModelPointer pointer) {
    Map<String, Slice> sums = new LinkedHashMap<>();
    ShadowSlices.NAMES.forEach(name -> sums.put(name, Slice.NONE));
    for (ShadowCounts counts : all) {
      if (isOf(pointer, counts)) {
        counts.getSlicesList().stream()
            .filter(InShadow::isSound)
            .forEach(slice -> sums.computeIfPresent(slice.getName(), (n, sum) -> sum.plus(slice)));
      }
    }
    return new InShadow(sums);
  }

  private static boolean isOf(ModelPointer pointer, ShadowCounts counts) {
    return counts.getChallenger().equals(pointer.getChallenger())
        && counts.getChampion().equals(pointer.getChampion())
        && counts.getSinceMs() == pointer.getChallengerSinceMs()
        && counts.getSlicesCount() == ShadowSlices.NAMES.size();
  }

  private static boolean isSound(ShadowSlice s) {
    return isCount(s.getNeither())
        && isCount(s.getBoth())
        && isCount(s.getOnlyChampion())
        && isCount(s.getOnlyChallenger())
        && isCount(s.getOrdersBoth())
        && isCount(s.getOrdersOnlyChallenger());
  }

  private static boolean isCount(long n) {
    return n >= 0 && n <= MOST;
  }

  public Slice slice(String name) {
    return slices.getOrDefault(name, Slice.NONE);
  }

  /** Sessions that both models judged. */
  public long sessions() {
    return slice(ShadowSlices.COOKIE).sessions() + slice(ShadowSlices.NO_COOKIE).sessions();
  }
}
