package io.mastiff.feature;

import io.mastiff.event.CookieState;
import io.mastiff.event.PageType;
import io.mastiff.event.RefererKind;
import io.mastiff.event.RequestEvent;
import io.mastiff.feature.state.PageMixState;

/** Of what types a session's pages are, in what runs, and whether it begins deep in the shop. */
final class PageMix {
  private static final int FEWEST_PAGES = 3;

  private final int[] counts = new int[16];
  private int pages;
  private int lastType;
  private int run;
  private int longestRun;
  private boolean landingKnown;
  private boolean coldDeep;
  private double surprises;
  private int surprised;

  void add(RequestEvent event, Baseline baseline) {
    PageType type = event.getPageType();
    if (baseline.knowsTransitions()) {
      surprises += baseline.surprise(lastType, type.getNumber() & 15);
      surprised++;
    }
    if (pages == 0) {
      landing(event);
    }
    pages++;
    int number = type.getNumber() & 15;
    counts[number]++;
    run = number == lastType ? run + 1 : 1;
    lastType = number;
    longestRun = Math.max(longestRun, run);
  }

  /**
   * Nobody comes to a deep page from nowhere without ever having been here, but with a bookmark.
   */
  private void landing(RequestEvent event) {
    PageType type = event.getPageType();
    landingKnown = event.getReferer() != RefererKind.REFERER_UNKNOWN;
    boolean deep = type == PageType.PRODUCT || type == PageType.API || event.getPageNumber() >= 2;
    coldDeep =
        deep
            && event.getReferer() == RefererKind.REFERER_NONE
            && event.getCookieState() != CookieState.COOKIE_RETURNED;
  }

  void measure(FeatureVector x) {
    x.set(SessionFeature.COLD_DEEP, landingKnown, () -> coldDeep ? 1 : 0);
    x.set(SessionFeature.NAVIGATION_SURPRISE, surprised > 0, () -> surprises / surprised);
    share(x, SessionFeature.HOME_SHARE, PageType.HOME);
    share(x, SessionFeature.SEARCH_SHARE, PageType.SEARCH);
    share(x, SessionFeature.LISTING_SHARE, PageType.LISTING);
    share(x, SessionFeature.API_SHARE, PageType.API);
    x.set(SessionFeature.SAME_TYPE_RUN, pages >= FEWEST_PAGES, () -> (double) longestRun / pages);
  }

  private void share(FeatureVector x, SessionFeature feature, PageType type) {
    x.set(feature, pages > 0, () -> (double) counts[type.getNumber()] / pages);
  }

  PageMixState save() {
    PageMixState.Builder state =
        PageMixState.newBuilder()
            .setPages(pages)
            .setLastType(lastType)
            .setRun(run)
            .setLongestRun(longestRun)
            .setLandingKnown(landingKnown)
            .setColdDeep(coldDeep)
            .setSurprises(surprises)
            .setSurprised(surprised);
    for (int count : counts) {
      state.addCounts(count);
    }
    return state.build();
  }

  static PageMix restore(PageMixState state) {
    PageMix mix = new PageMix();
    mix.pages = state.getPages();
    mix.lastType = state.getLastType();
    mix.run = state.getRun();
    mix.longestRun = state.getLongestRun();
    mix.landingKnown = state.getLandingKnown();
    mix.coldDeep = state.getColdDeep();
    mix.surprises = state.getSurprises();
    mix.surprised = state.getSurprised();
    for (int i = 0; i < Math.min(mix.counts.length, state.getCountsCount()); i++) {
      mix.counts[i] = state.getCounts(i);
    }
    return mix;
  }
}
