package io.mastiff.edge.route;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.mastiff.edge.RequestText;
import io.mastiff.event.PageType;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;

/** Queries: bounded, and the same whatever the order of their parameters. */
class QueryFuzzTest {
  private static final int MOST_PARAMETERS = 16;
  private static final int LONGEST_NAME = 32;
  private static final int HIGHEST_PAGE = 100_000;

  @FuzzTest
  void parse(byte[] input) {
    String text = RequestText.decoded(input);
    Query query = Query.parse("/c?" + text, 3);
    assertThat(query.names()).hasSizeLessThanOrEqualTo(MOST_PARAMETERS);
    assertThat(query.names()).allMatch(name -> name.length() <= LONGEST_NAME);
    assertThat(query.names()).allMatch(RequestText::isWhole);
    assertThat(query.names()).noneMatch(name -> name.startsWith("utm_"));
    assertThat(query.names()).noneMatch(name -> name.contains("&") || name.contains("="));
    assertThat(query.page()).isBetween(0, HIGHEST_PAGE);
    assertThat(query.p()).isBetween(0, HIGHEST_PAGE);
    assertThat(query.pageOn(PageType.PRODUCT)).isEqualTo(query.page());
    assertThat(query.pageOn(PageType.LISTING)).isBetween(query.page(), HIGHEST_PAGE);
    List<String> pairs = Arrays.asList(text.split("&", -1));
    if (pairs.size() <= MOST_PARAMETERS) {
      Collections.reverse(pairs);
      assertThat(Query.parse(String.join("&", pairs), 0)).isEqualTo(query);
    }
  }
}
