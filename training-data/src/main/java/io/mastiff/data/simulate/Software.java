package io.mastiff.data.simulate;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * The header fields that a kind of client sends, in its order.
 *
 * <p>A field whose value is {@value #FILLED} is filled in for each request (host, cookie, referer)
 * or left out.
 *
 * @param page fields of a page request
 * @param asset fields of an asset request; the page's where the client fetches none
 */
public record Software(List<Field> page, List<Field> asset) {
  /** Stands for a value that changes with the request. */
  public static final String FILLED = "*";

  public Software {
    page = List.copyOf(page);
    asset = List.copyOf(asset);
  }

  /**
   * The same fields in another order.
   *
   * @param variant 0 leaves them; n swaps the n-th of the fields that each request has with the one
   *     before, counted round, so that each is another shape
   */
  public Software reordered(int variant) {
    if (variant == 0) {
      return this;
    }
    List<Field> fields = new ArrayList<>(page);
    List<Integer> always = new ArrayList<>();
    for (int i = 0; i < fields.size(); i++) {
      if (!fields.get(i).value().equals(FILLED)) {
        always.add(i);
      }
    }
    int at = always.get(variant % always.size());
    Collections.swap(fields, at, always.get((variant + always.size() - 1) % always.size()));
    return new Software(fields, fields);
  }

  /** The same with another text in the place of one in all values. */
  public Software with(String text, String by) {
    return new Software(replaced(page, text, by), replaced(asset, text, by));
  }

  private static List<Field> replaced(List<Field> fields, String text, String by) {
    return fields.stream()
        .map(field -> new Field(field.name(), field.value().replace(text, by)))
        .toList();
  }

  /** One header field. */
  public record Field(String name, String value) {}

  /** Software whose fields are given as lines of {@code Name: value}. */
  static Software of(String page, String asset) {
    return new Software(fields(page), fields(asset));
  }

  /** Software that fetches pages alone. */
  static Software ofPages(String page) {
    return of(page, page);
  }

  private static List<Field> fields(String lines) {
    List<Field> fields = new ArrayList<>();
    for (String line : lines.lines().toList()) {
      int colon = line.indexOf(": ");
      fields.add(new Field(line.substring(0, colon), line.substring(colon + 2)));
    }
    return fields;
  }
}
