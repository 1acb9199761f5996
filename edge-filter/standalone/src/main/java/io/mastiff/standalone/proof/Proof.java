package io.mastiff.standalone.proof;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.stream.Collectors;

/** What came of a check. */
public interface Proof {
  /** What was promised and not kept; empty when all was. */
  List<String> failures();

  /** What a text ends with: that it holds, or line by line what does not. */
  default String ending() {
    List<String> failures = failures();
    return failures.isEmpty()
        ? "\nholds\n"
        : failures.stream()
            .map(failure -> "does not hold: " + failure + "\n")
            .collect(Collectors.joining("", "\n", ""));
  }

  /** A text for people, at most 80 columns. */
  String text();

  /** The figures, stable names. */
  ObjectNode json(ObjectMapper mapper);
}
