package io.mastiff.standalone.archive;

import io.mastiff.event.KafkaAddress;
import java.util.Properties;
import org.apache.kafka.clients.consumer.ConsumerConfig;

/** How an archive reads Kafka: committed records only, offsets by itself. */
final class ArchiveConsumer {
  private ArchiveConsumer() {}

  static Properties settings(String bootstrap) {
    Properties p = new Properties();
    p.putAll(KafkaAddress.settings(bootstrap));
    p.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
    p.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
    p.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
    p.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
    p.put(ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG, 50);
    p.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, 5_000);
    p.put(ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, 10_000);
    p.put(ConsumerConfig.ENABLE_METRICS_PUSH_CONFIG, false);
    return p;
  }
}
