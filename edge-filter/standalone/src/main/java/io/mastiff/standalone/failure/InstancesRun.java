package io.mastiff.standalone.failure;

import io.mastiff.broker.BrokerException;
import io.mastiff.broker.BrokerProcess;
import io.mastiff.broker.Cluster;
import io.mastiff.event.Topic;
import io.mastiff.event.Topics;
import io.mastiff.standalone.StreamChild;
import io.mastiff.standalone.proof.Feed;
import io.mastiff.standalone.proof.GroupProgress;
import io.mastiff.standalone.proof.VerdictWatch;
import io.mastiff.stream.ScoringTopology;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.apache.kafka.common.TopicPartition;

/** Lets one stream work, starts a second beside it, and kills the first. */
public final class InstancesRun {
  private static final String FIRST = "stream-1";
  private static final String SECOND = "stream-2";
  private static final int SHARED_WITHIN_S = 60;
  private static final int TAKEN_OVER_WITHIN_S = 45;

  private final Topics topics = Topics.defaults();
  private final Path folder;
  private final Consumer<String> progress;

  private final int standby;

  private InstancesRun(Path folder, int standby, Consumer<String> progress) {
    this.folder = folder;
    this.standby = standby;
    this.progress = progress;
  }

  /** Events that were processed, by instance, and the CPU that all instances took meanwhile. */
  record Work(double first, double second, double cpuSeconds) {
    double microsPerEvent() {
      return cpuSeconds * 1e6 / (first + second);
    }
  }

  /**
   * Runs it.
   *
   * @param perSecond events
   * @param seconds of each measurement, after as many that warm up
   * @param standby copies of each state that the other instance keeps
   * @param folder for data; empty
   * @param progress takes a sentence for each step
   */
  public static InstancesResult run(
      double perSecond, int seconds, int standby, Path folder, Consumer<String> progress)
      throws BrokerException, IOException, InterruptedException {
    return new InstancesRun(folder, standby, progress).run(perSecond, seconds);
  }

  private InstancesResult run(double perSecond, int seconds)
      throws BrokerException, IOException, InterruptedException {
    try (BrokerProcess broker = BrokerProcess.start(folder.resolve("broker"), 0)) {
      List<Topic<?, ?>> all = new ArrayList<>(topics.all());
      all.add(ScoringTopology.cohortPartials(topics));
      Cluster.createTopics(broker.bootstrap(), all);
      GroupProgress group = new GroupProgress(broker.bootstrap(), topics);
      try (StreamChild first = stream(FIRST, broker);
          VerdictWatch watch = new VerdictWatch(broker.bootstrap(), topics);
          Feed feed = new Feed(broker.bootstrap(), topics, perSecond, 1)) {
        progress.accept("one instance");
        TimeUnit.SECONDS.sleep(seconds);
        Work alone = work(group, List.of(first), seconds);
        progress.accept("a second");
        long startsNanos = System.nanoTime();
        try (StreamChild second = stream(SECOND, broker)) {
          double sharedAfter = sharedAfter(group, startsNanos);
          TimeUnit.SECONDS.sleep(seconds);
          Work shared = work(group, List.of(first, second), seconds);
          progress.accept("killing the first");
          long killedMs = System.currentTimeMillis();
          first.kill();
          TimeUnit.SECONDS.sleep(TAKEN_OVER_WITHIN_S);
          long stall = watch.slowestMs(killedMs - 2_000, killedMs + 30_000);
          feed.end();
          return new InstancesResult(alone, sharedAfter, shared, stall);
        }
      }
    }
  }

  private StreamChild stream(String name, BrokerProcess broker) {
    return StreamChild.start(
        folder.resolve(name),
        broker.bootstrap(),
        List.of("--instance", name, "--standby", Integer.toString(standby)));
  }

  /** Seconds until both have as many partitions; infinite where they do not. */
  private double sharedAfter(GroupProgress group, long startsNanos) throws InterruptedException {
    double passed = 0;
    while (passed < SHARED_WITHIN_S) {
      Map<String, List<TopicPartition>> members = group.members();
      int first = members.getOrDefault(FIRST, List.of()).size();
      int second = members.getOrDefault(SECOND, List.of()).size();
      passed = (System.nanoTime() - startsNanos) / 1e9;
      if (first > 0 && Math.abs(first - second) <= 1) {
        return passed;
      }
      TimeUnit.MILLISECONDS.sleep(200);
    }
    return Double.POSITIVE_INFINITY;
  }

  private Work work(GroupProgress group, List<StreamChild> instances, int seconds)
      throws InterruptedException {
    Map<TopicPartition, Long> before = group.done();
    double cpuBefore = cpu(instances);
    TimeUnit.SECONDS.sleep(seconds);
    double cpu = cpu(instances) - cpuBefore;
    Map<TopicPartition, Long> after = group.done();
    Map<String, List<TopicPartition>> members = group.members();
    return new Work(
        events(members.getOrDefault(FIRST, List.of()), before, after),
        events(members.getOrDefault(SECOND, List.of()), before, after),
        cpu);
  }

  private double events(
      List<TopicPartition> partitions,
      Map<TopicPartition, Long> before,
      Map<TopicPartition, Long> after) {
    return partitions.stream()
        .filter(partition -> partition.topic().equals(topics.requests().name()))
        .mapToLong(p -> after.getOrDefault(p, 0L) - before.getOrDefault(p, 0L))
        .sum();
  }

  private static double cpu(List<StreamChild> instances) {
    return instances.stream().mapToDouble(of -> of.cpu().toMillis() / 1000.0).sum();
  }
}
