package io.mastiff.edge.shape;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.mastiff.edge.RequestText;
import io.mastiff.edge.crawler.Crawler;
import io.mastiff.edge.crawler.CrawlerReader;
import io.mastiff.edge.shape.Claim.Family;

/** User agents: bounded, the same whether remembered or not. */
class ClaimFuzzTest {
  private static final int LONGEST = 512;
  private static final ClaimReader READER = new ClaimReader(CrawlerReader.shipped());

  @FuzzTest
  void read(byte[] input) {
    String agent = RequestText.decoded(input);
    Claim claim = READER.read(agent);
    assertThat(READER.read(agent)).isEqualTo(claim);
    assertThat(new ClaimReader(CrawlerReader.shipped()).read(agent)).isEqualTo(claim);
    assertThat(lowBytes(agent)).startsWith(claim.agent());
    assertThat(claim.agent()).hasSize(Math.min(agent.length(), LONGEST));
    assertThat(claim.lowerAgent()).hasSizeLessThanOrEqualTo(3 * LONGEST);
    assertThat(claim.major()).isBetween(0, 99_999);
    assertThat(claim.unreduced() && !claim.family().isChromium()).isFalse();
    Crawler crawler = claim.crawler();
    assertThat(claim.family() == Family.CRAWLER).isEqualTo(crawler != null);
    if (crawler != null) {
      assertThat(crawler.agents()).anyMatch(claim.lowerAgent()::contains);
    }
  }

  private static String lowBytes(String text) {
    StringBuilder low = new StringBuilder();
    text.chars().forEach(c -> low.append((char) (c & 0xff)));
    return low.toString();
  }
}
