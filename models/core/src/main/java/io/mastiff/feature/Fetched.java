package io.mastiff.feature;

import io.mastiff.event.RequestEvent;
import io.mastiff.event.Sight;
import io.mastiff.feature.state.SessionState;

/** Which assets a session fetched, and whether it asked for those it has again. */
final class Fetched {
  private static final int KINDS = 8;
  private static final int NOT_MODIFIED = 304;

  private final int[] kinds = new int[KINDS];
  private int assets;
  private boolean visible;
  private int withHeaders;
  private int conditional;
  private int answered;
  private int notModified;

  /** Notes whether the door that saw this request sees assets. */
  void sees(RequestEvent event) {
    visible |= Sight.ASSETS.in(event.getSight());
  }

  void add(RequestEvent event) {
    assets++;
    int kind = event.getAssetKind().getNumber();
    kinds[kind < 0 || kind >= KINDS ? KINDS - 1 : kind]++;
    withHeaders += event.getHeaderBits() == 0 ? 0 : 1;
    conditional += event.getConditional() ? 1 : 0;
    answered += event.hasStatus() ? 1 : 0;
    notModified += event.getStatus() == NOT_MODIFIED ? 1 : 0;
  }

  void measure(FeatureVector x, int pages) {
    int different = 0;
    double entropy = 0;
    for (int count : kinds) {
      if (count > 0) {
        different++;
        double p = (double) count / assets;
        entropy -= p * Math.log(p) / Math.log(2);
      }
    }
    double bits = entropy;
    int found = different;
    x.set(SessionFeature.ASSET_RATIO, visible, () -> pages == 0 ? 0 : (double) assets / pages);
    x.set(SessionFeature.ASSET_KINDS, visible, () -> found);
    x.set(SessionFeature.ASSET_ENTROPY, visible, () -> bits);
    x.set(
        SessionFeature.CONDITIONAL_SHARE,
        withHeaders > 0,
        () -> (double) conditional / withHeaders);
    x.set(SessionFeature.NOT_MODIFIED_SHARE, answered > 0, () -> (double) notModified / answered);
  }

  void save(SessionState.Builder state) {
    state
        .setAssets(assets)
        .setAssetsVisible(visible)
        .setAssetsWithHeaders(withHeaders)
        .setConditionalAssets(conditional)
        .setAnsweredAssets(answered)
        .setNotModifiedAssets(notModified);
    for (int count : kinds) {
      state.addAssetKinds(count);
    }
  }

  static Fetched restore(SessionState state) {
    Fetched fetched = new Fetched();
    fetched.assets = state.getAssets();
    fetched.visible = state.getAssetsVisible();
    fetched.withHeaders = state.getAssetsWithHeaders();
    fetched.conditional = state.getConditionalAssets();
    fetched.answered = state.getAnsweredAssets();
    fetched.notModified = state.getNotModifiedAssets();
    for (int i = 0; i < Math.min(KINDS, state.getAssetKindsCount()); i++) {
      fetched.kinds[i] = state.getAssetKinds(i);
    }
    return fetched;
  }
}
