package io.mastiff.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.awaitility.Awaitility.await;

import io.mastiff.broker.BrokerProcess;
import io.mastiff.broker.ChildJvm;
import io.mastiff.event.Topics;
import io.mastiff.standalone.proof.Feed;
import io.mastiff.standalone.proof.GroupProgress;
import io.mastiff.standalone.proof.Traffic;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.rocksdb.RocksDB;
import org.rocksdb.util.Environment;

/** A stream that can write no file of over a megabyte, as if its disk were full. */
class FullDiskIT {
  private static final Path SHELL = Path.of("/bin/bash");
  private static final Traffic.Mix NEWCOMERS = new Traffic.Mix(3_000, 0.9, 0.05, 1);
  private static final int EVENTS = 120_000;

  @TempDir Path folder;

  private String said() {
    try {
      return Files.readString(folder.resolve("full.out"), StandardCharsets.UTF_8);
    } catch (IOException e) {
      return "";
    }
  }

  private Process onFullDisk(String bootstrap) throws IOException {
    List<String> command =
        new ArrayList<>(List.of(SHELL.toString(), "-c", "ulimit -f 1024; exec \"$@\"", "--"));
    command.addAll(
        ChildJvm.command(
            List.of(
                "-Xmx512m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-Djava.library.path=" + library()),
            List.of(),
            Main.class.getName(),
            List.of("stream", "--kafka", bootstrap, "--exit-with-parent", "--state-dir", state())));
    return ChildJvm.start(folder, "full", command);
  }

  /** RocksDB's library, which the child could not unpack. */
  private Path library() throws IOException {
    Path libraries = Files.createDirectories(folder.resolve("libraries"));
    try (InputStream packed =
        RocksDB.class.getResourceAsStream("/" + Environment.getJniLibraryFileName("rocksdb"))) {
      assumeThat(packed).as("the library for this machine").isNotNull();
      Files.copy(packed, libraries.resolve(System.mapLibraryName("rocksdbjni")));
    }
    return libraries;
  }

  private String state() {
    return folder.resolve("stream").resolve("state").toString();
  }

  @Test
  void itSaysSoLosesNothingAndGoesOnWhenThereIsRoom() throws Exception {
    assumeThat(Files.isExecutable(SHELL)).isTrue();
    Topics topics = Topics.defaults();
    try (BrokerProcess broker = BrokerProcess.start(folder.resolve("broker"), 0)) {
      Process full = onFullDisk(broker.bootstrap());
      await().atMost(60, TimeUnit.SECONDS).until(() -> said().contains(StreamChild.RUNNING));
      try (Feed feed = new Feed(broker.bootstrap(), topics, 20_000, new Traffic(NEWCOMERS, 1))) {
        await().atMost(120, TimeUnit.SECONDS).until(() -> feed.offered() > EVENTS);
        feed.end();
        assertThat(feed.dropped()).isZero();
      }
      await().atMost(120, TimeUnit.SECONDS).until(() -> said().contains("state cannot be written"));
      assertThat(full.isAlive()).isTrue();
      full.destroy();
      assertThat(full.waitFor(20, TimeUnit.SECONDS)).isTrue();

      try (StreamChild ignored =
          StreamChild.start(folder.resolve("stream"), broker.bootstrap(), List.of())) {
        GroupProgress progress = new GroupProgress(broker.bootstrap(), topics);
        progress.awaitDrained();
        assertThat(
                progress.done().entrySet().stream()
                    .filter(done -> done.getKey().topic().equals(topics.requests().name()))
                    .mapToLong(done -> done.getValue())
                    .sum())
            .isGreaterThan(EVENTS);
      }
    }
  }
}
