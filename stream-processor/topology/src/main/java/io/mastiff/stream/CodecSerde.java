package io.mastiff.stream;

import io.mastiff.event.Codec;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.serialization.Serializer;

/** A codec of the contract as Kafka wants it. */
final class CodecSerde {
  private CodecSerde() {}

  static <T> Serde<T> of(Codec<T> codec) {
    return Serdes.serdeFrom(serializer(codec), deserializer(codec));
  }

  static <T> Serializer<T> serializer(Codec<T> codec) {
    return (topic, value) -> value == null ? null : codec.encode(value);
  }

  static <T> Deserializer<T> deserializer(Codec<T> codec) {
    return (topic, bytes) -> bytes == null ? null : codec.decode(bytes);
  }
}
