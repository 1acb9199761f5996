package io.mastiff.edge.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.mastiff.edge.DecisionEngine;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The shipped examples are sound; each bad file says in its first line what must be reported. */
class PolicyFilesTest {
  static Stream<Path> examples() throws IOException {
    return files("../../docs/operations/examples");
  }

  static Stream<Path> sound() throws IOException {
    return Stream.concat(examples(), files("src/test/resources/policies/good"));
  }

  static Stream<Path> bad() throws IOException {
    return files("src/test/resources/policies/bad");
  }

  private static Stream<Path> files(String folder) throws IOException {
    try (Stream<Path> all = Files.list(Path.of(folder))) {
      return List.copyOf(all.filter(f -> f.toString().endsWith(".yaml")).sorted().toList())
          .stream();
    }
  }

  @ParameterizedTest
  @MethodSource("sound")
  void examplesAreSoundAndMakeAnEngine(Path file) throws PolicyException {
    Policy policy = PolicyReader.read(file);
    assertThat(DecisionEngine.builder().policy(policy).build().policy()).isEqualTo(policy);
    assertThat(PolicyReader.read(file)).as("read twice, equal").isEqualTo(policy);
  }

  @ParameterizedTest
  @MethodSource("bad")
  void allMistakesOfABadFileAreReportedWithPathValueAndReason(Path file) throws IOException {
    Set<String> expected =
        new TreeSet<>(
            List.of(Files.readAllLines(file).get(0).replace("# expect:", "").trim().split(" ")));
    PolicyException e = catchThrowableOfType(PolicyException.class, () -> PolicyReader.read(file));
    Set<String> found = new TreeSet<>();
    e.problems().forEach(problem -> found.add(problem.path()));
    assertThat(found).isEqualTo(expected);
    assertThat(e.problems()).allSatisfy(problem -> assertThat(problem.message()).isNotEmpty());
  }

  @Test
  void theSchemaKnowsEverySectionAndNoOther() throws IOException {
    try (InputStream in = PolicyReader.class.getResourceAsStream("/mastiff.schema.json")) {
      JsonNode schema = JsonMapper.builder().build().readTree(in);
      Set<String> properties = new TreeSet<>();
      schema.path("properties").fieldNames().forEachRemaining(properties::add);
      assertThat(properties).isEqualTo(new TreeSet<>(PolicyReader.SECTIONS));
      assertThat(schema.path("additionalProperties").asBoolean(true)).isFalse();
    }
  }
}
