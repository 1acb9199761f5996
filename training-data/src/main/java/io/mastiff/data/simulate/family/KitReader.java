package io.mastiff.data.simulate.family;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Reads software: header fields as lines, or a browser of the library with what it does wrong. */
final class KitReader {
  private static final double LARGEST_WEIGHT = 1000;
  private static final String VERSION = "[0-9A-Za-z._-]{1,30}";
  private static final String[] OWN = {"name", "weight", "versions", "page", "asset", "api"};
  private static final String[] CHANGED = {
    "browser", "weight", "versions", "drop", "set", "replace", "before", "last"
  };

  private final List<Kit> library;

  /**
   * @param library browsers that {@code browser} may name
   */
  KitReader(List<Kit> library) {
    this.library = library;
  }

  List<Kit> read(Sheet sheet, String name) {
    List<Kit> kits = new ArrayList<>();
    for (Sheet each : sheet.children(name)) {
      if (each.has("browser")) {
        kits.addAll(changed(each.only(CHANGED)));
      } else {
        kits.add(own(each.only(OWN).require("page")));
      }
    }
    return kits;
  }

  private static Kit own(Sheet s) {
    List<Kit.Field> page = fields(s, "page", List.of());
    return new Kit(
        s.text("name", "[a-z0-9.-]{1,40}", "software"),
        s.number("weight", 0, LARGEST_WEIGHT, 1),
        s.texts("versions", VERSION),
        page,
        fields(s, "asset", page),
        fields(s, "api", page));
  }

  private static List<Kit.Field> fields(Sheet s, String name, List<Kit.Field> otherwise) {
    if (!s.has(name)) {
      return otherwise;
    }
    List<Kit.Field> fields = new ArrayList<>();
    for (String line : s.text(name, "(?s).{1,8000}", "").lines().toList()) {
      int colon = line.indexOf(": ");
      if (colon < 1 || !line.substring(0, colon).matches("[!#$%&'*+.^_`|~0-9A-Za-z-]+")) {
        s.problem(name, "each line is a header field, Name: value; this is none: " + line);
      } else {
        fields.add(new Kit.Field(line.substring(0, colon), line.substring(colon + 2).strip()));
      }
    }
    return fields;
  }

  private List<Kit> changed(Sheet s) {
    String wanted = s.text("browser", "[a-z0-9.-]{1,40}", "any");
    List<Kit> found =
        library.stream()
            .filter(kit -> wanted.equals("any") || kit.name().startsWith(wanted))
            .toList();
    if (found.isEmpty()) {
      s.problem(
          "browser",
          "any, or how names of these begin: " + library.stream().map(Kit::name).toList());
      return List.of();
    }
    double all = found.stream().mapToDouble(Kit::weight).sum();
    double weight = s.number("weight", 0, LARGEST_WEIGHT, 1);
    List<String> versions = s.texts("versions", VERSION);
    Changes changes = changes(s);
    return found.stream()
        .map(
            kit ->
                new Kit(
                    kit.name(),
                    weight * kit.weight() / all,
                    versions.isEmpty() ? kit.versions() : versions,
                    changes.of(kit.page()),
                    changes.of(kit.asset()),
                    changes.of(kit.api())))
        .toList();
  }

  private static Changes changes(Sheet s) {
    Map<String, String> replaced = s.pairs("replace");
    return new Changes(
        s.texts("drop", ".{1,60}"),
        s.pairs("set"),
        replaced,
        s.pairs("before"),
        s.texts("last", ".{1,60}"));
  }
}
