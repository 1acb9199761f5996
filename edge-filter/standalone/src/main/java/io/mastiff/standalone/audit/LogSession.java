package io.mastiff.standalone.audit;

import io.mastiff.data.accesslog.LogLine;
import io.mastiff.event.Reason;
import io.mastiff.event.RequestEvent;
import io.mastiff.event.Texts;
import io.mastiff.feature.Baseline;
import io.mastiff.feature.SessionAccumulator;
import java.util.List;

/**
 * One client's session in a log, and what is thought of it.
 *
 * <p>Holds at most {@value #LONGEST_AGENT} characters of its user agent, and the hash of all.
 */
final class LogSession {
  static final int LONGEST_AGENT = 512;

  final String key;
  final SessionAccumulator features;
  final Visit visit = new Visit();
  final String network;
  final String agent;
  final long agentHash;
  final boolean isWhole;
  final String firstAddress;
  String address;
  double score;
  String verdict = Verdicts.UNSUSPECTED;
  List<Reason> reasons = List.of();
  long requests;
  long judgedAt;
  long bytes;
  long deniedRequests;
  long deniedBytes;
  long deniedMicros;
  long firstMs;
  long lastMs;

  /** Begins with the first line and its event. */
  LogSession(LogLine line, RequestEvent event, Baseline baseline) {
    features = new SessionAccumulator(baseline);
    key = event.getClient();
    network = event.getNetwork();
    firstAddress = event.getAddress();
    address = firstAddress;
    agent = Texts.first(line.userAgent(), LONGEST_AGENT);
    agentHash = event.getClientShape();
    isWhole = LogEvents.isWhole(line) && agent.length() == line.userAgent().length();
    firstMs = line.atMs();
    lastMs = firstMs;
  }

  /** The address when there was one, else the network. */
  String client() {
    return address.isEmpty() ? network : address;
  }

  boolean isConvicted() {
    return verdict.equals(Verdicts.SCRAPER);
  }
}
