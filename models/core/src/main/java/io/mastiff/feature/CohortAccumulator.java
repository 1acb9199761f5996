package io.mastiff.feature;

import com.dynatrace.hash4j.distinctcount.UltraLogLog;
import com.dynatrace.hash4j.hashing.Hashing;
import com.google.protobuf.ByteString;
import io.mastiff.feature.state.CohortPartial;
import java.util.Collection;

/**
 * What one cohort (shape × route) did within a window: merged from partial counts, in any order.
 *
 * <p>Sums are whole numbers and the distinct count is a sketch (UltraLogLog, 256 bytes, standard
 * error about 5%), so that the same partials give the same bits however they arrive.
 */
public final class CohortAccumulator {
  private static final int PRECISION = 8;

  private long pages;
  private long withoutCookie;
  private long young;
  private long youngWithAsset;
  private long mature;
  private long matureBack;
  private long assetsHidden;
  private long triggerAtMs;
  private final UltraLogLog networks = UltraLogLog.create(PRECISION);
  private final UltraLogLog returningIds = UltraLogLog.create(PRECISION);

  /** All partials of one window together. */
  public static CohortAccumulator of(Collection<CohortPartial> partials) {
    CohortAccumulator sum = new CohortAccumulator();
    partials.forEach(sum::add);
    return sum;
  }

  private void add(CohortPartial partial) {
    pages += partial.getPages();
    withoutCookie += partial.getWithoutCookie();
    young += partial.getIssuedYoung();
    youngWithAsset += partial.getYoungWithAsset();
    mature += partial.getIssuedMature();
    matureBack += partial.getMatureBack();
    assetsHidden += partial.getAssetsHidden();
    triggerAtMs = Math.max(triggerAtMs, partial.getTriggerAtMs());
    if (!partial.getNetworks().isEmpty()) {
      networks.add(UltraLogLog.wrap(partial.getNetworks().toByteArray()));
    }
    if (!partial.getReturningIds().isEmpty()) {
      returningIds.add(UltraLogLog.wrap(partial.getReturningIds().toByteArray()));
    }
  }

  /** The sketch of distinct members with {@code member} in it. */
  public static ByteString withMember(ByteString sketch, String member) {
    UltraLogLog distinct =
        sketch.isEmpty() ? UltraLogLog.create(PRECISION) : UltraLogLog.wrap(sketch.toByteArray());
    distinct.add(Hashing.komihash5_0().hashCharsToLong(member));
    return ByteString.copyFrom(distinct.getState());
  }

  /** Page requests of the cohort, whatever their cookie. */
  public long pages() {
    return pages;
  }

  public long withoutCookie() {
    return withoutCookie;
  }

  /** Estimated number of networks that the requests without a cookie came from. */
  public double networks() {
    return networks.getDistinctCountEstimate();
  }

  /** Estimated number of returning visitors and purchasers, however often each asked. */
  public double returningVisitors() {
    return returningIds.getDistinctCountEstimate();
  }

  /** Share of returning visitors among them and the networks of those without a cookie. */
  public double returningShare() {
    double all = returningVisitors() + networks();
    return all == 0 ? 0 : returningVisitors() / all;
  }

  /** Number of newcomers who went on as people do: fetched an asset or, where hidden, came back. */
  public long followed() {
    return assetsVisible() ? youngWithAsset : matureBack;
  }

  /** Number of cookies issued some seconds ago, whose holders could have fetched assets by now. */
  public long young() {
    return young;
  }

  /** Share of {@link #young} whose holders fetched an asset. */
  public double followShare() {
    return young == 0 ? 0 : (double) youngWithAsset / young;
  }

  /** Number of cookies issued at least 20 s ago. */
  public long mature() {
    return mature;
  }

  /** Share of {@link #mature} that came back. */
  public double comebackShare() {
    return mature == 0 ? 0 : (double) matureBack / mature;
  }

  /** Whether the door saw no assets for any of these requests. */
  public boolean assetsVisible() {
    return assetsHidden < pages;
  }

  /** Broker's append time of the newest event in the window. */
  public long triggerAtMs() {
    return triggerAtMs;
  }
}
