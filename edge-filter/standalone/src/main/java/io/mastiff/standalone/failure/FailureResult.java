package io.mastiff.standalone.failure;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.mastiff.standalone.proof.Proof;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * What came of a run with kills.
 *
 * @param offered events, by the door
 * @param appended events in the topic, in which a retry may lie twice
 * @param slowestMs that the door was held up by handing over an event
 * @param stalls by what was killed: how long a verdict took at most, ms
 */
public record FailureResult(
    long offered,
    long appended,
    long dropped,
    double slowestMs,
    Map<String, Long> stalls,
    Kept found,
    Kept wanted)
    implements Proof {
  private static final double MOST_HELD_UP_MS = 100;

  @Override
  public List<String> failures() {
    List<String> failures = new ArrayList<>();
    differ(failures, "sessions", found.otherSessions(wanted));
    differ(failures, "cohorts", found.otherCohorts(wanted));
    differ(failures, "sessions' verdicts", found.otherVerdicts(wanted));
    if (found.twice() > 0) {
      failures.add(words("%,d verdicts were said twice", found.twice()));
    }
    if (!found.convicted().equals(wanted.convicted()) || wanted.convicted().isEmpty()) {
      failures.add("convicted were " + found.convicted() + ", to be were " + wanted.convicted());
    }
    if (dropped > 0 || appended < offered) {
      failures.add(words("of %,d events %,d are in the topic", offered, appended));
    }
    if (slowestMs > MOST_HELD_UP_MS) {
      failures.add(words("the door was held up for %.0f ms", slowestMs));
    }
    return failures;
  }

  private static void differ(List<String> failures, String what, long n) {
    if (n > 0) {
      failures.add(words("%,d %s are not as counted again", n, what));
    }
  }

  private static String words(String text, Object... figures) {
    return String.format(Locale.ROOT, text, figures);
  }

  @Override
  public String text() {
    StringBuilder text = new StringBuilder();
    text.append(
        words("door       %,d events offered, %,d dropped, ", offered, dropped)
            + words("held up for %.1f ms at most%n", slowestMs));
    stalls.forEach(
        (what, ms) ->
            text.append(
                words("killed     %-18s the slowest verdict took %.1f s%n", what, ms / 1000.0)));
    text.append(words("topic      %,d events%n", appended));
    text.append(words("sessions   %,d, counted again %,d%n", found.sessions(), wanted.sessions()));
    text.append(words("cohorts    %,d, counted again %,d%n", found.cohorts(), wanted.cohorts()));
    text.append(words("verdicts   %,d, counted again %,d%n", found.verdicts(), wanted.verdicts()));
    text.append(
        words(
            "convicted  %,d cohorts, counted again %,d%n",
            found.convicted().size(), wanted.convicted().size()));
    List<String> failures = failures();
    text.append(failures.isEmpty() ? "\nholds: all as if nothing had been killed\n" : "\n");
    failures.forEach(failure -> text.append("does not hold: ").append(failure).append('\n'));
    return text.toString();
  }

  @Override
  public ObjectNode json(ObjectMapper mapper) {
    ObjectNode root = mapper.createObjectNode();
    root.put("check", "failure").put("offered", offered).put("appended", appended);
    root.put("dropped", dropped).put("heldUpMs", slowestMs);
    ObjectNode slowest = root.putObject("slowestVerdictMs");
    stalls.forEach(slowest::put);
    root.put("sessions", found.sessions()).put("otherSessions", found.otherSessions(wanted));
    root.put("cohorts", found.cohorts()).put("otherCohorts", found.otherCohorts(wanted));
    root.put("verdicts", found.verdicts()).put("otherVerdicts", found.otherVerdicts(wanted));
    root.put("saidTwice", found.twice());
    failures().forEach(root.putArray("failures")::add);
    return root.put("holds", failures().isEmpty());
  }
}
