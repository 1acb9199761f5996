package io.mastiff.standalone.sameness;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * How many vectors the stream and an audit made of the same events, and how many were not the same
 * to the bit.
 *
 * @param differences the first {@value #SHOWN} of them, a line each
 */
public record SamenessResult(long sessions, long events, long differing, List<String> differences) {
  static final int SHOWN = 5;

  public SamenessResult {
    differences = List.copyOf(differences);
  }

  static SamenessResult none() {
    return new SamenessResult(0, 0, 0, List.of());
  }

  SamenessResult plus(SamenessResult more) {
    List<String> all = new ArrayList<>(differences);
    all.addAll(more.differences);
    return new SamenessResult(
        sessions + more.sessions,
        events + more.events,
        differing + more.differing,
        all.subList(0, Math.min(SHOWN, all.size())));
  }

  /** What was promised and not kept; empty when all was. */
  public List<String> failures() {
    return differing == 0 ? List.of() : List.of(differing + " vectors differ");
  }

  /** Lines for people. */
  public String text() {
    StringBuilder text = new StringBuilder();
    text.append(
        String.format(
            Locale.ROOT,
            "%,d sessions, %,d events; after each one vector by the stream and one by audit%n"
                + "vectors that differ in any bit: %,d%n",
            sessions,
            events,
            differing));
    differences.forEach(line -> text.append("  ").append(line).append('\n'));
    return text.append(failures().isEmpty() ? "holds\n" : "does not hold\n").toString();
  }

  /** The figures, stable names. */
  public ObjectNode json(ObjectMapper mapper) {
    ObjectNode root = mapper.createObjectNode();
    root.put("check", "sameness").put("sessions", sessions).put("events", events);
    root.put("differing", differing);
    ArrayNode shown = root.putArray("differences");
    differences.forEach(shown::add);
    ArrayNode failures = root.putArray("failures");
    failures().forEach(failures::add);
    root.put("holds", failures.isEmpty());
    return root;
  }
}
