package io.mastiff.data.simulate.family;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;

/** Reads a family's file and reports all its mistakes at once. */
public final class FamilyReader {
  private static final String[] HEAD = {"name", "id", "about", "label", "share", "client"};
  private static final String[] ALL = {
    "name",
    "id",
    "about",
    "label",
    "share",
    "client",
    "variants",
    "software",
    "languages",
    "network",
    "opening",
    "visit",
    "walk",
    "cookies",
    "assets",
    "conditional",
    "head",
    "referers"
  };

  private final MannerReader manners;

  /**
   * @param library browsers that families may name
   */
  public FamilyReader(List<Kit> library) {
    this.manners = new MannerReader(library);
  }

  /** The family in this text; {@code file} stands for it in messages. */
  public Family parse(String file, String yaml) throws FamilyException {
    List<Problem> problems = new ArrayList<>();
    Sheet sheet = new Sheet(Sheet.tree(file, yaml), "", problems);
    Family family = family(sheet.only(ALL), problems);
    if (!problems.isEmpty()) {
      throw new FamilyException(file, problems.stream().distinct().toList());
    }
    return family;
  }

  private Family family(Sheet s, List<Problem> problems) {
    s.require("name", "label");
    Sheet client = s.child("client").only("sessions", "everySeconds");
    return new Family(
        s.text("name", "[a-z][a-z0-9-]{1,39}", "family"),
        s.text("id", "[A-Za-z0-9-]{1,8}", ""),
        s.text("about", "(?s).{0,500}", ""),
        s.choice("label", Family.Label.class, Family.Label.BOT),
        s.number("share", 0, 1000, 1),
        client.draw("sessions", 1, 10_000, Draw.fixed(1)),
        client.draw("everySeconds", 0, 86_400, Draw.fixed(0)),
        manners(s, problems));
  }

  /** The file itself is the manner, or each of its variants laid over it. */
  private List<Manner> manners(Sheet s, List<Problem> problems) {
    if (!s.has("variants")) {
      return List.of(manners.read(s, 1));
    }
    List<Manner> all = new ArrayList<>();
    for (Sheet variant : s.children("variants")) {
      for (String name : HEAD) {
        if (variant.has(name)) {
          variant.problem(name, "is the family's, not a variant's");
        }
      }
      JsonNode merged = merged(s.node().deepCopy(), variant.node());
      Sheet laid = new Sheet(merged, variant.at("").replaceAll("\\.$", ""), problems);
      all.add(manners.read(laid, variant.number("weight", 0, 1000, 1)));
    }
    if (all.isEmpty()) {
      s.problem("variants", "a list of at least one");
      all.add(manners.read(s, 1));
    }
    return all;
  }

  private static JsonNode merged(JsonNode under, JsonNode over) {
    if (under instanceof ObjectNode map && over.isObject() && !over.has("distribution")) {
      over.fields()
          .forEachRemaining(
              e ->
                  map.set(
                      e.getKey(),
                      map.has(e.getKey())
                          ? merged(map.get(e.getKey()), e.getValue())
                          : e.getValue()));
      return map;
    }
    return over;
  }
}
