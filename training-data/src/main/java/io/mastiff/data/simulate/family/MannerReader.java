package io.mastiff.data.simulate.family;

import io.mastiff.event.IpNetwork;
import java.util.ArrayList;
import java.util.List;

/** Reads how a family behaves. */
final class MannerReader {
  private static final double DAY = 86_400;
  private static final int MOST_PAGES = 400;
  private static final String PATH = "/[!-~]{0,199}";
  private static final String REFERER = "none|walk|search|external|https?://[!-~]{1,200}";
  private static final List<String> ENGLISH = List.of("en-US,en;q=0.9");

  private final KitReader kits;

  MannerReader(List<Kit> library) {
    kits = new KitReader(library);
  }

  Manner read(Sheet s, double weight) {
    s.require("software", "visit", "walk");
    Sheet visit =
        s.child("visit").only("pages", "pause", "pace", "rest", "restAfter").require("pages");
    Sheet assets = s.child("assets").only("clients", "share");
    Walk walk = walk(s.child("walk"));
    if (walk.order() == Walk.Order.PATHS && !s.has("opening")) {
      s.problem("opening", "is missing; the order paths needs it");
    }
    return new Manner(
        weight,
        software(s),
        orElse(s.texts("languages", "[ -~]{1,100}"), ENGLISH),
        network(s.child("network")),
        s.texts("opening", PATH),
        visit.draw("pages", 1, MOST_PAGES, Draw.fixed(1)),
        visit.draw("pause", 0, DAY, Draw.fixed(1)),
        visit.draw("pace", 0.01, 100, Draw.fixed(1)),
        visit.draw("rest", 0, DAY, Draw.fixed(0)),
        (int) visit.number("restAfter", 0, MOST_PAGES, 0),
        walk,
        s.number("cookies", 0, 1, 0),
        assets.number("clients", 0, 1, assets.has("share") ? 1 : 0),
        assets.number("share", 0, 1, 1),
        s.number("conditional", 0, 1, 0),
        s.number("head", 0, 1, 0),
        orElse(s.texts("referers", REFERER), List.of("none")));
  }

  private List<Kit> software(Sheet s) {
    List<Kit> read = kits.read(s, "software");
    if (read.isEmpty() && s.has("software")) {
      s.problem("software", "a list of at least one");
    }
    return read;
  }

  private static List<String> orElse(List<String> read, List<String> otherwise) {
    return read.isEmpty() ? otherwise : read;
  }

  private static Network network(Sheet s) {
    s.only("addresses", "among", "genuine");
    List<IpNetwork> among = new ArrayList<>();
    for (String text : s.texts("among", "[0-9a-fA-F.:/]{3,50}")) {
      IpNetwork.parse(text)
          .ifPresentOrElse(
              among::add, () -> s.problem("among", "networks such as 203.0.113.0/24; not " + text));
    }
    Network.Kind kind = s.choice("addresses", Network.Kind.class, Network.Kind.HOSTING);
    return new Network(kind, among, s.flag("genuine"));
  }

  private static Walk walk(Sheet s) {
    s.only(
            "order",
            "part",
            "api",
            "lists",
            "missing",
            "carts",
            "watched",
            "everySeconds",
            "popular")
        .require("order");
    return new Walk(
        s.choice("order", Walk.Order.class, Walk.Order.SEQUENTIAL),
        s.number("part", 0, 1, 1),
        s.number("api", 0, 1, 0),
        s.number("lists", 0, 1, 0),
        s.number("missing", 0, 1, 0),
        s.number("carts", 0, 1, 0),
        s.draw("watched", 1, 100_000, Draw.fixed(20)),
        s.draw("everySeconds", 0, DAY, Draw.fixed(0)),
        s.number("popular", 0, 3, 0));
  }
}
