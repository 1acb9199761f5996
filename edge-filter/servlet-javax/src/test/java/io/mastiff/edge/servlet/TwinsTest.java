package io.mastiff.edge.servlet;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Both servlet modules are one source: {@code edge-filter/twins} copies jakarta's over. */
class TwinsTest {
  private static final Path JAKARTA =
      Path.of("../servlet-jakarta/src/main/java/io/mastiff/edge/servlet");
  private static final Path JAVAX = Path.of("src/main/java/io/mastiff/edge/servlet");

  @Test
  void theTwinsDifferInTheNameOfThePackageAlone() throws IOException {
    List<String> names = names(JAKARTA);
    assertThat(names(JAVAX)).isEqualTo(names).isNotEmpty();
    for (String name : names) {
      String expected =
          Files.readString(JAKARTA.resolve(name))
              .replace("jakarta.servlet", "javax.servlet")
              .replace("(Servlet 5 and 6)", "(Servlet 3.1 and 4)");
      assertThat(withoutImports(Files.readString(JAVAX.resolve(name))))
          .as("%s; run edge-filter/twins", name)
          .isEqualTo(withoutImports(expected));
    }
  }

  private static List<String> names(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.map(f -> f.getFileName().toString()).sorted().toList();
    }
  }

  /** The formatter sorts imports, and javax stands elsewhere in that order. */
  private static List<String> withoutImports(String source) {
    return source.lines().filter(line -> !line.startsWith("import ")).toList();
  }
}
