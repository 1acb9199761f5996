package io.mastiff.stream;

import static org.assertj.core.api.Assertions.assertThat;

import io.mastiff.event.ModelPointer;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** An old pointer that was written again is told by a later release that it does not name. */
class ModelStandingTest {
  private static final ModelPointer POINTER =
      ModelPointer.newBuilder().setChampion("a").setPrevious("b").setAtMs(100).build();

  private static Optional<String> passedOver(ModelPointer pointer, String hash, long atMs) {
    Map<String, ModelTopic.Release> releases =
        Map.of(
            "a",
            new ModelTopic.Release("a", 1, 100, "ann"),
            hash,
            new ModelTopic.Release(hash, 1, atMs, "ann"));
    return new ModelTopic.Standing(Optional.of(pointer), true, 0, "", false, releases)
        .passedOver()
        .map(ModelTopic.Release::hash);
  }

  @Test
  void aLaterReleaseThatIsNotNamedIsTold() {
    assertThat(passedOver(POINTER, "c", 101)).contains("c");
  }

  @Test
  void releasesOfItsTimeAndThoseThatItNamesAreNot() {
    assertThat(passedOver(POINTER, "c", 100)).isEmpty();
    assertThat(passedOver(POINTER, "b", 101)).isEmpty();
    assertThat(passedOver(POINTER.toBuilder().setChallenger("c").build(), "c", 101)).isEmpty();
  }
}
