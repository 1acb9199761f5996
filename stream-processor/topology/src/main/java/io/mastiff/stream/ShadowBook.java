package io.mastiff.stream;

import io.mastiff.event.Action;
import io.mastiff.event.ClientKind;
import io.mastiff.event.RequestEvent;
import io.mastiff.event.ShadowCounts;
import io.mastiff.feature.state.ClientState;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiConsumer;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;

/**
 * One task's counts of what the challenger would have done. They lie in a store, so that they are
 * exact across restarts; it holds those of the present pair alone. A session costs one number of
 * its own state.
 */
final class ShadowBook {
  private final KeyValueStore<String, ShadowCounts> store;
  private final ModelHolder models;
  private final int task;
  private @Nullable Shadow counted;
  private ShadowTally tally = ShadowTally.of(ShadowCounts.getDefaultInstance());
  private boolean changed;

  ShadowBook(KeyValueStore<String, ShadowCounts> store, ModelHolder models, int task) {
    this.store = store;
    this.models = models;
    this.task = task;
  }

  /** Notes what the two models say of a session. */
  void judged(RequestEvent event, ClientState.Builder state, Opinion opinion) {
    Shadow shadow = present();
    if (shadow == null || !opinion.challenger().equals(shadow.challenger().hash())) {
      return;
    }
    ShadowMark before = ShadowMark.of(state, shadow.pair());
    ShadowMark after =
        new ShadowMark(
            true,
            before.champion() || opinion.champion() != Action.ALLOW,
            before.challenger() || opinion.would() != Action.ALLOW,
            slice(event),
            before.orders());
    move(shadow, state, before, after, event);
  }

  /** Notes an order of a session. */
  void bought(RequestEvent event, ClientState.Builder state) {
    Shadow shadow = present();
    if (shadow == null) {
      return;
    }
    ShadowMark before = ShadowMark.of(state, shadow.pair());
    ShadowMark after =
        new ShadowMark(
            true, before.champion(), before.challenger(), slice(event), before.orders() + 1);
    move(shadow, state, before, after, event);
  }

  private static int slice(RequestEvent event) {
    return event.getClientKind() == ClientKind.SESSION ? ShadowTally.COOKIE : ShadowTally.NO_COOKIE;
  }

  private void move(
      Shadow shadow,
      ClientState.Builder state,
      ShadowMark before,
      ShadowMark after,
      RequestEvent event) {
    if (before.equals(after)) {
      return;
    }
    tally.move(before, after, event.getDecidedAtMs());
    state.setShadow(after.bits(shadow.pair()));
    store.put(key(shadow), tally.counts());
    changed = true;
  }

  /** The pair that is counted now; another than before takes up its own counts. */
  private @Nullable Shadow present() {
    Shadow now = models.shadow();
    if (now != null && !now.equals(counted)) {
      ShadowCounts kept = store.get(key(now));
      tally = kept != null && now.isOf(kept) ? ShadowTally.of(kept) : ShadowTally.of(now);
      forgetOthers(now);
    }
    counted = now;
    return now;
  }

  private void forgetOthers(Shadow now) {
    List<String> others = new ArrayList<>();
    try (KeyValueIterator<String, ShadowCounts> all = store.all()) {
      while (all.hasNext()) {
        KeyValue<String, ShadowCounts> one = all.next();
        if (!one.key.equals(key(now))) {
          others.add(one.key);
        }
      }
    }
    others.forEach(store::delete);
  }

  private String key(Shadow shadow) {
    return shadow.pair() + "|" + task;
  }

  /** Hands on the counts where they have changed. */
  void forward(BiConsumer<String, ShadowCounts> taker) {
    Shadow shadow = counted;
    if (changed && shadow != null) {
      taker.accept(key(shadow), tally.counts());
      changed = false;
    }
  }
}
