package io.mastiff.training.judge;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What a model does to live traffic, by slice, as text of 80 columns and as JSON.
 *
 * @param model its hash; null for the verdicts as they were given
 * @param otherFeatures verdicts that it could not score
 */
record LiveReport(@Nullable String model, List<LiveSlice> slices, long otherFeatures) {
  private static final int MOST_COUNTRIES = 10;

  static LiveReport of(@Nullable String model, List<LiveClient> clients, long otherFeatures) {
    List<LiveSlice> slices = new ArrayList<>();
    slices.add(LiveSlice.of("all", clients));
    by("", LiveClient::kind, clients, 2, slices);
    by("shop ", LiveClient::shop, clients, Integer.MAX_VALUE, slices);
    by("country ", LiveClient::country, clients, MOST_COUNTRIES, slices);
    return new LiveReport(model, slices, otherFeatures);
  }

  /** The largest ones, where there are several. */
  private static void by(
      String prefix,
      Function<LiveClient, String> what,
      List<LiveClient> clients,
      int most,
      List<LiveSlice> to) {
    Map<String, List<LiveClient>> groups =
        clients.stream().collect(Collectors.groupingBy(what, TreeMap::new, Collectors.toList()));
    groups.remove("");
    if (groups.size() > 1) {
      groups.entrySet().stream()
          .sorted((a, b) -> b.getValue().size() - a.getValue().size())
          .limit(most)
          .forEach(group -> to.add(LiveSlice.of(prefix + group.getKey(), group.getValue())));
    }
  }

  void print(PrintWriter out) {
    LiveSlice all = slices.get(0);
    out.printf(
        Locale.ROOT,
        "Real traffic, by %,d clients that no learned action touched%n",
        all.clients());
    out.println(model == null ? "Judged: the verdicts of then" : "Judged: the model " + model);
    if (otherFeatures > 0) {
      out.printf(Locale.ROOT, "left out: %,d verdicts with other features%n", otherFeatures);
    }
    for (LiveSlice slice : slices) {
      out.println();
      print(slice, out);
    }
    out.println();
    out.println("Estimates for the whole traffic, each held-out client weighted by one over its");
    out.println("chance; in brackets 95% intervals. Precision lies between what is known to be");
    out.println("bots and what is not known to be people.");
    out.flush();
  }

  private static void print(LiveSlice s, PrintWriter out) {
    out.printf(
        Locale.ROOT,
        "%-24.24s %,d held out, %,d of them convicted%n"
            + "  of these               %,d bots, %,d people, %,d unknown%n",
        s.name(),
        s.clients(),
        s.convicted(),
        s.bots(),
        s.people(),
        s.convicted() - s.bots() - s.people());
    out.println("  clients acted on       " + text(s.acted()));
    out.println("  precision              " + text(s.precision()));
    out.println("  orders hit             " + text(s.hitOrders()));
    if (s.hitMoney().note() == null) {
      out.println("  worth                  " + text(s.hitMoney()));
    }
  }

  private static String text(Estimate e) {
    return e.note() != null
        ? e.note()
        : String.format(Locale.ROOT, "%,.0f (%,.0f to %,.0f)", e.value(), e.low(), e.high());
  }

  private static String text(LiveSlice.Range r) {
    return r.note() != null
        ? r.note()
        : String.format(
            Locale.ROOT,
            "%.1f%% to %.1f%% (%.1f%% to %.1f%%)",
            100 * r.least(),
            100 * r.most(),
            100 * r.low(),
            100 * r.high());
  }

  ObjectNode json() {
    ObjectNode root = new ObjectMapper().createObjectNode();
    root.put("kind", "real traffic").put("model", model).put("otherFeatures", otherFeatures);
    ArrayNode list = root.putArray("slices");
    for (LiveSlice s : slices) {
      ObjectNode node = list.addObject().put("name", s.name());
      node.put("heldOut", s.clients()).put("convicted", s.convicted());
      node.put("bots", s.bots()).put("people", s.people());
      put(node, "actedOn", s.acted());
      put(node.putObject("precision"), s.precision());
      put(node, "ordersHit", s.hitOrders());
      put(node, "moneyHit", s.hitMoney());
    }
    return root;
  }

  private static void put(ObjectNode to, String name, Estimate e) {
    ObjectNode node = to.putObject(name);
    if (e.note() != null) {
      node.put("note", e.note());
    } else {
      node.put("value", e.value()).put("low", e.low()).put("high", e.high());
    }
  }

  private static void put(ObjectNode node, LiveSlice.Range r) {
    if (r.note() != null) {
      node.put("note", r.note());
    } else {
      node.put("least", r.least()).put("most", r.most());
      node.put("low", r.low()).put("high", r.high());
    }
  }
}
