package io.mastiff.standalone.audit;

import io.mastiff.event.Reason;
import io.mastiff.feature.Baseline;
import io.mastiff.feature.SessionAccumulator;
import java.util.List;

/** One client's session in a log, and what is thought of it. */
final class LogSession {
  final String key;
  final SessionAccumulator features;
  final Visit visit = new Visit();
  final String network;
  final String agent;
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

  LogSession(String key, String network, String address, String agent, Baseline baseline) {
    this.features = new SessionAccumulator(baseline);
    this.key = key;
    this.network = network;
    this.firstAddress = address;
    this.address = address;
    this.agent = agent;
  }

  /** The address when there was one, else the network. */
  String client() {
    return address.isEmpty() ? network : address;
  }

  boolean isConvicted() {
    return verdict.equals(Verdicts.SCRAPER);
  }
}
