package io.mastiff.standalone.command;

import io.mastiff.classifier.ModelException;
import io.mastiff.classifier.ModelReader;
import io.mastiff.edge.EdgeCounters;
import io.mastiff.edge.kafka.KafkaDoor;
import io.mastiff.edge.kafka.KafkaDoorSettings;
import io.mastiff.edge.kafka.KafkaRequestPublisher;
import io.mastiff.edge.policy.Policy;
import io.mastiff.edge.policy.PolicyException;
import io.mastiff.edge.policy.PolicyReader;
import io.mastiff.edge.publish.RequestPublisher;
import io.mastiff.event.Topics;
import io.mastiff.standalone.UserError;
import io.mastiff.standalone.audit.Watch;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code mastiff watch}. */
@Command(
    name = "watch",
    mixinStandardHelpOptions = true,
    description = {
      "Follows access logs as a door that only observes: live verdicts, nothing denied.",
      "With --kafka every event goes to the stream, whose list the doors share."
    })
public final class WatchCommand implements Callable<Integer> {
  @Parameters(arity = "1..*", paramLabel = "LOG", description = "Log files; - is standard input.")
  private List<String> logs = List.of();

  @Option(names = "--kafka", paramLabel = "HOST:PORT,…", description = "Publishes the events.")
  private @Nullable String bootstrap;

  @Option(
      names = "--policy",
      paramLabel = "FILE",
      description = "Its routes and its privacy setting are used.")
  private @Nullable Path policy;

  @Option(names = "--from-start", description = "Reads what the files hold already, too.")
  private boolean fromStart;

  @Option(names = "--no-assets", description = "The logs hold no requests for assets.")
  private boolean noAssets;

  @Override
  public Integer call() throws ModelException, PolicyException, IOException, InterruptedException {
    for (String log : logs) {
      if (!log.equals("-") && !Files.isReadable(Path.of(log))) {
        throw new UserError(log + ": no such file, or it cannot be read");
      }
    }
    if (fromStart && bootstrap != null) {
      throw new UserError(
          "--from-start and --kafka exclude each other: old lines would count as now");
    }
    Policy rules = policy == null ? Policy.DEFAULT : PolicyReader.read(policy);
    AtomicBoolean stop = new AtomicBoolean();
    Runtime.getRuntime().addShutdownHook(new Thread(() -> stop.set(true), "mastiff-stop"));
    try (Publishing publishing = publishing()) {
      Watch watch =
          new Watch(
              ModelReader.defaultModel(),
              rules,
              !noAssets,
              publishing.publisher(),
              System.out::println);
      watch.follow(logs, fromStart, stop::get);
      System.err.println("watch: " + watch.parsed() + " lines read, " + watch.bad() + " bad");
    }
    return 0;
  }

  /** The publisher and how it ends. */
  private record Publishing(RequestPublisher publisher, Runnable end) implements AutoCloseable {
    @Override
    public void close() {
      end.run();
    }
  }

  private Publishing publishing() {
    if (bootstrap == null) {
      return new Publishing(RequestPublisher.none(), () -> {});
    }
    KafkaRequestPublisher publisher =
        new KafkaRequestPublisher(
                new KafkaDoorSettings(
                    bootstrap, Topics.defaults(), KafkaDoor.uniqueName("watch"), null),
                new EdgeCounters())
            .start();
    return new Publishing(publisher, publisher::close);
  }
}
