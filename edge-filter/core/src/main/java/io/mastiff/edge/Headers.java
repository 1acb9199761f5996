package io.mastiff.edge;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A request's header fields in the order they arrived; names in lower case. Immutable. */
public final class Headers {
  /** Fields behind the 256th are not looked at. */
  public static final int MOST = 256;

  /** Fields that count wherever they stand. */
  private static final Set<String> ALWAYS =
      Set.of(
          "cookie",
          "host",
          "x-forwarded-for",
          "forwarded",
          "x-real-ip",
          "cf-connecting-ip",
          "true-client-ip",
          "fastly-client-ip");

  private final List<String> names;
  private final List<String> values;

  private Headers(List<String> names, List<String> values) {
    this.names = names;
    this.values = values;
  }

  public int size() {
    return names.size();
  }

  public String name(int index) {
    return names.get(index);
  }

  public String value(int index) {
    return values.get(index);
  }

  /** Whether the field at {@code index} is the first of its name. */
  public boolean isFirst(int index) {
    return names.indexOf(names.get(index)) == index;
  }

  /** The value of the first field with this lower-case name. */
  public @Nullable String first(String name) {
    int at = names.indexOf(name);
    return at < 0 ? null : values.get(at);
  }

  /** The value of the first field with this lower-case name, or the empty string. */
  public String text(String name) {
    String value = first(name);
    return value == null ? "" : value;
  }

  /** All values of this name, joined as RFC 9110 section 5.3 allows; empty when there is none. */
  public String joined(String name) {
    String joined = "";
    for (int i = 0; i < names.size(); i++) {
      if (names.get(i).equals(name)) {
        joined = joined.isEmpty() ? values.get(i) : joined + "," + values.get(i);
      }
    }
    return joined;
  }

  public static Builder builder() {
    return new Builder();
  }

  /** Collects fields one by one. */
  public static final class Builder {
    private final List<String> names = new ArrayList<>(24);
    private final List<String> values = new ArrayList<>(24);

    private Builder() {}

    public Builder add(String name, String value) {
      String lower = name.toLowerCase(Locale.ROOT);
      if (names.size() < MOST || (ALWAYS.contains(lower) && names.size() < MOST * 2)) {
        names.add(lower);
        values.add(value);
      }
      return this;
    }

    public Headers build() {
      return new Headers(names, values);
    }
  }
}
