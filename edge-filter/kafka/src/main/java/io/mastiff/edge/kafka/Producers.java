package io.mastiff.edge.kafka;

import java.time.Duration;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.common.KafkaException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Ends a producer that another thread waits for. */
final class Producers {
  private static final Logger LOG = LoggerFactory.getLogger(Producers.class);

  private Producers() {}

  /** Drops what it has not sent; a thread inside {@code send} or {@code close} comes back. */
  static void abort(KafkaProducer<?, ?> producer) {
    try {
      producer.close(Duration.ZERO);
    } catch (KafkaException e) {
      LOG.debug("the producer did not close cleanly", e);
    }
  }
}
