package io.mastiff.stream;

import io.mastiff.feature.state.CohortBatch;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.BiConsumer;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;

/**
 * The batches that were taken in and may not be part of every saved history yet, numbered from 1.
 *
 * <p>Histories change with each commit and are a kilobyte each; a batch is small and has what
 * changed in all of them. So a batch is written when it comes, a history some seconds later, and a
 * new owner of the partition applies the batches that its histories lack.
 */
final class CohortJournal {
  private static final int DIGITS = 19;

  private final KeyValueStore<String, CohortBatch> written;
  private final Deque<Entry> entries = new ArrayDeque<>();
  private long last;
  private long bytes;

  private record Entry(long number, int bytes) {}

  CohortJournal(KeyValueStore<String, CohortBatch> written) {
    this.written = written;
  }

  /** Goes through what was written, in its order; to be called first and once. */
  void replay(BiConsumer<Long, CohortBatch> to) {
    try (KeyValueIterator<String, CohortBatch> all = written.all()) {
      while (all.hasNext()) {
        KeyValue<String, CohortBatch> each = all.next();
        remember(Long.parseLong(each.key), each.value);
        to.accept(last, each.value);
      }
    }
  }

  /** Numbers go on after this one. */
  void startAfter(long number) {
    last = Math.max(last, number);
  }

  private void remember(long number, CohortBatch batch) {
    last = number;
    entries.add(new Entry(number, batch.getSerializedSize()));
    bytes += batch.getSerializedSize();
  }

  /** Writes a batch; returns its number. */
  long append(CohortBatch batch) {
    remember(last + 1, batch);
    written.put(key(last), batch);
    return last;
  }

  /** Forgets all up to this number: every history that they changed is saved. */
  void forgetUntil(long number) {
    while (!entries.isEmpty() && entries.peek().number() <= number) {
      Entry entry = entries.poll();
      bytes -= entry.bytes();
      written.delete(key(entry.number()));
    }
  }

  long last() {
    return last;
  }

  /** Number of the oldest batch that is kept, or of the next one. */
  long first() {
    return entries.isEmpty() ? last + 1 : entries.element().number();
  }

  /** What the batches take, bytes. */
  long bytes() {
    return bytes;
  }

  private static String key(long number) {
    String digits = Long.toString(number);
    return "0".repeat(DIGITS - digits.length()) + digits;
  }
}
