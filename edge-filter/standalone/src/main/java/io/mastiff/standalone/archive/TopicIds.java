package io.mastiff.standalone.archive;

import io.mastiff.broker.Cluster;
import io.mastiff.standalone.UserError;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.TopicDescription;

/** What a cluster knows its topics by: a topic that was made anew has another id. */
final class TopicIds {
  private final Map<String, String> ids = new TreeMap<>();

  /** Asks the cluster; a topic that is not there is a mistake. */
  static TopicIds ask(String bootstrap, List<String> topics) {
    TopicIds found = new TopicIds();
    try (Admin admin = Cluster.admin(bootstrap)) {
      Map<String, TopicDescription> all =
          admin.describeTopics(topics).allTopicNames().get(10, TimeUnit.SECONDS);
      all.forEach((name, topic) -> found.ids.put(name, topic.topicId().toString()));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new UserError("interrupted");
    } catch (ExecutionException | TimeoutException e) {
      throw new UserError(
          "topics "
              + String.join(", ", topics)
              + ": not all are there; is `mastiff stream` running, is --topic-prefix right?");
    }
    return found;
  }

  String of(String topic) {
    return Objects.requireNonNull(ids.get(topic));
  }
}
