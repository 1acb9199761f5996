package io.mastiff.stream;

import io.mastiff.event.Codec;
import io.mastiff.event.ShadowCounts;
import io.mastiff.feature.state.ClientState;
import io.mastiff.feature.state.CohortBatch;
import io.mastiff.feature.state.CohortWindow;
import io.mastiff.feature.state.PendingCookie;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.state.KeyValueBytesStoreSupplier;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.StoreBuilder;

/** The state stores by name; names are part of what an upgrade must keep. */
final class Stores {
  static final String CLIENTS = "clients";
  static final String PENDING = "pending-cookies";
  static final String DOORS = "doors";
  static final String SHADOW = "shadow";
  static final String WINDOWS = "cohorts";
  static final String JOURNAL = "cohort-journal";

  private Stores() {}

  /** Key: client key. On disk: the largest, a record for each open session. */
  static WriteBehind.Builder<ClientState> clients() {
    return new WriteBehind.Builder<>(
        store(
            org.apache.kafka.streams.state.Stores.persistentKeyValueStore(CLIENTS),
            Codec.message("ClientState", ClientState.parser(), ClientState::getFormat)));
  }

  /** Key: cookie id. */
  static StoreBuilder<KeyValueStore<String, PendingCookie>> pending() {
    return store(
        memory(PENDING),
        Codec.message("PendingCookie", PendingCookie.parser(), PendingCookie::getFormat));
  }

  /** Key: door; value: its last sequence number, decimal. */
  static StoreBuilder<KeyValueStore<String, String>> doors() {
    return store(memory(DOORS), Codec.text());
  }

  /** Key: pair of models and task; one record. */
  static StoreBuilder<KeyValueStore<String, ShadowCounts>> shadow() {
    return store(
        memory(SHADOW),
        Codec.message("ShadowCounts", ShadowCounts.parser(), ShadowCounts::getFormat));
  }

  /** Key: shop, group and cohort, so that a group's cohorts lie side by side. */
  static StoreBuilder<KeyValueStore<String, CohortWindow>> windows() {
    return store(
        memory(WINDOWS),
        Codec.message("CohortWindow", CohortWindow.parser(), CohortWindow::getFormat));
  }

  /** Key: number of the batch, nineteen digits. */
  static StoreBuilder<KeyValueStore<String, CohortBatch>> journal() {
    return store(memory(JOURNAL), cohortBatch());
  }

  static Codec<CohortBatch> cohortBatch() {
    return Codec.message("CohortBatch", CohortBatch.parser(), CohortBatch::getFormat);
  }

  private static KeyValueBytesStoreSupplier memory(String name) {
    return org.apache.kafka.streams.state.Stores.inMemoryKeyValueStore(name);
  }

  private static <V> StoreBuilder<KeyValueStore<String, V>> store(
      KeyValueBytesStoreSupplier supplier, Codec<V> codec) {
    return org.apache.kafka.streams.state.Stores.keyValueStoreBuilder(
        supplier, Serdes.String(), CodecSerde.of(codec));
  }
}
