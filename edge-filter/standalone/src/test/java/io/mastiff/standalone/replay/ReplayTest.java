package io.mastiff.standalone.replay;

import static org.assertj.core.api.Assertions.assertThat;

import io.mastiff.classifier.ModelReader;
import io.mastiff.edge.policy.CookiePolicy;
import io.mastiff.edge.policy.Policy;
import io.mastiff.edge.policy.Privacy;
import io.mastiff.event.Mode;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

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

  @ParameterizedTest
  @EnumSource(names = {"AFTER_CONSENT", "NEVER"})
  void whereTheCookieIsNotAlwaysSetNoShopperIsHurtEither(CookiePolicy.When when) {
    Policy policy = Replay.withCookie(Policy.DEFAULT.withMode(Mode.ENFORCE, 100), when);
    ReplayResult result = replay(1500, policy);

    assertThat(policy.cookie().when()).isEqualTo(when);
    assertThat(result.failures()).isEmpty();
    assertThat(result.shares().get("shopper").requests).isGreaterThan(3_000);
    assertThat(result.shares().get("mimic").servedShare()).as("slowed").isLessThan(0.4);
    boolean agreed = when == CookiePolicy.When.AFTER_CONSENT;
    assertThat(result.shares().get("shopper").cookies > 0).as("cookies set").isEqualTo(agreed);
    assertThat(result.shares().get("mimic").cookies).as("programs do not agree").isZero();
  }

  @Test
  void whereNothingIsEnforcedEveryScraperGetsThroughAndTheCheckSaysSo() {
    ReplayResult result = replay(200, Mode.OBSERVE);

    assertThat(result.failures()).hasSize(Guests.SCRAPERS.size());
  }
}
