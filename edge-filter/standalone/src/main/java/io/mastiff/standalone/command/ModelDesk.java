package io.mastiff.standalone.command;

import io.mastiff.broker.BrokerException;
import io.mastiff.classifier.ModelException;
import io.mastiff.classifier.ModelReader;
import io.mastiff.event.ModelPointer;
import io.mastiff.standalone.UserError;
import io.mastiff.stream.ModelKey;
import io.mastiff.stream.ModelPublisher;
import io.mastiff.stream.ModelTopic;
import java.io.IOException;
import java.time.Clock;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.common.KafkaException;
import org.jspecify.annotations.Nullable;

/** The models topic for commands that change it; what goes wrong with Kafka is one line. */
final class ModelDesk {
  private final KafkaOptions kafka;
  private final @Nullable ModelKey key;
  private final Clock clock;

  ModelDesk(KafkaOptions kafka, ModelKeyOptions options, Clock clock) throws BrokerException {
    this.kafka = kafka;
    this.key = options.key();
    this.clock = clock;
    kafka.require();
  }

  /** A change of who is in charge, or of when that may change. */
  interface Change<T> {
    T on(ModelPublisher publisher)
        throws ModelException,
            IOException,
            InterruptedException,
            ExecutionException,
            TimeoutException;
  }

  <T> T change(Change<T> change) throws ModelException, IOException, InterruptedException {
    try {
      return change.on(
          new ModelPublisher(kafka.bootstrap, kafka.topics(), clock, key, ModelDesk::tell));
    } catch (ExecutionException | TimeoutException | KafkaException e) {
      throw new UserError("the models topic cannot be used: " + e.getMessage());
    }
  }

  /** Says what a change builds on, before it is written. */
  private static void tell(ModelPointer now) {
    System.out.println(
        "so far: champion "
            + ModelsInCharge.shown(now.getChampion())
            + (now.getAtMs() == 0
                ? ", which ships"
                : ", pointer of " + Times.shown(now.getAtMs())));
  }

  /** The pointer in force; where none is, one that names the model that ships. */
  ModelPointer inForce() {
    try {
      return new ModelTopic(kafka.bootstrap, kafka.topics())
          .read(key)
          .trusted()
          .orElseGet(
              () ->
                  ModelPointer.newBuilder()
                      .setChampion(ModelReader.hash(ModelReader.defaultFile()))
                      .build());
    } catch (KafkaException e) {
      throw new UserError("the models topic cannot be used: " + e.getMessage());
    }
  }

  String bootstrap() {
    return kafka.bootstrap;
  }

  io.mastiff.event.Topics topics() {
    return kafka.topics();
  }

  long nowMs() {
    return clock.millis();
  }

  /** What is added to a line about a change. */
  String signed() {
    return key == null ? "" : ", signed";
  }
}
