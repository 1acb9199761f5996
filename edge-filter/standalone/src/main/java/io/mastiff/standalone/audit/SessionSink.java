package io.mastiff.standalone.audit;

/** Takes the sessions of a log as they end; called by several threads. */
interface SessionSink {
  void take(LogSession session);
}
