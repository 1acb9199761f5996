package io.mastiff.stream;

import static org.assertj.core.api.Assertions.assertThat;

import io.mastiff.feature.Baseline;
import io.mastiff.feature.CohortAccumulator;
import io.mastiff.feature.CohortPage;
import io.mastiff.feature.state.CohortBatch;
import io.mastiff.feature.state.CohortPartial;
import io.mastiff.feature.state.CohortWindow;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.apache.kafka.streams.processor.StateStore;
import org.apache.kafka.streams.processor.api.MockProcessorContext;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.StoreBuilder;
import org.junit.jupiter.api.Test;

/** What a partition's new owner makes of what the old one wrote. */
class CohortStoreTest {
  private static final long DAY_S = 86_400;
  private static final int BATCHES = 600;
  private static final int TURNS_TO_SAVE = 200;
  private static final CohortStore.Taken NOBODY = (shop, name, part) -> {};

  private final StreamCounters counters = new StreamCounters();
  private final MockProcessorContext<Object, Object> context = new MockProcessorContext<>();

  /** One partition's stores, with the store of cohorts that its present owner has. */
  private final class Owned {
    private final KeyValueStore<String, CohortWindow> windows = open(Stores.windows());
    private final KeyValueStore<String, CohortBatch> journal = open(Stores.journal());
    private CohortStore store = restart();

    private CohortStore restart() {
      store =
          new CohortStore(new HistoryBook(windows, new CohortJournal(journal)), counters, NOBODY);
      return store;
    }

    private Map<String, CohortWindow> saved() {
      for (int i = 0; i < TURNS_TO_SAVE; i++) {
        store.saveSome();
      }
      Map<String, CohortWindow> saved = new TreeMap<>();
      try (var all = windows.all()) {
        all.forEachRemaining(
            each -> {
              if (!each.key.startsWith("~")) {
                saved.put(each.key, each.value.toBuilder().clearApplied().build());
              }
            });
      }
      return saved;
    }
  }

  private <S extends StateStore> S open(StoreBuilder<S> builder) {
    S store = builder.withLoggingDisabled().build();
    store.init(context.getStateStoreContext(), store);
    return store;
  }

  /** More cohorts than are held as objects, each in two buckets of each batch. */
  private static List<CohortBatch> manyCohorts() {
    List<CohortBatch> batches = new ArrayList<>();
    for (int i = 0; i < 48; i++) {
      CohortBatch.Builder batch = CohortBatch.newBuilder().setFormat(1);
      for (int k = 0; k < 2_000; k++) {
        int shape = 500 * i % 12_000 + k / 2;
        var page = StreamTest.page("10.0.0.0/24", shape, StreamTest.T);
        CohortAccumulator counts = new CohortAccumulator();
        counts.page(CohortPage.of(page.build(), false, Baseline.NONE, StreamTest.T));
        batch.addParts(
            counts
                .save()
                .setShop("default")
                .setCohort(shape(shape))
                .setSecond(StreamTest.T / 1000 + k % 2 * 10));
      }
      batches.add(batch.build());
    }
    return batches;
  }

  private static String shape(int shape) {
    return "shape=" + shape + ",route=/p/{product}";
  }

  private static List<CohortBatch> batches() {
    SplittableRandom random = new SplittableRandom(7);
    List<CohortBatch> batches = new ArrayList<>();
    for (int i = 0; i < BATCHES; i++) {
      CohortBatch.Builder batch = CohortBatch.newBuilder().setFormat(1);
      for (int k = 0; k < 4; k++) {
        int shape = random.nextInt(8);
        long atMs = StreamTest.T + i * 700L + random.nextInt(500);
        CohortAccumulator counts = new CohortAccumulator();
        for (int n = random.nextInt(9); n >= 0; n--) {
          var page = StreamTest.page("10.0." + random.nextInt(2_000) + ".0/24", shape, atMs);
          counts.page(CohortPage.of(page.build(), false, Baseline.NONE, atMs));
        }
        batch.addParts(
            counts.save().setShop("default").setCohort(shape(shape)).setSecond(atMs / 10_000 * 10));
      }
      batches.add(batch.build());
    }
    return batches;
  }

  private Map<String, CohortWindow> keptWith(List<CohortBatch> batches, Supplier<Boolean> dies) {
    Owned owned = new Owned();
    for (CohortBatch batch : batches) {
      owned.store.take(batch, NOBODY);
      owned.store.saveSome();
      CohortName listed = CohortName.parse(batch.getParts(0).getCohort());
      owned
          .store
          .known("default", listed, 1)
          .ifPresent(history -> owned.store.save("default", listed, history));
      if (dies.get()) {
        owned.restart();
      }
    }
    return owned.saved();
  }

  @Test
  void ownersThatDieAtAnyMomentChangeNothing() {
    SplittableRandom random = new SplittableRandom(3);

    Map<String, CohortWindow> undisturbed = keptWith(batches(), () -> false);

    assertThat(undisturbed).hasSize(8);
    assertThat(undisturbed.values()).allMatch(window -> window.getHour().getPages() > 0);
    assertThat(keptWith(batches(), () -> random.nextInt(20) == 0)).isEqualTo(undisturbed);
    assertThat(keptWith(batches(), () -> true)).isEqualTo(undisturbed);
    assertThat(counters.late()).isZero();
  }

  /** The same from four partitions, of which one batch is a day ahead. */
  private static List<CohortBatch> batchesWithAJump() {
    List<CohortBatch> dated = new ArrayList<>();
    for (CohortBatch batch : batches()) {
      long ahead = dated.size() == BATCHES / 2 ? DAY_S : 0;
      CohortBatch.Builder moved =
          CohortBatch.newBuilder().setFormat(1).setPartition(dated.size() % 4);
      long newest = 0;
      for (CohortPartial part : batch.getPartsList()) {
        moved.addParts(part.toBuilder().setSecond(part.getSecond() + ahead));
        newest = Math.max(newest, part.getSecond() + ahead);
      }
      dated.add(moved.setAtMs(newest * 1000).build());
    }
    return dated;
  }

  @Test
  void ownersThatDieWhileTheClockIsWrongChangeNothing() {
    SplittableRandom random = new SplittableRandom(4);

    Map<String, CohortWindow> undisturbed = keptWith(batchesWithAJump(), () -> false);

    assertThat(undisturbed.values())
        .allMatch(window -> window.getClosedSecond() < StreamTest.T / 1000 + DAY_S / 2);
    assertThat(keptWith(batchesWithAJump(), () -> random.nextInt(20) == 0)).isEqualTo(undisturbed);
    assertThat(keptWith(batchesWithAJump(), () -> true)).isEqualTo(undisturbed);
  }

  @Test
  void historiesThatWereSavedForWantOfRoomAreNotCountedTwice() {
    SplittableRandom random = new SplittableRandom(5);
    Map<String, CohortWindow> undisturbed = keptWith(manyCohorts(), () -> false);

    assertThat(undisturbed).hasSize(12_500);
    assertThat(keptWith(manyCohorts(), () -> random.nextInt(5) == 0)).isEqualTo(undisturbed);
  }

  @Test
  void theJournalHoldsNoMoreThanWhatIsUnsaved() {
    Owned owned = new Owned();
    List<CohortBatch> batches = batches();
    for (CohortBatch batch : batches) {
      owned.store.take(batch, NOBODY);
      owned.store.saveSome();

      assertThat(owned.journal.approximateNumEntries()).isLessThanOrEqualTo(60);
    }
    owned.saved();

    assertThat(owned.journal.approximateNumEntries()).isZero();
  }
}
