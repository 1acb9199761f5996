package io.mastiff.data.dataset;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.mastiff.data.simulate.Catalogue;
import io.mastiff.data.simulate.Scraper;
import io.mastiff.data.simulate.SessionSimulator;
import io.mastiff.event.RequestEvent;
import io.mastiff.feature.DatasetRow;
import io.mastiff.feature.FeatureSchema;
import io.mastiff.feature.SessionAccumulator;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * Simulates sessions on shops of several sizes and writes their vectors at all prefixes.
 *
 * <p>Three in four sessions are people. A session lies in one split only: of ten, three train, five
 * calibrate, since a threshold that one person in 30,000 exceeds needs that many, and two test.
 */
public final class SimulatedDataset {
  private static final int[] SHOP_SIZES = {300, 1_200, 8_000, 40_000};

  private final long seed;
  private final long sessions;

  public SimulatedDataset(long seed, long sessions) {
    this.seed = seed;
    this.sessions = sessions;
  }

  /** Writes the folder; returns the number of rows. */
  public long write(Path folder) throws IOException {
    SessionSimulator[] shops = new SessionSimulator[SHOP_SIZES.length];
    for (int i = 0; i < shops.length; i++) {
      Catalogue catalogue = new Catalogue(SHOP_SIZES[i], 12 + 8 * i, 0.6 + 0.2 * i);
      shops[i] = new SessionSimulator(seed + i, catalogue);
    }
    ObjectNode made = ParquetDataset.made("simulated");
    made.put("seed", seed).put("simulatedSessions", sessions);
    try (ParquetDataset out = new ParquetDataset(folder, Set.of(), made)) {
      for (long index = 0; index < sessions; index++) {
        write(out, index, family(index), shops[(int) (index % shops.length)]);
      }
      out.finish();
      return out.rows();
    }
  }

  private static Optional<Scraper.Family> family(long index) {
    Scraper.Family[] families = Scraper.Family.values();
    long slot = index / SHOP_SIZES.length;
    return slot % 4 == 3
        ? Optional.of(families[(int) (slot / 4 % families.length)])
        : Optional.empty();
  }

  private static void write(
      ParquetDataset out, long index, Optional<Scraper.Family> family, SessionSimulator shop)
      throws IOException {
    SessionAccumulator session = new SessionAccumulator();
    for (RequestEvent event : shop.session(index, family)) {
      if (session.add(event) && FeatureSchema.isPrefix(session.pages())) {
        out.add(row(index, family, session, false));
      }
    }
    out.add(row(index, family, session, true));
  }

  private static DatasetRow row(
      long index, Optional<Scraper.Family> family, SessionAccumulator session, boolean last) {
    return new DatasetRow(
        split(index),
        family.isPresent(),
        family.map(f -> f.name().toLowerCase(Locale.ROOT)).orElse(DatasetRow.SHOPPER),
        "s" + index,
        "s" + index,
        session.pages(),
        last,
        1,
        "simulator",
        session.firstMs(),
        session.vector());
  }

  private static String split(long index) {
    long slot = Long.remainderUnsigned((index * 0x9E3779B97F4A7C15L) >>> 17, 10);
    return slot < 3 ? "train" : slot < 8 ? "calibrate" : "test";
  }
}
