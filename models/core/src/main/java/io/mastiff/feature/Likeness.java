package io.mastiff.feature;

import static io.mastiff.feature.SessionFeature.*;

import io.mastiff.event.RequestEvent;
import io.mastiff.feature.state.LikenessState;
import java.util.EnumSet;
import java.util.List;

/** How like buyers' software the one is that asks for a session's pages: means over the pages. */
final class Likeness {
  private static final double HIDDEN = 0.6;

  /** The features that are means over pages: they stand beside one another in the schema. */
  private static final List<SessionFeature> MEANS =
      List.copyOf(EnumSet.range(TLS_SURPRISE, HOUR_SURPRISE));

  private static final int FIRST = TLS_SURPRISE.ordinal();

  private static final double[] NO_SUMS = {};
  private static final int[] NO_COUNTS = {};

  private double[] sums = NO_SUMS;
  private int[] counts = NO_COUNTS;

  void add(RequestEvent event, long atMs, SoftwareTables buyers) {
    if (buyers.areKnown()) {
      note(TLS_SURPRISE, buyers.surprise(SoftwareQuestion.TLS, event));
      note(ORDER_SURPRISE, buyers.surprise(SoftwareQuestion.ORDER, event));
      note(HINTS_SURPRISE, buyers.surprise(SoftwareQuestion.HINTS, event));
      note(LANGUAGE_SURPRISE, buyers.surprise(SoftwareQuestion.LANGUAGE, event));
      note(FIELDS_ABSENT, buyers.absent(event));
      note(FIELDS_EXTRA, buyers.extra(event));
      note(VERSION_LAG, buyers.lag(event));
      note(HOUR_SURPRISE, buyers.hour(atMs));
    }
    note(HOSTING_SHARE, hosting(event));
  }

  private static double hosting(RequestEvent event) {
    return switch (event.getNetworkKind()) {
      case NETWORK_ORDINARY -> 0;
      case NETWORK_HOSTING -> 1;
      case NETWORK_ANONYMOUS -> HIDDEN;
      default -> Double.NaN;
    };
  }

  /** A value that is not known is passed over; there is room once one is. */
  private void note(SessionFeature feature, double value) {
    if (Double.isNaN(value)) {
      return;
    }
    if (sums.length == 0) {
      sums = new double[MEANS.size()];
      counts = new int[MEANS.size()];
    }
    int place = feature.ordinal() - FIRST;
    sums[place] += value;
    counts[place]++;
  }

  void measure(FeatureVector x) {
    for (int i = 0; i < MEANS.size(); i++) {
      int place = i;
      boolean known = i < counts.length && counts[i] > 0;
      x.set(MEANS.get(i), known, () -> sums[place] / counts[place]);
    }
  }

  LikenessState save() {
    LikenessState.Builder state = LikenessState.newBuilder();
    for (int i = 0; i < sums.length; i++) {
      state.addSums(sums[i]).addCounts(counts[i]);
    }
    return state.build();
  }

  static Likeness restore(LikenessState state) {
    Likeness likeness = new Likeness();
    int kept = Math.min(state.getSumsCount(), state.getCountsCount());
    if (kept > 0) {
      likeness.sums = new double[MEANS.size()];
      likeness.counts = new int[MEANS.size()];
    }
    for (int i = 0; i < Math.min(kept, likeness.sums.length); i++) {
      likeness.sums[i] = state.getSums(i);
      likeness.counts[i] = state.getCounts(i);
    }
    return likeness;
  }
}
