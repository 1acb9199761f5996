package io.mastiff.edge.crawler;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.mastiff.edge.RequestText;
import io.mastiff.edge.policy.PolicyException;
import io.mastiff.edge.policy.Refusals;
import java.util.List;

/** Files of crawlers: refused with one line of mistakes, or read and found by their agents. */
class CrawlerFuzzTest {
  @FuzzTest
  void parse(byte[] input) {
    Crawler crawler;
    try {
      crawler = CrawlerReader.parse("file", RequestText.decoded(input));
    } catch (PolicyException e) {
      Refusals.hold(e);
      return;
    }
    assertThat(crawler.name()).matches("[a-z0-9][a-z0-9-]{0,39}");
    assertThat(crawler.operator()).isNotEqualTo("null").hasSizeBetween(1, 80);
    assertThat(crawler.agents()).isNotEmpty().hasSizeLessThanOrEqualTo(64);
    assertThat(crawler.perSecond()).isBetween(1, 10_000);
    CrawlerCatalogue catalogue = new CrawlerCatalogue(List.of(crawler));
    for (String agent : crawler.agents()) {
      assertThat(agent).isLowerCase();
      assertThat(catalogue.named("mozilla/5.0 (compatible; " + agent + ")")).isSameAs(crawler);
    }
    if (!crawler.signatureAgent().isEmpty()) {
      assertThat(catalogue.signedBy(crawler.signatureAgent())).isSameAs(crawler);
    }
  }
}
