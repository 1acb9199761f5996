package io.mastiff.training;

import static org.assertj.core.api.Assertions.assertThat;

import io.mastiff.feature.FeatureSchema;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TrainCommandTest {
  @TempDir Path folder;

  private String fails(String... args) {
    PrintStream before = System.err;
    ByteArrayOutputStream errors = new ByteArrayOutputStream();
    System.setErr(new PrintStream(errors, true, StandardCharsets.UTF_8));
    try {
      assertThat(TrainCommand.run(args)).isEqualTo(2);
    } finally {
      System.setErr(before);
    }
    String text = errors.toString(StandardCharsets.UTF_8);
    assertThat(text.lines()).hasSize(1);
    return text;
  }

  private Path dataset(String json) throws Exception {
    Path data = Files.createTempDirectory(folder, "data");
    Files.writeString(data.resolve("dataset.json"), json);
    return data;
  }

  @Test
  void badInputIsOneLineAndLeavesNothingBehind() throws Exception {
    Path out = folder.resolve("model");
    String other = dataset("{\"format\": 2, \"schema\": \"ffff\"}").toString();
    String newer = dataset("{\"format\": 9}").toString();
    String broken = dataset("hello").toString();
    String empty =
        dataset("{\"format\": 2, \"schema\": \"" + FeatureSchema.hash() + "\"}").toString();
    Path file = Files.writeString(folder.resolve("file"), "x");

    assertThat(fails("no-such", "-o", out.toString())).contains("no dataset");
    assertThat(fails(other, "-o", out.toString())).contains("other features (ffff");
    assertThat(fails(newer, "-o", out.toString())).contains("format 9");
    assertThat(fails(broken, "-o", out.toString())).contains("not JSON");
    assertThat(fails(empty, "-o", out.toString())).contains("cannot be read");
    assertThat(fails("-o", out.toString())).contains("DATASET");
    assertThat(fails("x", "-o", "/no/such/folder/m")).contains("cannot write");
    assertThat(fails("x", "-o", file.toString())).contains("name a folder");
    assertThat(fails("x", "-o", out.toString(), "--colour")).contains("--colour");
    assertThat(fails("x", "-o", out.toString(), "--learner", "oracle"))
        .contains("boosted or forest, not 'oracle'");
    assertThat(fails("x", "-o", out.toString(), "--trees", "0")).contains("1 to 5000, not 0");
    assertThat(fails("x", "-o", out.toString(), "--learner", "forest", "--trees", "801"))
        .contains("1 to 800, not 801");
    assertThat(out).doesNotExist();
  }
}
