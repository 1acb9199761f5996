package io.mastiff.standalone.replay;

import static org.assertj.core.api.Assertions.assertThat;

import io.mastiff.classifier.ModelReader;
import io.mastiff.edge.policy.Policy;
import io.mastiff.edge.policy.Privacy;
import io.mastiff.event.Mode;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReplayTest {
  @TempDir Path folder;

  private ReplayResult replay(int sessions, Mode mode) {
    return replay(sessions, Policy.DEFAULT.withMode(mode, 100));
  }

  private ReplayResult replay(int sessions, Policy policy) {
    return Replay.run(
        sessions,
        Replay.withPartner(policy),
        ModelReader.defaultModel(),
        folder,
        7,
        (played, all) -> {});
  }

  @Test
  void theDefaultsSpareEveryShopperAndStopEveryScraper() {
    ReplayResult result = replay(1500, Mode.ENFORCE);

    assertThat(result.failures()).isEmpty();
    assertThat(result.shares()).containsKeys("shopper", "app", "office", "flash-sale", "partner");
    assertThat(result.shares().get("shopper").requests).isGreaterThan(10_000);
  }

  @Test
  void hashedAddressesChangeNothingOfWhatThePromisesSay() {
    Privacy hidden = new Privacy(Privacy.Addresses.HASHED, "a-secret-of-16-chars", false, false);
    ReplayResult result =
        replay(1500, Policy.DEFAULT.toBuilder().mode(Mode.ENFORCE, 100).privacy(hidden).build());

    assertThat(result.failures()).isEmpty();
    assertThat(result.shares().get("loop").deniedBy).containsKey("list.classifier");
  }

  @Test
  void whereNothingIsEnforcedEveryScraperGetsThroughAndTheCheckSaysSo() {
    ReplayResult result = replay(200, Mode.OBSERVE);

    assertThat(result.failures()).hasSize(Guests.SCRAPERS.size());
  }
}
