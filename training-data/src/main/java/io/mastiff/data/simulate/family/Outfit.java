package io.mastiff.data.simulate.family;

import java.util.List;

/** The header fields that one client sends, in order. */
public record Outfit(List<Kit.Field> page, List<Kit.Field> asset, List<Kit.Field> api) {
  /** Stands for a value that changes with the request. */
  public static final String FILLED = "*";

  public Outfit {
    page = List.copyOf(page);
    asset = List.copyOf(asset);
    api = List.copyOf(api);
  }

  /** The user agent that it names, or empty. */
  public String userAgent() {
    return page.stream()
        .filter(f -> f.name().equalsIgnoreCase("User-Agent"))
        .findFirst()
        .map(Kit.Field::value)
        .orElse("");
  }
}
