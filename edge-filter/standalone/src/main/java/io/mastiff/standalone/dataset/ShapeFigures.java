package io.mastiff.standalone.dataset;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.mastiff.data.dataset.DatasetShape;
import io.mastiff.data.dataset.DatasetShape.Spread;
import java.util.List;

/** What the plots of {@code data describe} are drawn from, as JSON. */
public final class ShapeFigures {
  private ShapeFigures() {}

  /**
   * Adds {@code prefixes}, {@code time} and {@code sources}, and to each feature its distribution.
   *
   * @param figures with {@code features} in the order of the schema
   */
  public static void add(ObjectNode figures, DatasetShape shape) {
    ArrayNode prefixes = figures.putArray("prefixes");
    shape
        .lengths()
        .forEach(
            l ->
                prefixes
                    .addObject()
                    .put("pages", l.pages())
                    .put("human", l.human())
                    .put("bot", l.bot()));
    DatasetShape.Times times = shape.times();
    ObjectNode time = figures.putObject("time");
    time.put("from_ms", times.fromMs()).put("step_ms", times.stepMs());
    counts(time, times.human(), times.bot());
    time.put("undated", times.undated());
    ArrayNode sources = figures.putArray("sources");
    shape
        .sources()
        .forEach(
            s ->
                sources
                    .addObject()
                    .put("source", s.source())
                    .put("label", s.label())
                    .put("sessions", s.sessions())
                    .put("weight", s.weight())
                    .put("least", s.least())
                    .put("most", s.most()));
    JsonNode features = figures.path("features");
    List<Spread> spreads = shape.features();
    for (int i = 0; i < spreads.size(); i++) {
      if (features.get(i) instanceof ObjectNode node) {
        spread(node, spreads.get(i));
      }
    }
  }

  private static void spread(ObjectNode node, Spread spread) {
    node.put("unit", spread.feature().formula()).put("log", spread.bins().log());
    ArrayNode edges = node.putArray("edges");
    for (double edge : spread.bins().edges()) {
      edges.add(edge);
    }
    counts(node, spread.human(), spread.bot());
    node.put("human_missing", spread.humanMissing()).put("bot_missing", spread.botMissing());
  }

  private static void counts(ObjectNode node, long[] human, long[] bot) {
    ArrayNode people = node.putArray("human");
    for (long n : human) {
      people.add(n);
    }
    ArrayNode bots = node.putArray("bot");
    for (long n : bot) {
      bots.add(n);
    }
  }
}
