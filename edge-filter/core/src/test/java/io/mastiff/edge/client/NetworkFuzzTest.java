package io.mastiff.edge.client;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.mastiff.edge.RequestText;
import io.mastiff.event.IpAddress;
import io.mastiff.event.IpNetwork;
import java.util.ArrayList;
import java.util.List;

/** Lists of networks, one a line: what is read is written and found again. */
class NetworkFuzzTest {
  private static final int LONGEST_TEXT = 45;

  @FuzzTest
  void parse(byte[] input) {
    List<IpNetwork> networks = new ArrayList<>();
    for (String line : RequestText.decoded(input).split("\n", -1)) {
      IpAddress.parse(line).ifPresent(address -> holds(line, address));
      IpNetwork.parse(line).ifPresent(networks::add);
    }
    NetworkSet set = NetworkSet.of(networks);
    for (IpNetwork network : networks) {
      assertThat(IpNetwork.parse(network.toString())).hasValue(network);
      assertThat(network.contains(network.first())).isTrue();
      assertThat(set.contains(network.first())).isTrue();
      assertThat(set.touches(network)).isTrue();
      IpAddress before = neighbour(network.first());
      assertThat(set.contains(before))
          .isEqualTo(networks.stream().anyMatch(other -> other.contains(before)));
    }
  }

  private static void holds(String line, IpAddress address) {
    assertThat(line).hasSizeLessThanOrEqualTo(LONGEST_TEXT).doesNotContain("%", "/", " ");
    assertThat(address.toString()).hasSizeLessThanOrEqualTo(LONGEST_TEXT);
    assertThat(IpAddress.parse(address.toString())).hasValue(address);
    assertThat(IpAddress.parse("x" + line + "y", 1, 1 + line.length())).isEqualTo(address);
    assertThat(IpNetwork.parse(line)).hasValue(address.network(32, 128));
  }

  private static IpAddress neighbour(IpAddress address) {
    return address.isV4()
        ? IpAddress.v4(address.low() - 1)
        : new IpAddress(address.high(), address.low() ^ 1, false);
  }
}
