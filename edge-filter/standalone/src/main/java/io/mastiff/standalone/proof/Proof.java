package io.mastiff.standalone.proof;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/** What came of a check. */
public interface Proof {
  /** What was promised and not kept; empty when all was. */
  List<String> failures();

  /** A text for people, at most 80 columns. */
  String text();

  /** The figures, stable names. */
  ObjectNode json(ObjectMapper mapper);
}
