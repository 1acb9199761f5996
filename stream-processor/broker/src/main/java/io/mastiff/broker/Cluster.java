package io.mastiff.broker;

import io.mastiff.event.KafkaAddress;
import io.mastiff.event.Topic;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BooleanSupplier;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.DescribeClusterOptions;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.AuthenticationException;
import org.apache.kafka.common.errors.TopicExistsException;

/** Whether a cluster answers, and its topics. */
public final class Cluster {
  private static final int CALL_MS = 2_000;

  private Cluster() {}

  /** Throws unless the cluster answers within {@code patience}. */
  public static void require(String bootstrap, Duration patience) throws BrokerException {
    boolean answers;
    try {
      answers = answersOrRefuses(bootstrap, patience, () -> true);
    } catch (KafkaException e) {
      throw new BrokerException("Kafka refuses at " + bootstrap + ": " + root(e).getMessage(), e);
    }
    if (!answers) {
      throw new BrokerException(
          "Kafka cannot be reached at " + bootstrap + "; is it running, is the address right?");
    }
  }

  private static Throwable root(Throwable e) {
    return e.getCause() == null ? e : root(e.getCause());
  }

  /** Whether the cluster answers within {@code patience}, while {@code worthwhile} holds. */
  static boolean answers(String bootstrap, Duration patience, BooleanSupplier worthwhile) {
    try {
      return answersOrRefuses(bootstrap, patience, worthwhile);
    } catch (KafkaException e) {
      return false;
    }
  }

  /** The same; a cluster that refuses the caller, or cannot be asked so, is an exception. */
  private static boolean answersOrRefuses(
      String bootstrap, Duration patience, BooleanSupplier worthwhile) {
    long until = System.nanoTime() + patience.toNanos();
    try (Admin admin = admin(bootstrap)) {
      while (System.nanoTime() < until && worthwhile.getAsBoolean()) {
        if (answers(admin)) {
          return true;
        }
        Thread.sleep(20);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return false;
  }

  private static boolean answers(Admin admin) throws InterruptedException {
    try {
      return !admin
          .describeCluster(new DescribeClusterOptions().timeoutMs(CALL_MS))
          .nodes()
          .get(CALL_MS + 500, TimeUnit.MILLISECONDS)
          .isEmpty();
    } catch (ExecutionException e) {
      if (e.getCause() instanceof AuthenticationException refused) {
        throw refused;
      }
      return false;
    } catch (TimeoutException e) {
      return false;
    }
  }

  /** Creates the topics that are missing, with their settings. */
  public static void createTopics(String bootstrap, Collection<Topic<?, ?>> topics)
      throws BrokerException {
    try (Admin admin = admin(bootstrap)) {
      Set<String> present = admin.listTopics().names().get(10, TimeUnit.SECONDS);
      for (Topic<?, ?> topic : topics) {
        if (!present.contains(topic.name())) {
          create(admin, topic);
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new BrokerException("interrupted while creating topics", e);
    } catch (ExecutionException | TimeoutException | KafkaException e) {
      throw new BrokerException(
          "topics cannot be created at " + bootstrap + ": " + e.getMessage(), e);
    }
  }

  /** How many partitions a topic has that exists. */
  public static int partitions(String bootstrap, Topic<?, ?> topic) throws BrokerException {
    String name = topic.name();
    try (Admin admin = admin(bootstrap)) {
      return admin
          .describeTopics(Set.of(name))
          .topicNameValues()
          .values()
          .iterator()
          .next()
          .get(10, TimeUnit.SECONDS)
          .partitions()
          .size();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new BrokerException("interrupted while asking for a topic", e);
    } catch (ExecutionException | TimeoutException | KafkaException e) {
      throw new BrokerException(name + " cannot be described: " + e.getMessage(), e);
    }
  }

  private static void create(Admin admin, Topic<?, ?> topic)
      throws InterruptedException, ExecutionException, TimeoutException {
    NewTopic request = new NewTopic(topic.name(), topic.partitions(), (short) -1);
    try {
      admin.createTopics(Set.of(request.configs(topic.settings()))).all().get(10, TimeUnit.SECONDS);
    } catch (ExecutionException e) {
      if (!(e.getCause() instanceof TopicExistsException)) {
        throw e;
      }
    }
  }

  /** A client that administers the cluster; its owner closes it. */
  public static Admin admin(String bootstrap) {
    Map<String, Object> settings = new HashMap<>(KafkaAddress.settings(bootstrap));
    settings.putAll(
        Map.of(
            "reconnect.backoff.ms", 20,
            "reconnect.backoff.max.ms", 200,
            "retry.backoff.ms", 20,
            "default.api.timeout.ms", 8_000,
            "request.timeout.ms", 5_000,
            "enable.metrics.push", false));
    return Admin.create(settings);
  }
}
