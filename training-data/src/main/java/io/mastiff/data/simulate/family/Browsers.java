package io.mastiff.data.simulate.family;

import java.util.ArrayList;
import java.util.List;

/** The library of browsers, {@code browsers.yaml}: what people shop with and programs copy. */
public final class Browsers {
  private static final List<Kit> LIBRARY = read();

  private Browsers() {}

  public static List<Kit> library() {
    return LIBRARY;
  }

  private static List<Kit> read() {
    String file = "browsers.yaml";
    try {
      List<Problem> problems = new ArrayList<>();
      Sheet sheet = new Sheet(Sheet.tree(file, Families.resource(file)), "", problems);
      List<Kit> kits = new KitReader(List.of()).read(sheet.only("browsers"), "browsers");
      if (!problems.isEmpty()) {
        throw new FamilyException(file, problems);
      }
      return List.copyOf(kits);
    } catch (FamilyException e) {
      throw new IllegalStateException(e.getMessage(), e);
    }
  }
}
