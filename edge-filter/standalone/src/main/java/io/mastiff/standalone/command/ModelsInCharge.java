package io.mastiff.standalone.command;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.mastiff.event.ModelPointer;
import io.mastiff.event.Texts;
import io.mastiff.event.Topics;
import io.mastiff.stream.ModelKey;
import io.mastiff.stream.ModelTopic;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What the models topic says of champion, challenger and the one before, as text and as JSON. */
final class ModelsInCharge {
  private static final String SHIPPED = "the model that ships with the stream";

  private static final int LONGEST = 16;

  private final ModelTopic.Standing standing;
  private final ModelPointer pointer;
  private final @Nullable ModelKey key;

  ModelsInCharge(String bootstrap, Topics topics, @Nullable ModelKey key) {
    this.standing = new ModelTopic(bootstrap, topics).read();
    this.pointer = standing.pointer().orElse(ModelPointer.getDefaultInstance());
    this.key = key;
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
    roles().forEach((role, hash) -> lines.add("%-11s %s".formatted(role, described(hash))));
    lines.add(
        "%-11s %s by %s".formatted("since", at(pointer.getAtMs()), shown(pointer.getAuthor())));
    lines.add("%-11s %s".formatted("signature", signature()));
    return lines;
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

  /** What others wrote, short and without characters that steer a terminal. */
  static String shown(String text) {
    return Texts.first(text.replaceAll("[^\\x20-\\x7e]", "?"), LONGEST);
  }

  private static String at(long ms) {
    return Instant.ofEpochMilli(ms / 1000 * 1000).toString();
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
    return node.put("at", at(pointer.getAtMs()))
        .put("author", pointer.getAuthor())
        .put("signed", !pointer.getSignature().isEmpty())
        .put("trusted", key == null || key.signed(pointer));
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
