package io.mastiff.standalone.proof;

import io.mastiff.broker.Cluster;
import io.mastiff.event.Topics;
import io.mastiff.standalone.UserError;
import io.mastiff.stream.ScoringTopology;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.MemberDescription;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.TopicPartition;

/** How far the stream's instances are, and who has which partitions, as the broker says. */
public final class GroupProgress {
  private static final int DRAINED_WITHIN_S = 120;

  private final String bootstrap;
  private final Topics topics;

  public GroupProgress(String bootstrap, Topics topics) {
    this.bootstrap = bootstrap;
    this.topics = topics;
  }

  private interface Question<T> {
    T of(Admin admin) throws ExecutionException, InterruptedException;
  }

  private <T> T ask(Question<T> question) throws InterruptedException {
    try (Admin admin = Cluster.admin(bootstrap)) {
      return question.of(admin);
    } catch (ExecutionException e) {
      throw new UserError("the broker does not say how far the stream is: " + e.getMessage());
    }
  }

  private String group() {
    return topics.prefix() + "-stream";
  }

  /** Waits until all that is in the topics was processed. */
  public void awaitDrained() throws InterruptedException {
    long until = System.nanoTime() + TimeUnit.SECONDS.toNanos(DRAINED_WITHIN_S);
    while (lag() > 0) {
      if (System.nanoTime() > until) {
        throw new UserError("the stream is behind after " + DRAINED_WITHIN_S + " s");
      }
      TimeUnit.MILLISECONDS.sleep(500);
    }
  }

  /** Records that wait for either stage. */
  public long lag() throws InterruptedException {
    Map<TopicPartition, Long> done = done();
    Map<TopicPartition, OffsetSpec> latest = new LinkedHashMap<>();
    for (String topic :
        List.of(topics.requests().name(), ScoringTopology.cohortPartials(topics).name())) {
      for (int i = 0; i < topics.requests().partitions(); i++) {
        latest.put(new TopicPartition(topic, i), OffsetSpec.latest());
      }
    }
    long lag = 0;
    for (var end : ask(admin -> admin.listOffsets(latest).all().get()).entrySet()) {
      // A transaction's end takes an offset that nobody processes.
      long behind = end.getValue().offset() - done.getOrDefault(end.getKey(), 0L);
      lag += behind <= 1 ? 0 : behind;
    }
    return lag;
  }

  /** Up to where each partition was processed. */
  public Map<TopicPartition, Long> done() throws InterruptedException {
    Map<TopicPartition, Long> done = new HashMap<>();
    ask(admin -> admin.listConsumerGroupOffsets(group()).partitionsToOffsetAndMetadata().get())
        .forEach((partition, at) -> done.put(partition, at == null ? 0 : at.offset()));
    return done;
  }

  /** The partitions that each instance has, by its name. */
  public Map<String, List<TopicPartition>> members() throws InterruptedException {
    Map<String, List<TopicPartition>> members = new LinkedHashMap<>();
    var group =
        ask(admin -> admin.describeConsumerGroups(List.of(group())).all().get()).get(group());
    if (group != null) {
      for (MemberDescription member : group.members()) {
        members
            .computeIfAbsent(instance(member), name -> new ArrayList<>())
            .addAll(member.assignment().topicPartitions());
      }
    }
    return members;
  }

  /** Kafka Streams adds the thread's number to an instance's name. */
  private static String instance(MemberDescription member) {
    String name = member.groupInstanceId().orElse("");
    int thread = name.lastIndexOf('-');
    return thread < 0 ? name : name.substring(0, thread);
  }
}
