package io.mastiff.edge;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** A request's header fields in the order they arrived; names in lower case. Immutable. */
public final class Headers {
  /**
   * Fields behind the 256th are not looked at, but for those that name the client: of cookies and
   * hosts as many again, of forwarding fields all, since the last one is the nearest proxy's.
   */
  public static final int MOST = 256;

  /** Fields whose place is kept by their name's number. */
  private static final int PLACED = 255;

  private final int size;
  private final byte[] places;
  private final byte[] numbers;
  private final String[] names;
  private final String[] values;

  private Headers(Builder from) {
    size = from.size;
    places = from.places;
    numbers = from.numbers;
    names = from.names;
    values = from.values;
  }

  public int size() {
    return size;
  }

  /** Number of the name at {@code index}, or {@link HeaderNames#UNKNOWN}. */
  public int number(int index) {
    return numbers[index];
  }

  public String name(int index) {
    return names[index];
  }

  public String value(int index) {
    return values[index];
  }

  /** Whether the field at {@code index} is the first of its name. */
  public boolean isFirst(int index) {
    for (int i = 0; i < index; i++) {
      if (names[i].equals(names[index])) {
        return false;
      }
    }
    return true;
  }

  /** The value of the first field whose name has this number. */
  public @Nullable String first(int number) {
    int at = indexOf(number);
    return at < 0 ? null : values[at];
  }

  /** Index of the first field whose name has this number, or -1. */
  public int indexOf(int number) {
    int place = places[number] & 0xff;
    return place > 0 ? place - 1 : placeBehind(number);
  }

  private int placeBehind(int number) {
    for (int i = PLACED; i < size; i++) {
      if (numbers[i] == number) {
        return i;
      }
    }
    return -1;
  }

  /** The value of the first field whose name has this number, or the empty string. */
  public String text(int number) {
    String value = first(number);
    return value == null ? "" : value;
  }

  /** The value of the first field with this lower-case name. */
  public @Nullable String first(String name) {
    int number = HeaderNames.number(name);
    if (number != HeaderNames.UNKNOWN) {
      return first(number);
    }
    for (int i = 0; i < size; i++) {
      if (names[i].equals(name)) {
        return values[i];
      }
    }
    return null;
  }

  /** The value of the first field with this lower-case name, or the empty string. */
  public String text(String name) {
    String value = first(name);
    return value == null ? "" : value;
  }

  /** How many fields have a name with this number. */
  public int count(int number) {
    int count = 0;
    int at = indexOf(number);
    for (int i = at < 0 ? size : at; i < size; i++) {
      count += numbers[i] == number ? 1 : 0;
    }
    return count;
  }

  /** All values of this name, joined as RFC 9110 section 5.3 allows; empty when there is none. */
  public String joined(int number) {
    String first = "";
    int found = 0;
    int at = indexOf(number);
    for (int i = at < 0 ? size : at; i < size; i++) {
      if (numbers[i] == number) {
        first = found == 0 ? values[i] : first;
        found++;
      }
    }
    return found <= 1 ? first : allJoined(number);
  }

  private String allJoined(int number) {
    StringBuilder joined = new StringBuilder();
    for (int i = 0; i < size; i++) {
      if (numbers[i] == number) {
        joined.append(joined.isEmpty() ? "" : ",").append(values[i]);
      }
    }
    return joined.toString();
  }

  /** Which of {@link HeaderNames#WITH_BIT} are there, the first name's bit lowest. */
  public long bits() {
    long bits = 0;
    for (int i = 0; i < size; i++) {
      int number = numbers[i];
      bits |= number >= 0 && number < HeaderNames.WITH_BIT.size() ? 1L << number : 0;
    }
    return bits;
  }

  public static Builder builder() {
    return new Builder();
  }

  /** Collects fields one by one; not to be used after {@link #build}. */
  public static final class Builder {
    private final byte[] places = new byte[HeaderNames.COUNT];
    private byte[] numbers = new byte[20];
    private String[] names = new String[20];
    private String[] values = new String[20];
    private int size;

    private Builder() {}

    public Builder add(String name, String value) {
      int number = HeaderNames.number(name);
      if (size >= MOST && !countsAt(size, number)) {
        return this;
      }
      if (size == numbers.length) {
        numbers = Arrays.copyOf(numbers, size * 2);
        names = Arrays.copyOf(names, size * 2);
        values = Arrays.copyOf(values, size * 2);
      }
      numbers[size] = (byte) number;
      if (number != HeaderNames.UNKNOWN && size < PLACED && places[number] == 0) {
        places[number] = (byte) (size + 1);
      }
      names[size] =
          number == HeaderNames.UNKNOWN ? HeaderNames.lower(name) : HeaderNames.name(number);
      values[size] = value;
      size++;
      return this;
    }

    /** Whether a field counts behind the first {@value #MOST}. */
    private static boolean countsAt(int index, int number) {
      boolean forwards =
          number >= HeaderNames.X_FORWARDED_FOR && number <= HeaderNames.FASTLY_CLIENT_IP;
      boolean named = number == HeaderNames.COOKIE || number == HeaderNames.HOST;
      return forwards || (named && index < MOST * 2);
    }

    public Headers build() {
      return new Headers(this);
    }
  }
}
