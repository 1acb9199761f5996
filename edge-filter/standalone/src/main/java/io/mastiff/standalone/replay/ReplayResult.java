package io.mastiff.standalone.replay;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.mastiff.edge.policy.CookiePolicy;
import io.mastiff.standalone.proof.Proof;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * What everybody got in a replay.
 *
 * @param cookie when the visitor cookie was set
 * @param lengthMs simulated time over which guests came
 * @param entries on the list at the end
 */
public record ReplayResult(
    int sessions,
    CookiePolicy.When cookie,
    long lengthMs,
    long events,
    int entries,
    Map<String, Share> shares)
    implements Proof {
  private static final double MOST_SERVED = 0.20;

  /** Who was never offered a cookie is slowed to a page a second and not blocked. */
  private static final double MOST_SERVED_WHEN_SLOWED = 0.40;

  /** The share of a scraper's requests that may get through. */
  double mostServed() {
    return cookie == CookiePolicy.When.ALWAYS ? MOST_SERVED : MOST_SERVED_WHEN_SLOWED;
  }

  @Override
  public List<String> failures() {
    List<String> failures = new ArrayList<>();
    shares.forEach(
        (family, share) -> {
          if (!Guests.SCRAPERS.contains(family) && share.denied() > 0) {
            failures.add(family + ": " + share.denied() + " requests denied " + share.deniedBy);
          } else if (Guests.SCRAPERS.contains(family) && share.servedShare() >= mostServed()) {
            failures.add(
                String.format(
                    Locale.ROOT, "%s: %.1f%% got through", family, share.servedShare() * 100));
          }
        });
    return failures;
  }

  @Override
  public String text() {
    StringBuilder text = new StringBuilder();
    text.append(
        String.format(
            Locale.ROOT,
            "%,d sessions in %,d minutes, cookie %s, %,d events, %,d entries at the end%n%n",
            sessions,
            lengthMs / 60_000,
            word(cookie),
            events,
            entries));
    text.append(
        String.format(
            Locale.ROOT,
            "%-11s %8s %10s %8s %8s  %s%n",
            "who",
            "clients",
            "requests",
            "denied",
            "through",
            "denied by"));
    shares.forEach(
        (family, s) ->
            text.append(
                String.format(
                    Locale.ROOT,
                    "%-11s %,8d %,10d %,8d %7.1f%%  %s%n",
                    family,
                    s.sessions,
                    s.requests,
                    s.denied(),
                    s.servedShare() * 100,
                    s.deniedBy.isEmpty() ? "" : s.deniedBy)));
    List<String> failures = failures();
    text.append(failures.isEmpty() ? "\nholds: nobody who shops was denied or challenged\n" : "\n");
    failures.forEach(failure -> text.append("does not hold: ").append(failure).append('\n'));
    return text.toString();
  }

  private static String word(CookiePolicy.When when) {
    return when.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  @Override
  public ObjectNode json(ObjectMapper mapper) {
    ObjectNode root = mapper.createObjectNode();
    root.put("check", "replay").put("sessions", sessions).put("simulatedMs", lengthMs);
    root.put("cookie", word(cookie)).put("mostServed", mostServed());
    root.put("events", events).put("entries", entries);
    ObjectNode families = root.putObject("families");
    shares.forEach(
        (family, s) -> {
          ObjectNode node = families.putObject(family);
          node.put("clients", s.sessions).put("requests", s.requests).put("denied", s.denied());
          node.put("cookies", s.cookies).put("servedShare", s.servedShare());
          ObjectNode by = node.putObject("deniedBy");
          s.deniedBy.forEach(by::put);
        });
    ArrayNode failures = root.putArray("failures");
    failures().forEach(failures::add);
    root.put("holds", failures.isEmpty());
    return root;
  }
}
