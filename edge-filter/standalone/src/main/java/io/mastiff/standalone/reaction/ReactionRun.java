package io.mastiff.standalone.reaction;

import io.mastiff.broker.BrokerException;
import io.mastiff.broker.BrokerProcess;
import io.mastiff.broker.Cluster;
import io.mastiff.edge.EdgeCounters;
import io.mastiff.edge.client.CookieKeys;
import io.mastiff.edge.kafka.KafkaDoor;
import io.mastiff.edge.kafka.KafkaDoorSettings;
import io.mastiff.edge.kafka.KafkaRequestPublisher;
import io.mastiff.edge.policy.Policy;
import io.mastiff.edge.policy.PolicyException;
import io.mastiff.edge.service.DoorServices;
import io.mastiff.event.EntryKey;
import io.mastiff.event.Topic;
import io.mastiff.event.Topics;
import io.mastiff.standalone.StreamChild;
import io.mastiff.standalone.operator.OperatorDesk;
import io.mastiff.standalone.proof.Feed;
import io.mastiff.standalone.proof.Traffic;
import io.mastiff.stream.ScoringTopology;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.LongConsumer;

/**
 * Lets scrapers come through one door, beside other traffic, and notes when another door has the
 * entries that they lead to; then takes entries back from three doors.
 */
public final class ReactionRun {
  private static final int DOORS = 3;
  private static final int WARM_UP_S = 20;
  private static final int LAST_S = 15;

  private final Topics topics = Topics.defaults();
  private final Path folder;
  private final Consumer<String> progress;
  private volatile Delays listening = new Delays();

  private ReactionRun(Path folder, Consumer<String> progress) {
    this.folder = folder;
    this.progress = progress;
  }

  /**
   * Runs it.
   *
   * @param perSecond other events, beside those of the trials
   * @param trials of each kind
   * @param folder for data; empty
   * @param progress takes a sentence for each step
   */
  public static ReactionResult run(
      double perSecond, int trials, Path folder, Consumer<String> progress)
      throws BrokerException, IOException, InterruptedException {
    return new ReactionRun(folder, progress).run(perSecond, trials);
  }

  private ReactionResult run(double perSecond, int trials)
      throws BrokerException, IOException, InterruptedException {
    try (BrokerProcess broker = BrokerProcess.start(folder.resolve("broker"), 0)) {
      List<Topic<?, ?>> all = new ArrayList<>(topics.all());
      all.add(ScoringTopology.cohortPartials(topics));
      Cluster.createTopics(broker.bootstrap(), all);
      String bootstrap = broker.bootstrap();
      List<KafkaDoor> doors = new ArrayList<>();
      try (StreamChild stream = StreamChild.start(folder.resolve("stream"), bootstrap, List.of());
          Feed feed = new Feed(bootstrap, topics, perSecond, new Traffic(Traffic.WELCOME, 1));
          KafkaRequestPublisher first = publisher(bootstrap)) {
        for (int i = 0; i < DOORS; i++) {
          LongConsumer told = i == 0 ? this::listed : atMs -> {};
          doors.add(door(bootstrap, "second-" + i, told));
        }
        return measure(bootstrap, first, trials);
      } finally {
        doors.forEach(KafkaDoor::close);
      }
    }
  }

  private KafkaRequestPublisher publisher(String bootstrap) {
    KafkaDoorSettings settings = new KafkaDoorSettings(bootstrap, topics, "first", null);
    return new KafkaRequestPublisher(settings, new EdgeCounters()).start();
  }

  private KafkaDoor door(String bootstrap, String name, LongConsumer sinceTrigger) {
    try {
      return KafkaDoor.open(
          new KafkaDoorSettings(bootstrap, topics, name, null),
          Policy.DEFAULT,
          CookieKeys.of(List.of(new byte[32])),
          DoorServices.open(Policy.DEFAULT),
          decision -> {},
          sinceTrigger);
    } catch (PolicyException e) {
      throw new IllegalStateException("the default policy names files that are not there", e);
    }
  }

  private void listed(long triggerMs) {
    listening.add(System.currentTimeMillis() - triggerMs);
  }

  private ReactionResult measure(String bootstrap, KafkaRequestPublisher first, int trials)
      throws InterruptedException {
    try (ListedKeys listed = new ListedKeys(bootstrap, topics)) {
      return measure(bootstrap, new Suspects(first, listed), listed, trials);
    }
  }

  private ReactionResult measure(String bootstrap, Suspects suspects, ListedKeys listed, int trials)
      throws InterruptedException {
    progress.accept("warming up");
    TimeUnit.SECONDS.sleep(WARM_UP_S);
    suspects.sessions(trials / 10);
    progress.accept("sessions");
    final Delays sessions = listening = new Delays();
    suspects.sessions(trials);
    TimeUnit.SECONDS.sleep(LAST_S);
    progress.accept("fleets");
    final Delays cohorts = listening = new Delays();
    suspects.fleets(trials);
    TimeUnit.SECONDS.sleep(LAST_S);
    progress.accept("lifts");
    listening = new Delays();
    try (OperatorDesk desk = new OperatorDesk(bootstrap, topics)) {
      long found = listed.count(Suspects.SESSION);
      long fleets = listed.count(Suspects.FLEET);
      return new ReactionResult(trials, sessions, found, cohorts, fleets, lifts(desk, trials));
    }
  }

  private Delays lifts(OperatorDesk desk, int trials) {
    Delays lifts = new Delays();
    for (String key : desk.learned().keySet().stream().limit(trials).toList()) {
      long before = System.nanoTime();
      OperatorDesk.Confirmation done = desk.lift(EntryKey.parse(key).orElseThrow(), "check");
      double millis = (System.nanoTime() - before) / 1e6;
      lifts.add(done.complete() && done.doors() == DOORS ? millis : Double.POSITIVE_INFINITY);
    }
    return lifts;
  }
}
