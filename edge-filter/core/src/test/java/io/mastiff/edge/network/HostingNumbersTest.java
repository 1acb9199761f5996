package io.mastiff.edge.network;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class HostingNumbersTest {
  @Test
  void knowsTheLargeOnesAndThePolicysOwnAndNoOther() {
    List<Integer> own = IntStream.range(4_000_000, 4_000_500).boxed().toList();
    HostingNumbers hosting = new HostingNumbers(own);
    assertThat(own).allMatch(hosting::contains);
    assertThat(List.of(16509, 24940, 55967)).allMatch(hosting::contains);
    assertThat(IntStream.range(4_000_500, 4_100_000)).noneMatch(hosting::contains);
    assertThat(hosting.contains(0)).isFalse();
    assertThat(hosting.contains(3320)).as("Deutsche Telekom").isFalse();
  }
}
