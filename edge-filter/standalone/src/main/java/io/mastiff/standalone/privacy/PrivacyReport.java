package io.mastiff.standalone.privacy;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.mastiff.event.Topics;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What was found of a visitor, erased, and remains, for people and for programs. */
public final class PrivacyReport {
  private static final String OF_THE_STREAM =
      "until the first request of others on its partition half an hour after the visitor's last, when"
          + " the stream takes it back; then ";

  private final Topics topics;
  private final PrivacyDesk.Findings findings;
  private final PrivacyDesk.@Nullable Erased erased;

  /**
   * @param erased null where nothing was to be erased
   */
  public PrivacyReport(
      Topics topics, PrivacyDesk.Findings findings, PrivacyDesk.@Nullable Erased erased) {
    this.topics = topics;
    this.findings = findings;
    this.erased = erased;
  }

  public String text() {
    StringBuilder text = new StringBuilder();
    line(text, "visitor %s", findings.topics().id());
    if (erased != null) {
      erased(text, erased);
    }
    for (Held held : findings.topics().held()) {
      line(
          text,
          "%-9s%s, partition %d: %s, offsets %d to %d, %s to %s; %s",
          erased == null ? "holds" : "remains",
          held.topic(),
          held.partition(),
          count(held),
          held.firstOffset(),
          held.lastOffset(),
          time(held.oldestMs()),
          time(held.newestMs()),
          until(held));
    }
    files(text);
    summary(text);
    return text.toString();
  }

  private void erased(StringBuilder text, PrivacyDesk.Erased done) {
    done.orders().forEach(key -> taken(text, key, topics.operator().name()));
    done.learned().forEach(key -> taken(text, key, topics.blocklist().name()));
    if (done.confirmation().doors() > 0) {
      line(
          text,
          "%-9sconfirmed by %d of %d live doors",
          "",
          done.confirmation().confirmed(),
          done.confirmation().doors());
    }
    for (DecisionLogFile.Lines lines : done.logs()) {
      line(
          text,
          "erased   %s: session, address, reference, agent and path of %d lines overwritten",
          lines.file(),
          lines.count());
    }
    if (done.orders().isEmpty() && done.learned().isEmpty() && done.logs().isEmpty()) {
      line(text, "erased   nothing");
    }
  }

  private static void taken(StringBuilder text, String key, String topic) {
    line(text, "erased   %s: %s is taken back by a tombstone", topic, key);
  }

  private void files(StringBuilder text) {
    if (erased == null) {
      for (DecisionLogFile.Lines lines : findings.logs()) {
        String where = lines.count() == 0 ? "" : ", from " + lines.first() + " to " + lines.last();
        line(text, "holds    %s: %d lines%s", lines.file(), lines.count(), where);
      }
    }
    findings
        .snapshots()
        .forEach(
            (file, found) ->
                line(
                    text,
                    "%-9s%s of %s: %s",
                    found.isNothing() || erased == null ? "holds" : "remains",
                    file,
                    time(found.savedAtMs()),
                    found.isNothing()
                        ? "nothing"
                        : (found.ordered() ? "an operator's entry" : "a learned entry")
                            + "; its door writes it anew within ten seconds of taking the entry"
                            + " back, a stopped door's file can be deleted"));
  }

  private void summary(StringBuilder text) {
    TopicSearch.Result found = findings.topics();
    line(
        text,
        "searched %d topics, %,d records; found in %d",
        found.searched().size(),
        found.searched().values().stream().mapToLong(Long::longValue).sum(),
        found.held().stream().map(Held::topic).distinct().count());
    if (found.sketches()) {
      line(
          text,
          "         %s.cohort-partials counts visitors by sketches, in which nobody can be found",
          topics.prefix());
    }
    line(
        text,
        "not seen outcomes under the store's own order numbers, log files and snapshots that were not"
            + " given, copies that others took of the topics; doors' memory, until they restart");
    if (erased != null) {
      line(text, "again    a browser that still has the cookie is recorded anew");
    }
  }

  private static String count(Held held) {
    String records = held.records() + (held.records() == 1 ? " record" : " records");
    return held.tombstones() == 0 ? records : records + ", " + held.tombstones() + " tombstones";
  }

  private String until(Held held) {
    Keeping keeping = findings.keeping().get(held.topic());
    if (keeping == null) {
      return "";
    }
    boolean ofStream = held.topic().startsWith(topics.prefix() + "-stream-");
    boolean live = !held.liveKeys().isEmpty();
    return ofStream && live && keeping.compacts()
        ? OF_THE_STREAM + keeping.compacted()
        : keeping.until(held.newestMs(), !live);
  }

  /** The figures, stable names. */
  public ObjectNode json(ObjectMapper mapper) {
    ObjectNode root = mapper.createObjectNode();
    root.put("visitor", findings.topics().id());
    ArrayNode held = root.putArray("topics");
    for (Held of : findings.topics().held()) {
      ObjectNode node = held.addObject();
      node.put("topic", of.topic()).put("partition", of.partition());
      node.put("records", of.records()).put("tombstones", of.tombstones());
      node.put("firstOffset", of.firstOffset()).put("lastOffset", of.lastOffset());
      node.put("oldestMs", of.oldestMs()).put("newestMs", of.newestMs());
      goneBy(node, of);
    }
    ArrayNode logs = root.putArray("logs");
    for (DecisionLogFile.Lines lines : findings.logs()) {
      logs.addObject().put("file", lines.file().toString()).put("lines", lines.count());
    }
    ArrayNode snapshots = root.putArray("snapshots");
    findings
        .snapshots()
        .forEach(
            (file, found) ->
                snapshots
                    .addObject()
                    .put("file", file.toString())
                    .put("ordered", found.ordered())
                    .put("learned", found.learned()));
    ObjectNode searched = root.putObject("searched");
    findings.topics().searched().forEach(searched::put);
    if (erased != null) {
      erased(root.putObject("erased"), erased);
    }
    return root;
  }

  private void goneBy(ObjectNode node, Held held) {
    Keeping keeping = findings.keeping().get(held.topic());
    Instant gone = keeping == null ? null : keeping.goneBy(held.newestMs());
    if (gone == null) {
      node.putNull("goneByMs");
    } else {
      node.put("goneByMs", gone.toEpochMilli());
    }
  }

  private static void erased(ObjectNode node, PrivacyDesk.Erased done) {
    put(node.putArray("orders"), done.orders());
    put(node.putArray("learned"), done.learned());
    node.put("logLines", done.logs().stream().mapToLong(DecisionLogFile.Lines::count).sum());
    node.put("doors", done.confirmation().doors());
    node.put("confirmed", done.confirmation().confirmed());
  }

  private static void put(ArrayNode array, List<String> texts) {
    texts.forEach(array::add);
  }

  private static String time(long atMs) {
    return Instant.ofEpochSecond(atMs / 1000).toString();
  }

  private static void line(StringBuilder text, String format, Object... values) {
    text.append(String.format(Locale.ROOT, format, values)).append('\n');
  }
}
