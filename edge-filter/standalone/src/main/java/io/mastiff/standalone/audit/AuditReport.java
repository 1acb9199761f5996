package io.mastiff.standalone.audit;

import java.util.List;

/**
 * What an audit found, as its three forms show it.
 *
 * @param seconds how long reading took
 */
record AuditReport(List<LogSource> sources, Findings findings, BadLines bad, double seconds) {

  /** Names of the logs' formats. */
  List<String> formats() {
    return sources.stream().map(source -> source.format().name()).distinct().toList();
  }
}
