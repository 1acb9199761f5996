package io.mastiff.standalone.reaction;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.mastiff.standalone.proof.Proof;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * How long it took, in ms from the append of the newest event that an entry is based on to the
 * entry in another door's list, and from a lift's order to all doors' confirmation.
 *
 * @param trials of each kind that were made
 * @param foundSessions different sessions of the trials that were listed
 * @param foundFleets different fleets
 */
public record ReactionResult(
    int trials, Delays sessions, long foundSessions, Delays cohorts, long foundFleets, Delays lifts)
    implements Proof {
  private static final double MOST_OF_SESSION = 500;
  private static final double MOST_OF_COHORT = 2_000;
  private static final double MOST_OF_LIFT = 1_000;

  /** A cohort is judged once a second or more often, so the view that decides may be older. */
  private static final double JUDGED_EVERY = 1_000;

  private static final double P99 = 0.99;

  @Override
  public List<String> failures() {
    List<String> failures = new ArrayList<>();
    most(failures, "sessions", foundSessions, sessions, MOST_OF_SESSION);
    most(failures, "fleets", foundFleets, cohorts, MOST_OF_COHORT - JUDGED_EVERY);
    most(failures, "lifts", lifts.size(), lifts, MOST_OF_LIFT);
    return failures;
  }

  private void most(List<String> failures, String what, long found, Delays delays, double most) {
    if (found < trials) {
      failures.add(words("%s: %,d came, not %,d", what, found, trials));
    }
    if (!(delays.quantile(P99) <= most)) {
      failures.add(words("%s: p99 %,.0f ms, not %,.0f", what, delays.quantile(P99), most));
    }
  }

  private static String words(String text, Object... figures) {
    return String.format(Locale.ROOT, text, figures);
  }

  @Override
  public String text() {
    StringBuilder text = new StringBuilder();
    text.append("from the newest event of an entry to the entry in another door's list\n");
    text.append("  sessions  ").append(sessions.words()).append('\n');
    text.append("  fleets    ").append(cohorts.words()).append('\n');
    text.append(words("  listed    %,d sessions, %,d fleets%n", foundSessions, foundFleets));
    text.append("from a lift's order to three doors' confirmation\n");
    text.append("  lifts     ").append(lifts.words()).append('\n');
    return text.append(ending()).toString();
  }

  @Override
  public ObjectNode json(ObjectMapper mapper) {
    ObjectNode root = mapper.createObjectNode();
    root.put("check", "reaction").put("trials", trials);
    put(root.putObject("sessions"), sessions);
    put(root.putObject("cohorts"), cohorts);
    root.put("foundSessions", foundSessions).put("foundFleets", foundFleets);
    put(root.putObject("lifts"), lifts);
    failures().forEach(root.putArray("failures")::add);
    return root.put("holds", failures().isEmpty());
  }

  private static void put(ObjectNode node, Delays delays) {
    node.put("trials", delays.size()).put("p50Ms", delays.quantile(0.5));
    node.put("p99Ms", delays.quantile(P99)).put("mostMs", delays.quantile(1));
  }
}
