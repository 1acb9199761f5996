package io.mastiff.feature;

import static io.mastiff.feature.SessionFeature.*;

import io.mastiff.event.RequestEvent;
import io.mastiff.feature.state.LikenessState;
import java.util.List;

/** How like buyers' software the one is that asks for a session's pages: means over the pages. */
final class Likeness {
  private static final double HIDDEN = 0.6;

  private static final List<SessionFeature> MEANS =
      List.of(
          TLS_SURPRISE,
          ORDER_SURPRISE,
          HINTS_SURPRISE,
          LANGUAGE_SURPRISE,
          FIELDS_ABSENT,
          FIELDS_EXTRA,
          VERSION_LAG,
          HOSTING_SHARE,
          HOUR_SURPRISE);

  private final double[] sums = new double[MEANS.size()];
  private final int[] counts = new int[MEANS.size()];

  void add(RequestEvent event, long atMs, SoftwareTables buyers) {
    for (SoftwareQuestion question : SoftwareQuestion.values()) {
      note(question.ordinal(), buyers.surprise(question, event));
    }
    note(4, buyers.absent(event));
    note(5, buyers.extra(event));
    note(6, buyers.lag(event));
    note(7, hosting(event));
    note(8, buyers.hour(atMs));
  }

  private static double hosting(RequestEvent event) {
    return switch (event.getNetworkKind()) {
      case NETWORK_ORDINARY -> 0;
      case NETWORK_HOSTING -> 1;
      case NETWORK_ANONYMOUS -> HIDDEN;
      default -> Double.NaN;
    };
  }

  private void note(int place, double value) {
    if (!Double.isNaN(value)) {
      sums[place] += value;
      counts[place]++;
    }
  }

  void measure(FeatureVector x) {
    for (int i = 0; i < sums.length; i++) {
      int place = i;
      x.set(MEANS.get(i), counts[i] > 0, () -> sums[place] / counts[place]);
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
    for (int i = 0; i < Math.min(kept, likeness.sums.length); i++) {
      likeness.sums[i] = state.getSums(i);
      likeness.counts[i] = state.getCounts(i);
    }
    return likeness;
  }
}
