package io.mastiff.training;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPOutputStream;
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

  @Test
  void badInputIsOneLineAndLeavesNothingBehind() throws Exception {
    Path out = folder.resolve("model");
    Path notGzip = Files.writeString(folder.resolve("text.csv"), "hello\n");
    Path otherSchema = folder.resolve("other.csv.gz");
    try (OutputStream gzip = new GZIPOutputStream(Files.newOutputStream(otherSchema))) {
      gzip.write("#mastiff-dataset,1,ffff\nx\n".getBytes(StandardCharsets.UTF_8));
    }

    assertThat(fails("--data", "no-such", "--out", out.toString())).contains("no such file");
    assertThat(fails("--data", notGzip.toString(), "--out", out.toString()))
        .contains("not a gzipped dataset");
    assertThat(fails("--data", otherSchema.toString(), "--out", out.toString()))
        .contains("not a dataset of this version's features");
    assertThat(fails("--out", out.toString())).contains("--data");
    assertThat(fails("--data", "x", "--out", "/no/such/folder/m")).contains("cannot write");
    assertThat(fails("--data", "x", "--out", out.toString(), "--colour")).contains("--colour");
    assertThat(out).doesNotExist();
  }
}
