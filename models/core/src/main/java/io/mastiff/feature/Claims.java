package io.mastiff.feature;

import io.mastiff.event.RequestEvent;
import io.mastiff.feature.state.ClaimsState;

/**
 * What a session's page requests say of their software, and whether they are one client's.
 *
 * <p>Incoherences are counted by the bits of {@link RequestEvent#getIncoherence}; a log shows no
 * header fields, so that there they are missing. Of networks and shapes at most {@value #KEPT}
 * different ones are told apart.
 */
final class Claims {
  private static final int KEPT = 16;
  private static final int HINTS = 0b1110;
  private static final int UNREDUCED = 0b1_0000;
  private static final int FETCH = 0b1110_0000;
  private static final int BARE = 0b1_0000_0001;

  private long[] networks = Room.NONE;
  private long[] shapes = Room.NONE;
  private int networkCount;
  private int shapeCount;
  private int withHeaders;
  private int hints;
  private int unreduced;
  private int fetch;
  private int bare;
  private int withLanguage;
  private int noLanguage;

  void add(RequestEvent event) {
    noteNetwork(event.getNetwork().hashCode());
    noteShape(event.getClientShape());
    if (event.getHeaderBits() == 0) {
      return;
    }
    withHeaders++;
    int bits = event.getIncoherence();
    hints += (bits & HINTS) != 0 ? 1 : 0;
    unreduced += (bits & UNREDUCED) != 0 ? 1 : 0;
    fetch += (bits & FETCH) != 0 ? 1 : 0;
    bare += (bits & BARE) != 0 ? 1 : 0;
    withLanguage += event.hasLanguage() ? 1 : 0;
    noLanguage += event.hasLanguage() && event.getLanguage().isEmpty() ? 1 : 0;
  }

  private void noteNetwork(long network) {
    if (networkCount < KEPT && !isKnown(networks, networkCount, network)) {
      networks = Room.forOneMore(networks, networkCount, KEPT);
      networks[networkCount++] = network;
    }
  }

  private void noteShape(long shape) {
    if (shapeCount < KEPT && !isKnown(shapes, shapeCount, shape)) {
      shapes = Room.forOneMore(shapes, shapeCount, KEPT);
      shapes[shapeCount++] = shape;
    }
  }

  private static boolean isKnown(long[] known, int count, long value) {
    for (int i = 0; i < count; i++) {
      if (known[i] == value) {
        return true;
      }
    }
    return false;
  }

  void measure(FeatureVector x) {
    x.set(SessionFeature.NETWORKS, Math.log1p(networkCount));
    x.set(SessionFeature.SHAPES, Math.log1p(shapeCount));
    boolean seen = withHeaders > 0;
    x.set(SessionFeature.HINT_CONFLICT, seen, () -> (double) hints / withHeaders);
    x.set(SessionFeature.UNREDUCED_VERSION, seen, () -> (double) unreduced / withHeaders);
    x.set(SessionFeature.FETCH_CONFLICT, seen, () -> (double) fetch / withHeaders);
    x.set(SessionFeature.BARE_HEADERS, seen, () -> (double) bare / withHeaders);
    x.set(SessionFeature.NO_LANGUAGE, withLanguage > 0, () -> (double) noLanguage / withLanguage);
  }

  ClaimsState save() {
    ClaimsState.Builder state =
        ClaimsState.newBuilder()
            .setWithHeaders(withHeaders)
            .setHints(hints)
            .setUnreduced(unreduced)
            .setFetch(fetch)
            .setBare(bare)
            .setWithLanguage(withLanguage)
            .setNoLanguage(noLanguage);
    for (int i = 0; i < networkCount; i++) {
      state.addNetworks(networks[i]);
    }
    for (int i = 0; i < shapeCount; i++) {
      state.addShapes(shapes[i]);
    }
    return state.build();
  }

  static Claims restore(ClaimsState state) {
    Claims claims = new Claims();
    claims.withHeaders = state.getWithHeaders();
    claims.hints = state.getHints();
    claims.unreduced = state.getUnreduced();
    claims.fetch = state.getFetch();
    claims.bare = state.getBare();
    claims.withLanguage = state.getWithLanguage();
    claims.noLanguage = state.getNoLanguage();
    for (int i = 0; i < state.getNetworksCount(); i++) {
      claims.noteNetwork(state.getNetworks(i));
    }
    for (int i = 0; i < state.getShapesCount(); i++) {
      claims.noteShape(state.getShapes(i));
    }
    return claims;
  }
}
