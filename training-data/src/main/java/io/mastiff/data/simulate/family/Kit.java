package io.mastiff.data.simulate.family;

import java.util.List;
import java.util.random.RandomGenerator;

/**
 * Software that comes in several versions and languages.
 *
 * <p>Header fields are in its order; in values {@code {version}} and {@code {language}} stand for
 * what a client has, {@code *} for what changes with the request (host, cookie, referer,
 * Sec-Fetch-Site, Sec-Fetch-Dest, Accept of an asset, validators).
 *
 * @param weight how often it is met beside others
 * @param page fields of a page request
 * @param asset fields of an asset request
 * @param api fields of a call that a script makes
 */
public record Kit(
    String name,
    double weight,
    List<String> versions,
    List<Field> page,
    List<Field> asset,
    List<Field> api) {
  public Kit {
    versions = List.copyOf(versions);
    page = List.copyOf(page);
    asset = List.copyOf(asset);
    api = List.copyOf(api);
  }

  /** One header field. */
  public record Field(String name, String value) {}

  /** One client's: a version and a language are chosen. */
  public Outfit outfit(RandomGenerator random, String language) {
    String version = versions.isEmpty() ? "" : versions.get(random.nextInt(versions.size()));
    return new Outfit(
        filled(page, version, language),
        filled(asset, version, language),
        filled(api, version, language));
  }

  private static List<Field> filled(List<Field> fields, String version, String language) {
    return fields.stream()
        .map(
            f ->
                new Field(
                    f.name(),
                    f.value().replace("{version}", version).replace("{language}", language)))
        .toList();
  }

  /** One of several, by weight. */
  public static Kit any(RandomGenerator random, List<Kit> kits) {
    double left = random.nextDouble() * kits.stream().mapToDouble(Kit::weight).sum();
    for (Kit kit : kits) {
      left -= kit.weight();
      if (left < 0) {
        return kit;
      }
    }
    return kits.get(kits.size() - 1);
  }
}
