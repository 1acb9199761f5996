package io.mastiff.standalone.command;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.mastiff.classifier.ModelReader;
import io.mastiff.event.FrozenPeriod;
import io.mastiff.event.ModelPointer;
import io.mastiff.event.Texts;
import io.mastiff.event.Topics;
import io.mastiff.standalone.Lengths;
import io.mastiff.standalone.operator.Money;
import io.mastiff.standalone.release.InShadow;
import io.mastiff.standalone.release.ShadowWords;
import io.mastiff.stream.ModelKey;
import io.mastiff.stream.ModelTopic;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What the models topic says of champion, challenger and the one before, as text and as JSON. */
final class ModelsInCharge {
  private static final String SHIPPED = "the model that ships with the stream";
  private static final int LONGEST = 16;
  private static final int LONGEST_TEXT = 700;
  private static final int INDENT = 12;

  private final ModelTopic.Standing standing;
  private final ModelPointer pointer;
  private final @Nullable ModelKey key;
  private final Optional<InShadow> shadow;
  private final Money money;
  private final long nowMs;

  private ModelsInCharge(
      ModelTopic.Standing standing,
      @Nullable ModelKey key,
      Optional<InShadow> shadow,
      Money money,
      long nowMs) {
    this.standing = standing;
    this.pointer = standing.pointer().orElse(ModelPointer.getDefaultInstance());
    this.key = key;
    this.shadow = shadow;
    this.money = money;
    this.nowMs = nowMs;
  }

  static ModelsInCharge read(String bootstrap, Topics topics, @Nullable ModelKey key, long nowMs) {
    ModelTopic.Standing standing = new ModelTopic(bootstrap, topics).read(key);
    Optional<ModelPointer> shadowed =
        standing.trusted().filter(pointer -> !pointer.getChallenger().isEmpty());
    return new ModelsInCharge(
        standing,
        key,
        shadowed.map(pointer -> InShadow.read(bootstrap, topics, pointer)),
        shadowed.isPresent() ? Money.read(bootstrap, topics, Set.of()) : Money.none(),
        nowMs);
  }

  /** Hash of the model that a stream with the same key has in charge. */
  String champion() {
    return standing
        .trusted()
        .map(ModelPointer::getChampion)
        .orElseGet(() -> ModelReader.hash(ModelReader.defaultFile()));
  }

  private Map<String, String> roles() {
    Map<String, String> roles = new LinkedHashMap<>();
    roles.put("champion", pointer.getChampion());
    roles.put("challenger", pointer.getChallenger());
    roles.put("previous", pointer.getPrevious());
    return roles;
  }

  List<String> text() {
    if (standing.pointer().isEmpty()) {
      return List.of("champion    " + SHIPPED, "no model was promoted");
    }
    List<String> lines = new ArrayList<>();
    roles().forEach((role, hash) -> lines.addAll(line(role, described(hash))));
    lines.addAll(line("since", at(pointer.getAtMs()) + " by " + shown(pointer.getAuthor())));
    lines.addAll(line("signature", signature()));
    if (!pointer.getEvidence().isEmpty()) {
      lines.addAll(line("evidence", printable(pointer.getEvidence())));
    }
    if (!pointer.getForced().isEmpty()) {
      lines.addAll(line("forced", printable(pointer.getForced())));
    }
    pointer.getFrozenList().stream()
        .filter(period -> nowMs < period.getUntilMs())
        .forEach(period -> lines.addAll(line("frozen", described(period))));
    if (standing.refused() > 0) {
      lines.addAll(line("refused", standing.refused() + " pointers: " + printable(standing.why())));
    }
    shadow.ifPresent(s -> lines.addAll(shadow(s)));
    return lines;
  }

  private List<String> shadow(InShadow counts) {
    Duration spent = Duration.ofMillis(Math.max(0, nowMs - pointer.getChallengerSinceMs()));
    List<String> lines = new ArrayList<>();
    lines.addAll(
        line(
            "in shadow",
            "%s, %,d sessions judged by both".formatted(Lengths.of(spent), counts.sessions())));
    lines.addAll(
        Wrapped.of(
            "  ",
            4,
            "measured with the champion's baseline; a challenger with another may act otherwise in"
                + " charge"));
    ShadowWords.of(counts, money).forEach(text -> lines.addAll(Wrapped.of("  ", 4, text)));
    return lines;
  }

  private static List<String> line(String head, String text) {
    return Wrapped.of("%-11s ".formatted(head), INDENT, Texts.first(text, LONGEST_TEXT));
  }

  private String described(String hash) {
    if (hash.isEmpty()) {
      return "none";
    }
    ModelTopic.Release release = standing.releases().get(hash);
    return release == null
        ? shown(hash) + "  not in the topic"
        : "%s  %,d bytes, %s by %s"
            .formatted(
                shown(hash), release.bytes(), at(release.releasedAtMs()), shown(release.author()));
  }

  private static String described(FrozenPeriod period) {
    return "%s to %s: %s"
        .formatted(at(period.getFromMs()), at(period.getUntilMs()), printable(period.getWhy()));
  }

  /** What others wrote, short and without characters that steer a terminal. */
  static String shown(String text) {
    return Texts.first(printable(text), LONGEST);
  }

  private static String printable(String text) {
    return text.replaceAll("[^\\x20-\\x7e]", "?");
  }

  private static String at(long ms) {
    return Times.shown(ms);
  }

  private String signature() {
    if (pointer.getSignature().isEmpty()) {
      return key == null ? "none" : "missing: a stream with this key refuses it";
    }
    if (key == null) {
      return "there, not checked (no key was given)";
    }
    return key.signed(pointer) ? "right" : "wrong: a stream with this key refuses it";
  }

  ObjectNode json() {
    ObjectNode node = Output.json().createObjectNode();
    if (standing.pointer().isEmpty()) {
      return node;
    }
    roles().forEach((role, hash) -> putRelease(node, role, hash));
    node.put("at", at(pointer.getAtMs()))
        .put("author", pointer.getAuthor())
        .put("signed", !pointer.getSignature().isEmpty())
        .put("trusted", key == null || key.signed(pointer))
        .put("evidence", pointer.getEvidence())
        .put("forced", pointer.getForced())
        .put("refused", standing.refused());
    for (FrozenPeriod period : pointer.getFrozenList()) {
      node.withArray("frozen")
          .addObject()
          .put("from", at(period.getFromMs()))
          .put("until", at(period.getUntilMs()))
          .put("why", period.getWhy())
          .put("author", period.getAuthor());
    }
    shadow.ifPresent(counts -> putShadow(node.putObject("shadow"), counts));
    return node;
  }

  private void putShadow(ObjectNode node, InShadow counts) {
    node.put("since", at(pointer.getChallengerSinceMs())).put("sessions", counts.sessions());
    node.put("harm", ShadowWords.harm(counts, money));
    counts
        .slices()
        .forEach(
            (name, slice) ->
                node.withObject("/slices")
                    .putObject(name)
                    .put("sessions", slice.sessions())
                    .put("agreed", slice.agreed())
                    .put("onlyChampion", slice.onlyChampion())
                    .put("onlyChallenger", slice.onlyChallenger())
                    .put("orders", slice.orders()));
  }

  private void putRelease(ObjectNode node, String role, String hash) {
    if (hash.isEmpty()) {
      return;
    }
    ObjectNode model = node.putObject(role).put("hash", hash);
    ModelTopic.Release release = standing.releases().get(hash);
    if (release != null) {
      model.put("bytes", release.bytes()).put("released", at(release.releasedAtMs()));
      model.put("author", release.author());
    }
  }
}
