package io.mastiff.data.dataset;

import io.mastiff.data.simulate.Catalogue;
import io.mastiff.data.simulate.Scraper;
import io.mastiff.data.simulate.SessionSimulator;
import io.mastiff.event.RequestEvent;
import io.mastiff.feature.FeatureSchema;
import io.mastiff.feature.SessionAccumulator;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

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

  /** Writes the file; returns the number of rows. */
  public long write(Path file) throws IOException {
    SessionSimulator[] shops = new SessionSimulator[SHOP_SIZES.length];
    for (int i = 0; i < shops.length; i++) {
      Catalogue catalogue = new Catalogue(SHOP_SIZES[i], 12 + 8 * i, 0.6 + 0.2 * i);
      shops[i] = new SessionSimulator(seed + i, catalogue);
    }
    long rows = 0;
    try (DatasetWriter out = new DatasetWriter(file)) {
      for (long index = 0; index < sessions; index++) {
        Optional<Scraper.Family> family = family(index);
        rows += write(out, index, family, shops[(int) (index % shops.length)]);
      }
    }
    return rows;
  }

  private static Optional<Scraper.Family> family(long index) {
    Scraper.Family[] families = Scraper.Family.values();
    long slot = index / SHOP_SIZES.length;
    return slot % 4 == 3
        ? Optional.of(families[(int) (slot / 4 % families.length)])
        : Optional.empty();
  }

  private static long write(
      DatasetWriter out, long index, Optional<Scraper.Family> family, SessionSimulator shop)
      throws IOException {
    String name = family.map(f -> f.name().toLowerCase(Locale.ROOT)).orElse(DatasetWriter.SHOPPER);
    List<RequestEvent> events = shop.session(index, family);
    SessionAccumulator session = new SessionAccumulator();
    long rows = 0;
    for (RequestEvent event : events) {
      if (session.add(event) && FeatureSchema.isPrefix(session.pages())) {
        out.write(split(index), name, index, session.pages(), session.vector());
        rows++;
      }
    }
    out.write(split(index), name, index, session.pages(), session.vector());
    return rows + 1;
  }

  private static String split(long index) {
    long slot = Long.remainderUnsigned((index * 0x9E3779B97F4A7C15L) >>> 17, 10);
    return slot < 3 ? "train" : slot < 8 ? "calibrate" : "test";
  }
}
