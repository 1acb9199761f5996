package io.mastiff.edge.route;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.mastiff.edge.RequestText;
import io.mastiff.event.AssetKind;
import io.mastiff.event.EntryKey;
import io.mastiff.event.PageType;
import java.util.ArrayList;
import java.util.List;

/** Targets under a table whose templates are given, all in one text, one a line; target last. */
class RouteTableFuzzTest {
  private static final int LONGEST_PATH = 512;
  private static final int LONGEST_PRODUCT = 64;
  private static final int MOST_ROWS = 8;
  private static final String TEMPLATE = "/[^?#\\s]{0,200}";

  @FuzzTest
  void match(byte[] input) {
    String[] lines = RequestText.decoded(input).split("\n", -1);
    List<Route> rows = new ArrayList<>();
    for (int i = 0; i < lines.length - 1 && i < MOST_ROWS; i++) {
      if (lines[i].matches(TEMPLATE) && !EntryKey.PART.matcher(lines[i]).find()) {
        PageType type = PageType.forNumber(1 + i % (PageType.values().length - 2));
        rows.add(Route.of(lines[i], type == null ? PageType.OTHER : type));
      }
    }
    RouteTable table = new RouteTable(rows);
    String target = lines[lines.length - 1];
    RouteMatch match = table.match(target);
    holds(match);
    assertThat(table.match(target).route()).isEqualTo(match.route());
    int query = target.indexOf('?');
    String raw = query < 0 ? target : target.substring(0, query);
    if (raw.length() > LONGEST_PATH || CanonicalPath.of(raw).odd()) {
      assertThat(match.route().routeClass())
          .isIn(RouteClass.PAGE, RouteClass.SEARCH, RouteClass.API);
      assertThat(match.assetKind()).isEqualTo(AssetKind.ASSET_NONE);
    }
    if (!rows.isEmpty()) {
      matchesItself(table, rows.get(0));
    }
  }

  private static void holds(RouteMatch match) {
    assertThat(match.path()).startsWith("/").hasSizeLessThanOrEqualTo(LONGEST_PATH);
    assertThat(RequestText.isWhole(match.path())).isTrue();
    assertThat(RequestText.isWhole(match.product())).isTrue();
    assertThat(match.startsWith(match.path())).isTrue();
    assertThat(match.product()).hasSizeLessThanOrEqualTo(LONGEST_PRODUCT);
    assertThat(match.path()).contains(match.product());
    assertThat(match.page()).isBetween(0, 100_000);
    assertThat(match.facets()).hasSizeLessThanOrEqualTo(16);
    EntryKey.OfCohort cohort =
        new EntryKey.OfCohort(null, 1L, null, match.route().template(), true);
    assertThat(EntryKey.parse(cohort.text())).hasValue(cohort);
  }

  /** A template without variables is a path that it matches. */
  private static void matchesItself(RouteTable table, Route row) {
    String template = row.template();
    if (!template.contains("*")
        && !template.contains("{")
        && CanonicalPath.isCanonical(template, template.length())
        && row.pageType() != PageType.PRODUCT) {
      assertThat(table.match(template).route()).isEqualTo(row);
    }
  }
}
