package io.mastiff.standalone.command;

import io.mastiff.broker.BrokerException;
import io.mastiff.broker.Cluster;
import io.mastiff.broker.ParentWatch;
import io.mastiff.event.Topic;
import io.mastiff.event.Topics;
import io.mastiff.standalone.Reasons;
import io.mastiff.standalone.StreamChild;
import io.mastiff.standalone.UserError;
import io.mastiff.stream.ModelKey;
import io.mastiff.stream.ScoringTopology;
import io.mastiff.stream.StreamRuntime;
import io.mastiff.stream.StreamSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code mastiff stream}: the brain alone, over a cluster that exists. */
@Command(
    name = "stream",
    mixinStandardHelpOptions = true,
    description = "Runs the stream: sessions, cohorts, verdicts, block list. Needs Kafka.")
public final class StreamCommand implements Callable<Integer> {
  /** What can be left out, to see what it is worth. */
  public enum Part {
    CLASSIFIER,
    COHORT
  }

  private static final Duration SHORTEST_GAP = Duration.ofMinutes(5);
  private static final Duration LONGEST_GAP = Duration.ofHours(2);
  private static final int TURN_MS = 50;
  private static final int TURNS_TO_NEWS = 200;

  @Mixin private KafkaOptions kafka = new KafkaOptions();

  @Mixin private ModelKeyOptions modelKey = new ModelKeyOptions();

  @Option(
      names = "--state-dir",
      defaultValue = "mastiff-data/state",
      description = "Folder for state. Default: ${DEFAULT-VALUE}.")
  private Path stateDir = Path.of("");

  @Option(names = "--threads", defaultValue = "1", description = "Default: ${DEFAULT-VALUE}.")
  private int threads;

  @Option(
      names = "--instance",
      defaultValue = "stream-1",
      description = "Name of this instance, the same after a restart. Default: ${DEFAULT-VALUE}.")
  private String instance = "";

  @Option(
      names = "--standby",
      defaultValue = "0",
      paramLabel = "N",
      description =
          "Copies of each state that other instances keep, 0 to 3, so that one takes over without "
              + "reading it all. Default: ${DEFAULT-VALUE}.")
  private int standby;

  @Option(
      names = "--session-gap",
      defaultValue = "PT30M",
      description =
          "Time without a request after which a session is over, PT5M to PT2H, and more than doors' "
              + "clocks differ; the default model knows sessions of 30 minutes. Default: 30 minutes.")
  private Duration sessionGap = StreamSettings.SESSION_GAP;

  @Option(
      names = "--returning-after",
      defaultValue = "PT30M",
      description = "Age of a cookie that makes a visitor a returning one. Default: 30 minutes.")
  private Duration returningAfter = StreamSettings.RETURNING_AFTER;

  @Option(
      names = "--without",
      split = ",",
      description = "Leaves out a part: ${COMPLETION-CANDIDATES}.")
  private Set<Part> without = Set.of();

  @Mixin private AdminOptions admin = new AdminOptions();

  @Option(
      names = "--reset",
      description =
          "Forgets all sessions and cohorts, here and in Kafka, and reads the requests that Kafka "
              + "still has anew. All instances must be stopped, and the state folders of the others deleted; "
              + "the block list is left as it is.")
  private boolean reset;

  @Option(names = "--exit-with-parent", hidden = true)
  private boolean exitWithParent;

  @Override
  public Integer call() throws BrokerException, InterruptedException {
    if (exitWithParent) {
      ParentWatch.install();
    }
    ModelKey key = modelKey.key();
    if (standby < 0 || standby > 3) {
      throw new UserError("--standby " + standby + ": give a number from 0 to 3");
    }
    if (sessionGap.compareTo(SHORTEST_GAP) < 0 || sessionGap.compareTo(LONGEST_GAP) > 0) {
      throw new UserError("--session-gap " + sessionGap + ": give PT5M to PT2H");
    }
    AdminOptions.Admin port = admin.read().orElse(null);
    requireFolder(stateDir);
    kafka.require();
    if (reset) {
      StreamReset.run(settings()).forEach(System.out::println);
    }
    Stopper stopper = new Stopper();
    start(stopper, settings(), key, port);
    System.out.println(StreamChild.RUNNING + " on " + kafka.bootstrap);
    stopper.await();
    return 0;
  }

  private StreamSettings settings() {
    return new StreamSettings(
        kafka.bootstrap,
        kafka.topics(),
        stateDir.toAbsolutePath(),
        instance,
        threads,
        standby,
        sessionGap,
        returningAfter,
        !without.contains(Part.CLASSIFIER),
        !without.contains(Part.COHORT));
  }

  /** Creates the topics, starts the stream and waits until it processes. */
  static StreamRuntime start(
      Stopper stopper,
      StreamSettings settings,
      @Nullable ModelKey key,
      AdminOptions.@Nullable Admin admin)
      throws BrokerException, InterruptedException {
    StreamSettings found = settings.withTopics(topics(settings.bootstrap(), settings.topics()));
    StreamRuntime stream = stopper.add(StreamRuntime.start(found, key));
    if (admin != null) {
      StreamAdmin port = stopper.add(admin.open(stopper, stream, found));
      System.out.println(StreamChild.ADMIN + port.port());
    }
    awaitRunning(stream);
    return stream;
  }

  /** Reading large state takes its time; only a stream that has given up ends the command. */
  private static void awaitRunning(StreamRuntime stream) throws InterruptedException {
    for (int turn = 1; !stream.isRunning(); turn++) {
      if (stream.hasFailed()) {
        throw new UserError("the stream could not start; its log says why");
      }
      if (turn % TURNS_TO_NEWS == 0) {
        System.err.println("stream: not processing yet, it reads its state");
      }
      Thread.sleep(TURN_MS);
    }
  }

  /** Creates the topics that are missing; all instances go by the partitions that there are. */
  private static Topics topics(String bootstrap, Topics wanted) throws BrokerException {
    Cluster.createTopics(bootstrap, wanted.all());
    int partitions = Cluster.partitions(bootstrap, wanted.requests());
    Topics topics = new Topics(wanted.prefix(), partitions);
    Topic<?, ?> partials = ScoringTopology.cohortPartials(topics);
    Cluster.createTopics(bootstrap, List.of(partials));
    int between = Cluster.partitions(bootstrap, partials);
    if (between != partitions) {
      throw new UserError(
          topics.requests().name()
              + " has "
              + partitions
              + " partitions and "
              + partials.name()
              + " "
              + between
              + ": stop all streams, delete the second, start again");
    }
    return topics;
  }

  static void requireFolder(Path folder) {
    try {
      Files.createDirectories(folder);
    } catch (IOException e) {
      throw new UserError(folder + ": cannot be created: " + Reasons.of(e));
    }
    if (!Files.isWritable(folder)) {
      throw new UserError(folder + ": cannot be written");
    }
  }
}
