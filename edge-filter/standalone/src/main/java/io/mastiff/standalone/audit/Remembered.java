package io.mastiff.standalone.audit;

import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What was worked out of texts, remembered by them; the oldest is forgotten first.
 *
 * <p>Holds at most {@value #MOST} texts, {@value #MOST_CHARACTERS} characters of them together, and
 * none of over {@value #LONGEST}, which is worked out anew. Used by one thread.
 */
public final class Remembered<V> {
  static final int MOST = 50_000;
  static final int MOST_CHARACTERS = 6_000_000;
  static final int LONGEST = 512;

  private final Function<String, V> worked;
  private final Map<String, V> known = new LinkedHashMap<>(1024);
  private long characters;

  /**
   * @param worked gives the same for the same text
   */
  public Remembered(Function<String, V> worked) {
    this.worked = worked;
  }

  /** What is worked out of a text. */
  public V of(String text) {
    if (text.length() > LONGEST) {
      return worked.apply(text);
    }
    @Nullable V value = known.get(text);
    if (value == null) {
      value = worked.apply(text);
      known.put(text, value);
      characters += text.length();
      forgetTheOldest();
    }
    return value;
  }

  private void forgetTheOldest() {
    Iterator<String> oldest = known.keySet().iterator();
    while (known.size() > MOST || characters > MOST_CHARACTERS) {
      characters -= oldest.next().length();
      oldest.remove();
    }
  }

  /** How many characters its texts have together. */
  long characters() {
    return characters;
  }

  int size() {
    return known.size();
  }
}
