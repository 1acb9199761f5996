package io.mastiff.training.judge;

import com.google.protobuf.InvalidProtocolBufferException;
import io.mastiff.classifier.Classifier;
import io.mastiff.event.Listing;
import io.mastiff.event.RequestEvent;
import io.mastiff.event.Verdict;
import io.mastiff.feature.FeatureSchema;
import io.mastiff.training.TrainingException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.duckdb.DuckDBAppender;
import org.duckdb.DuckDBConnection;
import org.jspecify.annotations.Nullable;

/**
 * Works out when clients that were held out would have been listed, had nobody spared them: table
 * {@code listed} of spans that do not overlap, as the stream renews an entry.
 *
 * <p>A verdict as it was given lists where it names the entry that it led to; features that are
 * scored anew list where the same client may be listed at all ({@link Listing}).
 */
final class LiveConvictions {
  private final @Nullable Classifier model;
  private long otherFeatures;

  /** One verdict of a client. */
  private record Given(String shop, String client, long atMs, byte[] record, byte[] event) {
    boolean isSameClient(@Nullable Given other) {
      return other != null && shop.equals(other.shop) && client.equals(other.client);
    }
  }

  LiveConvictions(@Nullable Classifier model) {
    this.model = model;
  }

  /** Verdicts that were left out since their features are others than the model's. */
  long otherFeatures() {
    return otherFeatures;
  }

  /** Goes through verdicts of the clients in the table {@code held}. */
  void list(Connection database) throws SQLException, TrainingException {
    try (Statement statement = database.createStatement();
        Connection second = ((DuckDBConnection) database).duplicate()) {
      statement.execute(
          "CREATE TABLE listed (shop VARCHAR, client VARCHAR, from_ms BIGINT, until_ms BIGINT)");
      try (ResultSet rows =
              statement.executeQuery(
                  "SELECT v.shop, v.subject, v.at_ms::BIGINT, v.record::BLOB, h.record::BLOB"
                      + " FROM verdicts v JOIN held h ON h.shop = v.shop AND h.client = v.subject"
                      + " ORDER BY v.shop, v.subject, v.at_ms");
          DuckDBAppender to =
              ((DuckDBConnection) second)
                  .createAppender(DuckDBConnection.DEFAULT_SCHEMA, "listed")) {
        list(rows, to);
      }
    }
  }

  private void list(ResultSet rows, DuckDBAppender to) throws SQLException, TrainingException {
    Given before = null;
    long untilMs = Long.MIN_VALUE;
    while (rows.next()) {
      Given given = given(rows);
      untilMs = given.isSameClient(before) ? untilMs : Long.MIN_VALUE;
      before = given;
      if (lists(given) && given.atMs() >= untilMs) {
        untilMs = given.atMs() + Listing.LASTS.toMillis();
        to.beginRow();
        to.append(given.shop());
        to.append(given.client());
        to.append(given.atMs());
        to.append(untilMs);
        to.endRow();
      }
    }
  }

  private static Given given(ResultSet rows) throws SQLException, TrainingException {
    long atMs = rows.getLong(3);
    boolean timeless = rows.wasNull();
    byte[] record = rows.getBytes(4);
    byte[] event = rows.getBytes(5);
    if (timeless || record == null || event == null) {
      throw new TrainingException("a verdict or request lacks its at_ms or record");
    }
    return new Given(rows.getString(1), rows.getString(2), atMs, record, event);
  }

  private boolean lists(Given given) throws TrainingException {
    try {
      Verdict verdict = Verdict.parseFrom(given.record());
      if (model == null) {
        return !verdict.getEntryKey().isEmpty();
      }
      if (!verdict.getSchema().equals(FeatureSchema.hash())
          || verdict.getFeaturesCount() != FeatureSchema.size()) {
        otherFeatures++;
        return false;
      }
      double[] x = verdict.getFeaturesList().stream().mapToDouble(Double::doubleValue).toArray();
      return model.score(x).probability() >= model.throttleThreshold()
          && isListable(RequestEvent.parseFrom(given.event()), verdict);
    } catch (InvalidProtocolBufferException e) {
      throw new TrainingException("a verdict or request cannot be read (" + e.getMessage() + ")");
    }
  }

  private static boolean isListable(RequestEvent event, Verdict verdict) {
    return Listing.key(event, event.getNetwork(), event.getClientShape(), verdict.getPages())
        .isPresent();
  }
}
