package io.mastiff.event;

import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.MessageLite;
import com.google.protobuf.Parser;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.function.ToIntFunction;

/**
 * Turns one type of value into bytes and back; unreadable bytes are an {@link
 * UnreadableRecordException}.
 */
public interface Codec<T> {
  byte[] encode(T value);

  T decode(byte[] bytes);

  /** UTF-8 text. */
  static Codec<String> text() {
    return new Codec<>() {
      @Override
      public byte[] encode(String value) {
        return value.getBytes(StandardCharsets.UTF_8);
      }

      @Override
      public String decode(byte[] bytes) {
        return new String(bytes, StandardCharsets.UTF_8);
      }
    };
  }

  /** A whole number, four bytes, the highest first. */
  static Codec<Integer> number() {
    return new Codec<>() {
      @Override
      public byte[] encode(Integer value) {
        return ByteBuffer.allocate(Integer.BYTES).putInt(value).array();
      }

      @Override
      public Integer decode(byte[] bytes) {
        if (bytes.length != Integer.BYTES) {
          throw new UnreadableRecordException(bytes.length + " bytes are no number");
        }
        return ByteBuffer.wrap(bytes).getInt();
      }
    };
  }

  /** A message of the contract whose format number is checked on the way in. */
  static <M extends MessageLite> Codec<M> message(
      String name, Parser<M> parser, ToIntFunction<M> format) {
    return new Codec<>() {
      @Override
      public byte[] encode(M value) {
        return value.toByteArray();
      }

      @Override
      public M decode(byte[] bytes) {
        try {
          M message = parser.parseFrom(bytes);
          Formats.require(name, format.applyAsInt(message));
          return message;
        } catch (InvalidProtocolBufferException e) {
          throw new UnreadableRecordException(
              name + " of " + bytes.length + " bytes cannot be read: " + e.getMessage(), e);
        }
      }
    };
  }
}
