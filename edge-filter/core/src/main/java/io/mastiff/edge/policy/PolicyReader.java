package io.mastiff.edge.policy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.mastiff.edge.rule.RuleReader;
import io.mastiff.event.Mode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** Reads {@code mastiff.yaml} and reports all its mistakes at once. */
public final class PolicyReader {
  private static final long LARGEST_FILE = 1024 * 1024;
  static final Set<String> SECTIONS =
      Set.of(
          "mode",
          "percent",
          "holdOut",
          "shop",
          "staleAfterMinutes",
          "trust",
          "routes",
          "limits",
          "cookie",
          "front",
          "crawlers",
          "partners",
          "rules",
          "thresholds",
          "capacity",
          "challenge",
          "network",
          "privacy",
          "log",
          "answers");

  /** What is said when a door is started; a running one cannot change it. */
  private static final Map<String, String> OPTIONS =
      Map.of(
          "kafka", "--kafka; in a filter the parameter kafka",
          "listen", "--listen",
          "admin", "--admin",
          "origin", "--origin",
          "forwardAuth", "--forward-auth",
          "dataDir", "--data-dir; in a filter the parameter data-dir");

  private PolicyReader() {}

  /** The policy in a file. */
  public static Policy read(Path file) throws PolicyException {
    try {
      if (Files.size(file) > LARGEST_FILE) {
        throw refused(file, "a policy has at most " + LARGEST_FILE + " bytes");
      }
      return parse(file.toString(), Files.readString(file));
    } catch (IOException e) {
      throw refused(file, "no such file, or it cannot be read as text");
    }
  }

  /** The policy in this text; {@code name} stands for it in messages. */
  public static Policy parse(String name, String yaml) throws PolicyException {
    JsonNode root;
    try {
      root = Trees.yaml(yaml);
    } catch (JsonProcessingException e) {
      int line = e.getLocation() == null ? 0 : e.getLocation().getLineNr();
      throw new PolicyException(
          name, List.of(new PolicyProblem("line " + line, "", "not YAML: " + Trees.problem(e))));
    }
    Fields fields = new Fields(root);
    Policy policy = fields.isEmpty() ? Policy.DEFAULT : policy(fields);
    if (!fields.problems().isEmpty()) {
      throw new PolicyException(name, fields.problems());
    }
    return policy;
  }

  private static Policy policy(Fields f) {
    allowSections(f);
    Policy d = Policy.DEFAULT;
    return new PolicyBuilder()
        .mode(f.choice("mode", Mode.class, d.mode()), f.integer("percent", 0, 100, d.percent()))
        .holdOut(f.number("holdOut", 0, 50, d.holdOut()))
        .shop(f.text("shop", "[a-z0-9-]{1,32}", d.shop()))
        .staleAfter(
            Duration.ofMinutes(
                f.integer("staleAfterMinutes", 1, 1440, (int) d.staleAfter().toMinutes())))
        .trust(PolicySections.trust(f))
        .front(PolicySections.front(f))
        .routes(PolicySections.routes(f))
        .limits(PolicySections.limits(f))
        .cookie(PolicySections.cookie(f))
        .crawlers(PolicySections.crawlers(f))
        .partners(PolicySections.partners(f))
        .rules(RuleReader.read(f))
        .thresholds(PolicySections.thresholds(f))
        .capacity(PolicySections.capacity(f))
        .challenge(PolicySections.challenge(f))
        .network(PolicySections.network(f))
        .privacy(PolicySections.privacy(f))
        .log(PolicySections.log(f))
        .template(f.text("answers.template", ".{1,500}", d.template()))
        .build();
  }

  private static void allowSections(Fields f) {
    Set<String> known = new HashSet<>(SECTIONS);
    for (String name : new TreeSet<>(OPTIONS.keySet())) {
      if (f.has(name)) {
        known.add(name);
        f.problem(name, "", "an option at the start (" + OPTIONS.get(name) + "), and no setting");
      }
    }
    f.allowOnly("", known);
  }

  private static PolicyException refused(Path file, String why) {
    return new PolicyException(file.toString(), List.of(new PolicyProblem("file", "", why)));
  }
}
