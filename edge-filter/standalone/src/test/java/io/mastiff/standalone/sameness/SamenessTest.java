package io.mastiff.standalone.sameness;

import static org.assertj.core.api.Assertions.assertThat;

import io.mastiff.classifier.ModelReader;
import io.mastiff.data.simulate.crowd.Arrivals;
import io.mastiff.data.simulate.crowd.Crowd;
import io.mastiff.data.simulate.family.Families;
import io.mastiff.event.RequestEvent;
import io.mastiff.feature.Baseline;
import io.mastiff.feature.FeatureSchema;
import io.mastiff.feature.SessionAccumulator;
import io.mastiff.feature.SessionFeature;
import io.mastiff.standalone.simulate.SimulatedEvents;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SamenessTest {
  private static final int SESSIONS = 2_000;

  @TempDir Path folder;

  private static Crowd crowd() {
    return new Crowd(1, SESSIONS, Families.shipped(), 0, Arrivals.Shape.DIURNAL);
  }

  @Test
  void theStreamAndAnAuditGiveTheSameVectorsAfterEveryEvent() throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(2);
    SamenessResult result;
    try {
      result = new Sameness(crowd(), ModelReader.defaultModel(), folder).run(threads, done -> {});
    } finally {
      threads.shutdownNow();
    }

    assertThat(result.differences()).isEmpty();
    assertThat(result.failures()).isEmpty();
    assertThat(result.sessions()).isGreaterThan(SESSIONS * 9 / 10);
    assertThat(result.events()).isGreaterThan(10 * result.sessions());
    assertThat(folder.toFile().list()).isEmpty();
  }

  /** A feature that never moves would be the same whatever is lost on the way. */
  @Test
  void everyFeatureTakesSeveralValuesAmongThem() {
    Baseline learned = baseline();
    Map<SessionFeature, Set<Double>> seen = new HashMap<>();
    for (long block = 0; block < crowd().blocks(); block++) {
      Map<String, SessionAccumulator> open = new HashMap<>();
      for (RequestEvent event : Sameness.events(crowd(), block)) {
        open.computeIfAbsent(event.getClient(), c -> new SessionAccumulator(learned)).add(event);
      }
      for (SessionAccumulator session : open.values()) {
        double[] x = session.vector();
        FeatureSchema.features()
            .forEach(f -> seen.computeIfAbsent(f, any -> new HashSet<>()).add(x[f.ordinal()]));
      }
    }
    List<SessionFeature> still = new ArrayList<>();
    seen.forEach(
        (feature, values) -> {
          if (values.size() < 2) {
            still.add(feature);
          }
        });
    assertThat(still)
        .as("no front of a simulated door tells JA4")
        .containsExactly(SessionFeature.TLS_SURPRISE);
  }

  private static Baseline baseline() {
    for (long block = 0; block < crowd().blocks(); block++) {
      Baseline learned = SimulatedEvents.baseline(crowd(), block);
      if (learned != Baseline.NONE) {
        return learned;
      }
    }
    throw new AssertionError("no shop of these has learned anything");
  }
}
