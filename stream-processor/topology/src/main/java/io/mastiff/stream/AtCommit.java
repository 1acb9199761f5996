package io.mastiff.stream;

import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.internals.InternalProcessorContext;
import org.apache.kafka.streams.processor.internals.ProcessorNode;
import org.apache.kafka.streams.processor.internals.ProcessorRecordContext;

/**
 * Lets a processor forward records while its task prepares a commit, so that they are part of it.
 *
 * <p>Kafka Streams' own caches forward at that moment in the same way, which is not part of its
 * public interface (checked with 4.3.1).
 */
final class AtCommit {
  private final InternalProcessorContext<?, ?> context;
  private final ProcessorNode<?, ?, ?, ?> node;

  private AtCommit(InternalProcessorContext<?, ?> context) {
    this.context = context;
    this.node = context.currentNode();
  }

  /** Of the processor that is being set up; to be called in its {@code init}. */
  static AtCommit of(ProcessorContext<?, ?> context) {
    return new AtCommit((InternalProcessorContext<?, ?>) context);
  }

  /** Runs what may forward. */
  void run(Runnable forwarding) {
    ProcessorNode<?, ?, ?, ?> nodeBefore = context.currentNode();
    ProcessorRecordContext recordBefore = context.recordContext();
    context.setCurrentNode(node);
    context.setRecordContext(
        new ProcessorRecordContext(
            context.currentSystemTimeMs(),
            -1,
            context.taskId().partition(),
            null,
            new RecordHeaders()));
    try {
      forwarding.run();
    } finally {
      context.setRecordContext(recordBefore);
      context.setCurrentNode(nodeBefore);
    }
  }
}
