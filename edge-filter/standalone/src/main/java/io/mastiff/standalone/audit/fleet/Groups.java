package io.mastiff.standalone.audit.fleet;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.function.BiConsumer;

/**
 * Groups by their keys, at most {@value #MOST}: at the bound the smaller half is forgotten, so that
 * a group larger than one in {@value #MOST} of what came since is kept.
 */
final class Groups<K> {
  static final int MOST = 8_192;

  private final Map<K, Group> groups = new HashMap<>();
  private long forgotten;

  void add(K key, Arrival arrival, boolean isBrief) {
    group(key).add(arrival, isBrief);
  }

  void add(Groups<K> other) {
    other.groups.forEach((key, group) -> group(key).add(group));
    forgotten += other.forgotten;
  }

  private Group group(K key) {
    Group group = groups.get(key);
    if (group == null) {
      if (groups.size() >= MOST) {
        forgetTheSmaller();
      }
      group = new Group();
      groups.put(key, group);
    }
    return group;
  }

  private void forgetTheSmaller() {
    long[] sizes = groups.values().stream().mapToLong(group -> group.sessions).toArray();
    Arrays.sort(sizes);
    long median = sizes[sizes.length / 2];
    int before = groups.size();
    groups.values().removeIf(group -> group.sessions <= median);
    forgotten += before - groups.size();
  }

  void forEach(BiConsumer<K, Group> to) {
    groups.forEach(to);
  }

  /** How many groups were forgotten at the bound. */
  long forgotten() {
    return forgotten;
  }
}
