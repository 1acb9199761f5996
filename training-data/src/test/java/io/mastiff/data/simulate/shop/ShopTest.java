package io.mastiff.data.simulate.shop;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class ShopTest {
  private static final int CATEGORIES = 20;
  private final Shop shop = new Shop(1_000, CATEGORIES, 1, false, 7);
  private final SplittableRandom random = new SplittableRandom(1);

  @Test
  void withinACategoryFewProductsTakeMostViews() {
    Set<Integer> popular = new HashSet<>();
    for (int rank = 0; popular.size() < 5; rank++) {
      if (shop.categoryOf(shop.ofRank(rank)) == 3) {
        popular.add(shop.ofRank(rank));
      }
    }
    int most = 0;
    for (int i = 0; i < 10_000; i++) {
      int product = shop.popular(random, 1, 3);
      assertThat(shop.categoryOf(product)).isEqualTo(3);
      most += popular.contains(product) ? 1 : 0;
    }

    assertThat(most / 10_000.0).as("ln 6 / ln 51 of fifty").isBetween(0.43, 0.48);
  }

  @Test
  void withoutPreferenceAllOfACategoryAreAlike() {
    Set<Integer> seen = new HashSet<>();
    for (int i = 0; i < 2_000; i++) {
      seen.add(shop.popular(random, 0, 19));
    }

    assertThat(seen).hasSize(1_000 / CATEGORIES);
  }
}
