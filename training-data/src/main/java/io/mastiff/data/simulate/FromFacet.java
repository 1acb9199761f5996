package io.mastiff.data.simulate;

import io.mastiff.event.PageType;
import java.util.Optional;
import java.util.random.RandomGenerator;

/** Lands on a facet page, from a search engine, and goes on as another would. */
public final class FromFacet implements Behaviour {
  private static final int LIST_PAGES = 3;
  private static final int FACETS = 12;

  private final Behaviour then;
  private final Step landing;
  private boolean landed;

  public FromFacet(Behaviour then, Catalogue shop, RandomGenerator random) {
    this.then = then;
    this.landing = page(shop, random);
  }

  /** Any page of a list that a facet narrows. */
  public static Step page(Catalogue shop, RandomGenerator random) {
    int category = random.nextInt(shop.categories());
    int page = 1 + random.nextInt(LIST_PAGES);
    return new Step(0, PageType.LISTING, -1, category, page, random.nextInt(FACETS));
  }

  @Override
  public Optional<Step> next() {
    Optional<Step> step = then.next();
    if (landed || step.isEmpty()) {
      return step;
    }
    landed = true;
    return Optional.of(landing);
  }
}
