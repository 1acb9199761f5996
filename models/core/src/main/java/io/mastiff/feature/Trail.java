package io.mastiff.feature;

import io.mastiff.event.PageHash;
import io.mastiff.event.RefererKind;
import io.mastiff.event.RequestEvent;
import io.mastiff.feature.state.TrailState;

/**
 * How a session's pages lead to one another, by the pages that requests name as their referer.
 *
 * <p>Remembers the last {@value #KEPT} pages and how deep each lies: who has no known page as its
 * referer lies at depth 0, a page opened from another one deeper.
 */
final class Trail {
  private static final int KEPT = 64;

  private long[] pages = Room.NONE;
  private int[] depths = {};
  private int count;
  private int known;
  private int knownAfterFirst;
  private int withoutReferer;
  private int internal;
  private int broken;
  private int chained;
  private int deepest;

  void add(RequestEvent event) {
    RefererKind referer = event.getReferer();
    long from = event.getRefererPage();
    int depth = 0;
    known += referer == RefererKind.REFERER_UNKNOWN ? 0 : 1;
    if (count > 0 && referer != RefererKind.REFERER_UNKNOWN) {
      knownAfterFirst++;
      withoutReferer += referer == RefererKind.REFERER_NONE ? 1 : 0;
      if (referer == RefererKind.REFERER_INTERNAL && from != 0) {
        depth = follow(from);
      }
    }
    pages = Room.forOneMore(pages, count, KEPT);
    depths = Room.forOneMore(depths, count, KEPT);
    pages[count % KEPT] = PageHash.of(event.getPath());
    depths[count % KEPT] = depth;
    count++;
    deepest = Math.max(deepest, depth);
  }

  private int follow(long from) {
    internal++;
    chained += pages[(count - 1) % KEPT] == from ? 1 : 0;
    for (int back = 1; back <= Math.min(count, KEPT); back++) {
      if (pages[(count - back) % KEPT] == from) {
        return depths[(count - back) % KEPT] + 1;
      }
    }
    broken++;
    return 0;
  }

  void measure(FeatureVector x) {
    boolean enough = knownAfterFirst > 0;
    x.set(
        SessionFeature.REFERER_NONE_SHARE, enough, () -> (double) withoutReferer / knownAfterFirst);
    x.set(SessionFeature.REFERER_BREAK, internal > 0, () -> (double) broken / internal);
    x.set(SessionFeature.REFERER_CHAIN, internal > 0, () -> (double) chained / internal);
    x.set(SessionFeature.TREE_DEPTH, internal > 0, () -> Math.log1p(deepest));
  }

  /** Whether any page told what it came from. */
  boolean isKnown() {
    return known > 0;
  }

  TrailState save() {
    TrailState.Builder state =
        TrailState.newBuilder()
            .setCount(count)
            .setKnown(known)
            .setKnownAfterFirst(knownAfterFirst)
            .setWithoutReferer(withoutReferer)
            .setInternal(internal)
            .setBroken(broken)
            .setChained(chained)
            .setDeepest(deepest);
    for (int i = 0; i < Math.min(count, KEPT); i++) {
      state.addPages(pages[i]).addDepths(depths[i]);
    }
    return state.build();
  }

  static Trail restore(TrailState state) {
    Trail trail = new Trail();
    trail.count = state.getCount();
    trail.known = state.getKnown();
    trail.knownAfterFirst = state.getKnownAfterFirst();
    trail.withoutReferer = state.getWithoutReferer();
    trail.internal = state.getInternal();
    trail.broken = state.getBroken();
    trail.chained = state.getChained();
    trail.deepest = state.getDeepest();
    int kept = Math.min(KEPT, Math.min(state.getPagesCount(), state.getDepthsCount()));
    trail.pages = new long[Math.min(KEPT, Math.max(kept, trail.count))];
    trail.depths = new int[trail.pages.length];
    for (int i = 0; i < kept; i++) {
      trail.pages[i] = state.getPages(i);
      trail.depths[i] = state.getDepths(i);
    }
    return trail;
  }
}
