package io.mastiff.edge.blocklist;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The reasons of entries, each list kept once under a number that fits into {@link EntryBits}.
 *
 * <p>At most {@value #MOST} different lists; entries beyond that point to the command that knows
 * their reasons. One thread writes, any may read.
 */
final class ReasonBook {
  static final int MOST = 65_536;
  private static final List<String> ELSEWHERE = List.of("its reasons: mastiff blocklist why KEY");

  private final Map<List<String>, Integer> numbers = new HashMap<>();
  private volatile List<?>[] lists = new List<?>[16];
  private final BitSet used = new BitSet();

  ReasonBook() {
    lists[0] = ELSEWHERE;
    used.set(0);
  }

  /** The number of this list. */
  int number(List<String> reasons) {
    Integer known = numbers.get(reasons);
    if (known != null) {
      return known;
    }
    int number = used.nextClearBit(1);
    if (number >= MOST) {
      return 0;
    }
    List<?>[] now = lists;
    if (number >= now.length) {
      now = java.util.Arrays.copyOf(now, Math.min(MOST, now.length * 2));
    }
    now[number] = List.copyOf(reasons);
    lists = now;
    used.set(number);
    numbers.put(List.copyOf(reasons), number);
    return number;
  }

  @SuppressWarnings("unchecked")
  List<String> reasons(int number) {
    List<?>[] now = lists;
    List<?> found = number < now.length ? now[number] : null;
    return found == null ? ELSEWHERE : (List<String>) found;
  }

  /** All lists by their numbers; those that are out of use are empty. */
  List<List<String>> all() {
    List<List<String>> all = new ArrayList<>();
    for (int number = 0; number < used.length(); number++) {
      all.add(number > 0 && used.get(number) ? reasons(number) : List.of());
    }
    return all;
  }

  /** Forgets the lists that no entry points to any more. */
  void keepOnly(BitSet pointedTo) {
    numbers.values().removeIf(number -> !pointedTo.get(number));
    used.and(pointedTo);
    used.set(0);
  }
}
