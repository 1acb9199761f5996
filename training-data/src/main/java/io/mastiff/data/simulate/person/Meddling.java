package io.mastiff.data.simulate.person;

import io.mastiff.data.simulate.family.Kit;
import io.mastiff.data.simulate.family.Outfit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;

/**
 * What stands between a person's browser and the shop and changes its header fields: settings and
 * extensions for privacy, proxies of companies, security programs.
 */
final class Meddling {
  private Meddling() {}

  /** What the shop sees of an outfit. */
  static Outfit of(Outfit outfit, boolean office, SplittableRandom random) {
    Outfit worn = outfit;
    if (random.nextDouble() < Parameters.of("headers.privacy")) {
      worn = adding(worn, random.nextInt(3) == 0 ? "Sec-GPC" : "DNT");
    }
    if (random.nextDouble() < Parameters.of("headers.saveData")) {
      worn = adding(worn, "Save-Data");
    }
    if (office && random.nextDouble() < Parameters.of("headers.stripped")) {
      worn = stripped(worn);
    }
    if (random.nextDouble() < Parameters.of("headers.reordered")) {
      worn = reordered(worn, random.nextInt(3));
    }
    return worn;
  }

  private static Outfit adding(Outfit outfit, String name) {
    Kit.Field field = new Kit.Field(name, name.equals("Save-Data") ? "on" : "1");
    return new Outfit(
        with(outfit.page(), field), with(outfit.asset(), field), with(outfit.api(), field));
  }

  private static List<Kit.Field> with(List<Kit.Field> fields, Kit.Field field) {
    List<Kit.Field> all = new ArrayList<>(fields);
    all.add(Math.min(2, all.size()), field);
    return all;
  }

  private static Outfit stripped(Outfit outfit) {
    return new Outfit(stripped(outfit.page()), stripped(outfit.asset()), stripped(outfit.api()));
  }

  private static List<Kit.Field> stripped(List<Kit.Field> fields) {
    return fields.stream()
        .filter(field -> !field.name().toLowerCase(Locale.ROOT).startsWith("sec-"))
        .toList();
  }

  private static Outfit reordered(Outfit outfit, int how) {
    return new Outfit(
        reordered(outfit.page(), how),
        reordered(outfit.asset(), how),
        reordered(outfit.api(), how));
  }

  /** A few programs are behind nearly all of it, and each has an order of its own. */
  private static List<Kit.Field> reordered(List<Kit.Field> fields, int how) {
    List<Kit.Field> all = new ArrayList<>(fields);
    if (how == 0) {
      all.sort(java.util.Comparator.comparing(field -> field.name().toLowerCase(Locale.ROOT)));
    } else {
      Kit.Field moved = all.remove(how);
      all.add(moved);
    }
    return all;
  }
}
