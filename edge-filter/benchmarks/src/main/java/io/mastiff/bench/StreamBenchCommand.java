package io.mastiff.bench;

import io.mastiff.broker.BrokerException;
import io.mastiff.broker.BrokerProcess;
import io.mastiff.broker.Cluster;
import io.mastiff.event.RequestEvent;
import io.mastiff.event.Topic;
import io.mastiff.event.Topics;
import io.mastiff.standalone.Folders;
import io.mastiff.stream.ScoringTopology;
import io.mastiff.stream.StateSize;
import io.mastiff.stream.StreamRuntime;
import io.mastiff.stream.StreamSettings;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.StreamsBuilder;
import org.apache.kafka.streams.kstream.Consumed;
import org.apache.kafka.streams.kstream.Materialized;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code mastiff bench stream}: what an event costs in the stream, beside a plain aggregation. */
@Command(
    name = "mastiff bench stream",
    mixinStandardHelpOptions = true,
    description = {
      "Starts a broker, writes events of many open sessions, and lets the stream and a plain",
      "groupByKey().aggregate() with the same guarantee, store and commits drain them in turn, on",
      "one thread each: CPU of the whole process per event, after a quarter that warms up; the",
      "aggregation twice, of which the second counts, since the compiler knows it by then. And",
      "what a session and a cohort take as state. Takes about two minutes and 4 GB of disk."
    })
public final class StreamBenchCommand implements Callable<Integer> {
  private static final int FEWEST = 1_000;
  private static final int MOST = 1_000_000;

  @Option(
      names = "--sessions",
      defaultValue = "200000",
      description = "Open sessions, 1000 to 1000000. Default: ${DEFAULT-VALUE}.")
  private int sessions;

  @Option(names = "--json", paramLabel = "FILE", description = "Writes the rows; - prints them.")
  private @Nullable String json;

  @Spec private @Nullable CommandSpec spec;

  /** Runs the program: 0 done, 2 bad input. */
  public static void main(String[] args) {
    System.exit(line().execute(args));
  }

  static CommandLine line() {
    CommandLine line = new CommandLine(new StreamBenchCommand());
    line.setParameterExceptionHandler((e, args) -> complain(line, e));
    line.setExecutionExceptionHandler((e, command, parsed) -> complain(line, e));
    return line;
  }

  private static int complain(CommandLine line, Exception e) {
    line.getErr().println("mastiff bench stream: " + e.getMessage());
    return 2;
  }

  @Override
  public Integer call() throws BrokerException, IOException, InterruptedException {
    check();
    Path folder = Files.createTempDirectory("mastiff-bench-stream");
    List<Row> rows = new ArrayList<>();
    try (BrokerProcess broker = BrokerProcess.start(folder.resolve("broker"), 0)) {
      StreamTape tape = new StreamTape(sessions);
      Topics topics = Topics.defaults();
      Topic<String, RequestEvent> requests = timed(topics.requests());
      Cluster.createTopics(broker.bootstrap(), List.of(requests));
      tape.write(broker.bootstrap(), requests, System.currentTimeMillis() - 3_600_000);
      System.err.printf(
          "%,d events of %,d sessions, %,d shapes on routes%n",
          tape.size(), sessions, tape.cohorts());
      plain(broker, topics, tape.size(), folder.resolve("plain-first"));
      List<Row> ours = ours(broker, topics, tape.size(), folder.resolve("ours"));
      rows.add(plain(broker, topics, tape.size(), folder.resolve("plain")));
      rows.addAll(ours);
    } finally {
      Folders.delete(folder);
    }
    Figures.print(rows, json);
    return 0;
  }

  /** The topic with the times that records carry, as no broker's clock gave them. */
  private static Topic<String, RequestEvent> timed(Topic<String, RequestEvent> topic) {
    return new Topic<>(
        topic.name(),
        topic.key(),
        topic.value(),
        topic.partitions(),
        Map.of("message.timestamp.type", "CreateTime"));
  }

  private static StreamSettings settings(BrokerProcess broker, Path folder) throws IOException {
    Files.createDirectories(folder);
    return StreamSettings.of(broker.bootstrap(), folder);
  }

  private List<Row> ours(BrokerProcess broker, Topics topics, int events, Path folder)
      throws BrokerException, IOException, InterruptedException {
    List<Topic<?, ?>> all = new ArrayList<>(topics.all());
    all.add(ScoringTopology.cohortPartials(topics));
    Cluster.createTopics(broker.bootstrap(), all);
    try (StreamRuntime stream = StreamRuntime.start(settings(broker, folder))) {
      StreamRun run = StreamRun.of("mastiff", events, () -> stream.counters().events());
      StateSize open = stream.sessionState();
      StateSize cohorts = stream.cohortState();
      return List.of(
          row("stream", "mastiff", events, run),
          state("session-state", open),
          most("session-state-most", open),
          state("cohort-state", cohorts),
          most("cohort-state-most", cohorts));
    }
  }

  private static Row plain(BrokerProcess broker, Topics topics, int events, Path folder)
      throws IOException, InterruptedException {
    AtomicLong processed = new AtomicLong();
    StreamsBuilder builder = new StreamsBuilder();
    builder.stream(topics.requests().name(), Consumed.with(Serdes.String(), Serdes.ByteArray()))
        .groupByKey()
        .aggregate(
            () -> new byte[2 * Long.BYTES],
            (key, value, sums) -> counted(topics, value, sums, processed),
            Materialized.<String, byte[], KeyValueStore<Bytes, byte[]>>as("sums")
                .withValueSerde(Serdes.ByteArray()));
    var properties = StreamRuntime.properties(settings(broker, folder));
    properties.put("application.id", folder.getFileName().toString());
    try (KafkaStreams streams = new KafkaStreams(builder.build(), properties)) {
      streams.start();
      return row("stream", "aggregate", events, StreamRun.of("aggregate", events, processed::get));
    }
  }

  /** Number of events and the time of the last. */
  private static byte[] counted(Topics topics, byte[] value, byte[] sums, AtomicLong processed) {
    RequestEvent event = topics.requests().value().decode(value);
    processed.incrementAndGet();
    return ByteBuffer.allocate(2 * Long.BYTES)
        .putLong(ByteBuffer.wrap(sums).getLong() + 1)
        .putLong(event.getDecidedAtMs())
        .array();
  }

  private static Row row(String name, String implementation, int events, StreamRun run) {
    return new Row(
        name, implementation, events, 1, run.nanosCpu(), run.nanosWall(), 0, 0, run.perSecond());
  }

  private static Row state(String name, StateSize size) {
    return new Row(name, "mastiff", size.entries(), 1, 0, 0, 0, size.mean(), 0);
  }

  private static Row most(String name, StateSize size) {
    return new Row(name, "mastiff", size.entries(), 1, 0, 0, 0, size.most(), 0);
  }

  private void check() {
    if (sessions < FEWEST || sessions > MOST) {
      throw bad("--sessions " + sessions + ": " + FEWEST + " to " + MOST);
    }
    if (json != null && !json.equals("-")) {
      Path parent = Path.of(json).toAbsolutePath().getParent();
      if (parent == null || !Files.isWritable(parent)) {
        throw bad("--json " + json + ": its folder does not exist or cannot be written");
      }
    }
  }

  private ParameterException bad(String message) {
    return new ParameterException(Objects.requireNonNull(spec).commandLine(), message);
  }
}
