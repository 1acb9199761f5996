package io.mastiff.edge.kafka;

import io.mastiff.edge.DecisionEngine;
import io.mastiff.event.BlocklistEntry;
import io.mastiff.event.Mode;
import io.mastiff.event.ModeOrder;
import io.mastiff.event.OperatorRecord;
import io.mastiff.event.Source;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What the two list topics say, applied to the engine record by record. Used by the feed's thread
 * alone.
 */
final class ListState {
  private static final Logger LOG = LoggerFactory.getLogger(ListState.class);

  private final DecisionEngine engine;
  private final LongConsumer sinceTrigger;
  private final Map<String, OperatorRecord> orders = new LinkedHashMap<>();

  /**
   * @param sinceTrigger told, for each new learned entry, when the event that caused it was
   *     appended
   */
  ListState(DecisionEngine engine, LongConsumer sinceTrigger) {
    this.engine = engine;
    this.sinceTrigger = sinceTrigger;
  }

  void restore(ListSnapshot snapshot) {
    snapshot.orders().forEach(this::applyOrder);
    engine.blockList().heardAt(snapshot.header().getSavedAtMs());
  }

  Map<String, OperatorRecord> orders() {
    return orders;
  }

  /** A record of the operator's topic; null takes back what the key said. */
  void applyOrder(String key, @Nullable OperatorRecord order) {
    if (order == null) {
      orders.remove(key);
      if (key.equals(Mode.ORDER_KEY)) {
        engine.followPolicy();
      } else {
        engine.blockList().remove(Source.OPERATOR, key);
      }
      return;
    }
    orders.put(key, order);
    if (order.hasMode()) {
      applyMode(order.getMode());
    } else {
      engine.blockList().put(order.getEntry().toBuilder().setSource(Source.OPERATOR).build());
    }
  }

  private void applyMode(ModeOrder order) {
    Optional<Mode> mode = Mode.parse(order.getMode());
    if (mode.isEmpty() || order.getPercent() < 0 || order.getPercent() > 100) {
      LOG.warn("an order for the unknown mode {} is ignored", order.getMode());
      return;
    }
    engine.order(mode.get(), order.getPercent());
  }

  /**
   * A record of the learned list; null takes the entry back. Other shops' entries are passed over.
   */
  void applyLearned(String key, @Nullable BlocklistEntry entry) {
    if (entry == null) {
      engine.blockList().remove(Source.CLASSIFIER, key);
      return;
    }
    putLearned(entry);
    if (entry.getTriggerAtMs() > 0) {
      sinceTrigger.accept(entry.getTriggerAtMs());
    }
  }

  private void putLearned(BlocklistEntry entry) {
    if (entry.getSource() == Source.OPERATOR) {
      LOG.warn("a learned entry that claims to be an operator's is ignored");
      return;
    }
    long now = System.currentTimeMillis();
    long until = Math.min(entry.getExpiresAtMs(), now + lasts(entry));
    if (until <= now) {
      return;
    }
    if (!entry.getShop().isEmpty() && !entry.getShop().equals(engine.policy().shop())) {
      return;
    }
    engine.blockList().put(entry.toBuilder().setExpiresAtMs(until).build());
  }

  /** A clock that was wrong when it was written makes an entry last no longer than it was meant. */
  private static long lasts(BlocklistEntry entry) {
    return entry.getCreatedAtMs() == 0
        ? Long.MAX_VALUE / 2
        : Math.max(0, entry.getExpiresAtMs() - entry.getCreatedAtMs());
  }

  /** Forgets entries that have expired. */
  void sweep(long nowMs) {
    orders
        .values()
        .removeIf(order -> order.hasEntry() && order.getEntry().getExpiresAtMs() <= nowMs);
    engine.blockList().sweep(nowMs);
  }
}
