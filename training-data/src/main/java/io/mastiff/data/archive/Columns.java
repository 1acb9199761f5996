package io.mastiff.data.archive;

import io.mastiff.event.ArchiveFormat.Kind;
import io.mastiff.event.Outcome;
import io.mastiff.event.RequestEvent;
import io.mastiff.event.Verdict;
import java.sql.SQLException;
import org.duckdb.DuckDBAppender;

/** The columns of each kind of record, as SQL names them, and how they are filled. */
final class Columns {
  private static final String FIRST =
      "shop VARCHAR, day VARCHAR, kafka_partition INTEGER, kafka_offset BIGINT, appended_ms BIGINT,"
          + " at_ms BIGINT, ";
  private static final String LAST = ", record BLOB";

  private Columns() {}

  static String of(Kind kind) {
    return FIRST
        + switch (kind) {
          case REQUESTS ->
              "door VARCHAR, client VARCHAR, client_kind VARCHAR, network VARCHAR, country VARCHAR,"
                  + " method VARCHAR, path VARCHAR, route VARCHAR, page_type VARCHAR, product"
                  + " VARCHAR, status INTEGER, bytes BIGINT, duration_micros BIGINT, cookie VARCHAR,"
                  + " cookie_issued VARCHAR,"
                  + " challenge VARCHAR, crawler VARCHAR, crawler_state INTEGER, action VARCHAR, rule VARCHAR, enforced"
                  + " BOOLEAN, hold_out BOOLEAN, hold_out_share DOUBLE";
          case VERDICTS ->
              "subject VARCHAR, kind VARCHAR, pages INTEGER, score DOUBLE, verdict VARCHAR, model"
                  + " VARCHAR, schema VARCHAR, door VARCHAR";
          case OUTCOMES ->
              "reference VARCHAR, kind VARCHAR, value_cents BIGINT, currency VARCHAR, id BIGINT";
        }
        + LAST;
  }

  static void append(DuckDBAppender to, RequestEvent event) throws SQLException {
    to.append(event.getDecidedAtMs());
    to.append(event.getDoor());
    to.append(event.getClient());
    to.append(event.getClientKind().name());
    to.append(event.getNetwork());
    to.append(event.hasCountry() ? event.getCountry() : null);
    to.append(event.getMethod());
    to.append(event.getPath());
    to.append(event.getRoute());
    to.append(event.getPageType().name());
    to.append(event.getProduct());
    orNull(to, event.hasStatus(), event.getStatus());
    orNull(to, event.hasBytes(), event.getBytes());
    orNull(to, event.hasDurationMicros(), event.getDurationMicros());
    to.append(event.getCookieState().name());
    to.append(event.getCookieIssued());
    to.append(event.getChallengeState().name());
    to.append(event.getCrawler());
    to.append(event.getCrawlerState());
    to.append(event.getAction().name());
    to.append(event.getRule());
    to.append(event.getEnforced());
    to.append(event.getHoldOut());
    to.append(event.getHoldOutShare());
    to.append(event.toByteArray());
  }

  private static void orNull(DuckDBAppender to, boolean known, int value) throws SQLException {
    if (known) {
      to.append(value);
    } else {
      to.appendNull();
    }
  }

  private static void orNull(DuckDBAppender to, boolean known, long value) throws SQLException {
    if (known) {
      to.append(value);
    } else {
      to.appendNull();
    }
  }

  static void append(DuckDBAppender to, Verdict verdict) throws SQLException {
    to.append(verdict.getAtMs());
    to.append(verdict.getSubject());
    to.append(verdict.getKind());
    to.append(verdict.getPages());
    to.append(verdict.getScore());
    to.append(verdict.getVerdict());
    to.append(verdict.getModel());
    to.append(verdict.getSchema());
    to.append(verdict.getDoor());
    to.append(verdict.toByteArray());
  }

  static void append(DuckDBAppender to, Outcome outcome) throws SQLException {
    to.append(outcome.getAtMs());
    to.append(outcome.getReference());
    to.append(outcome.getKind());
    to.append(outcome.getValueCents());
    to.append(outcome.getCurrency());
    to.append(outcome.getId());
    to.append(outcome.toByteArray());
  }
}
