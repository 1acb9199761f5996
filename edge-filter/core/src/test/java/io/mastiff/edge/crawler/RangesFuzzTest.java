package io.mastiff.edge.crawler;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.mastiff.edge.RequestText;
import io.mastiff.edge.client.NetworkSet;
import io.mastiff.edge.policy.PolicyException;
import io.mastiff.edge.policy.Refusals;
import io.mastiff.event.IpNetwork;
import java.util.stream.Collectors;

/** Networks of a crawler, as lines or JSON: refused with one line, or the same when written. */
class RangesFuzzTest {
  @FuzzTest
  void parse(byte[] input) throws PolicyException {
    NetworkSet ranges;
    try {
      ranges = CrawlerReader.ranges("file", RequestText.decoded(input));
    } catch (PolicyException e) {
      Refusals.hold(e);
      return;
    }
    String lines =
        ranges.networks().stream()
            .map(IpNetwork::toString)
            .collect(Collectors.joining("\n", "# networks\n", "\n"));
    assertThat(CrawlerReader.ranges("file", lines)).isEqualTo(ranges);
    assertThat(ranges.networks()).allMatch(network -> ranges.contains(network.first()));
  }
}
