package io.mastiff.stream;

import io.mastiff.event.ClientKind;
import io.mastiff.event.Codec;
import io.mastiff.event.RequestEvent;
import io.mastiff.event.Topics;
import io.mastiff.event.UnreadableRecordException;
import java.nio.charset.StandardCharsets;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;

/**
 * Reads events; what cannot be read goes to the dead letters as it came, and is counted.
 *
 * <p>An event's own time is believed within five minutes of the broker's; beyond that the broker's
 * counts, so that one door's wrong clock closes nobody's session.
 */
final class EventDecoder implements Processor<byte[], byte[], Object, Object> {
  static final long CLOCK_BOUND_MS = 300_000;
  private static final int LONGEST_KEY = 256;

  private final Codec<RequestEvent> codec;
  private final StreamCounters counters;
  private ProcessorContext<Object, Object> context;

  @SuppressWarnings("NullAway.Init")
  EventDecoder(Topics topics, StreamCounters counters) {
    this.codec = topics.requests().value();
    this.counters = counters;
  }

  @Override
  public void init(ProcessorContext<Object, Object> processorContext) {
    context = processorContext;
  }

  @Override
  public void process(Record<byte[], byte[]> record) {
    RequestEvent event;
    try {
      event = decode(record);
    } catch (UnreadableRecordException e) {
      counters.deadLetters.increment();
      Headers headers = new RecordHeaders();
      headers.add("error", String.valueOf(e.getMessage()).getBytes(StandardCharsets.UTF_8));
      context.forward(
          new Record<Object, Object>(record.key(), record.value(), record.timestamp(), headers),
          "dead-letters");
      return;
    }
    context.forward(
        new Record<Object, Object>(event.getHome(), event, record.timestamp()), "clients");
  }

  private RequestEvent decode(Record<byte[], byte[]> record) {
    if (record.value() == null || record.value().length == 0) {
      throw new UnreadableRecordException("an empty record");
    }
    RequestEvent event = codec.decode(record.value());
    boolean session = event.getClientKind() == ClientKind.SESSION;
    String start = session ? "s:" : event.getClientKind() == ClientKind.AGGREGATE ? "a:" : "?";
    if (!event.getClient().startsWith(start) || event.getClient().length() > LONGEST_KEY) {
      throw new UnreadableRecordException("an event whose client does not fit its kind");
    }
    long appended = record.timestamp();
    return Math.abs(event.getDecidedAtMs() - appended) <= CLOCK_BOUND_MS
        ? event
        : event.toBuilder().setDecidedAtMs(appended).build();
  }
}
