package io.mastiff.standalone.operator;

import com.dynatrace.hash4j.hashing.Hashing;
import io.mastiff.event.Topics;
import io.mastiff.event.UnreadableRecordException;
import io.mastiff.event.Verdict;
import io.mastiff.feature.FeatureDrift;
import io.mastiff.feature.FeatureSchema;
import io.mastiff.standalone.privacy.TopicScan;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** The features of the verdicts in Kafka before and after a time, and how many were convictions. */
public final class VerdictDrift {
  private static final String UNSUSPECTED = "unsuspected";

  private final Topics topics;
  private final long fromMs;
  private final boolean all;
  private final FeatureDrift features = new FeatureDrift();
  private final long[] verdicts = new long[2];
  private final long[] convictions = new long[2];
  private long otherSchema;

  private VerdictDrift(Topics topics, long fromMs, boolean all) {
    this.topics = topics;
    this.fromMs = fromMs;
    this.all = all;
  }

  /**
   * Reads every verdict that the topic holds.
   *
   * @param fromMs when the later period begins
   * @param all whether the features of convicted sessions count too
   */
  public static VerdictDrift read(
      String bootstrap, Topics topics, long fromMs, boolean all, TopicScan.Progress progress) {
    VerdictDrift drift = new VerdictDrift(topics, fromMs, all);
    TopicScan.read(bootstrap, List.of(topics.verdicts().name()), progress, drift::take);
    return drift;
  }

  private void take(ConsumerRecord<byte[], byte[]> record) {
    if (record.value() == null) {
      return;
    }
    try {
      add(topics.verdicts().value().decode(record.value()));
    } catch (UnreadableRecordException e) {
      otherSchema++;
    }
  }

  private void add(Verdict verdict) {
    boolean known =
        verdict.getSchema().equals(FeatureSchema.hash())
            && verdict.getFeaturesCount() == FeatureSchema.size();
    if (!known) {
      otherSchema++;
      return;
    }
    boolean recent = verdict.getAtMs() >= fromMs;
    boolean convicted = !verdict.getVerdict().equals(UNSUSPECTED);
    verdicts[recent ? 1 : 0]++;
    convictions[recent ? 1 : 0] += convicted ? 1 : 0;
    if (all || !convicted) {
      features.add(recent, key(verdict), vector(verdict));
    }
  }

  private static long key(Verdict verdict) {
    String name = verdict.getSubject() + '|' + verdict.getPages() + '|' + verdict.getAtMs();
    return Hashing.komihash5_0().hashCharsToLong(name);
  }

  private static double[] vector(Verdict verdict) {
    return verdict.getFeaturesList().stream().mapToDouble(Double::doubleValue).toArray();
  }

  public FeatureDrift features() {
    return features;
  }

  /** Verdicts that other features were measured for, or that cannot be read. */
  public long leftOut() {
    return otherSchema;
  }

  /** Share of verdicts that were convictions. */
  public double convicted(boolean recent) {
    int period = recent ? 1 : 0;
    return verdicts[period] == 0 ? 0 : (double) convictions[period] / verdicts[period];
  }
}
