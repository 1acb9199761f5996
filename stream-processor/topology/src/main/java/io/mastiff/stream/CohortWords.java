package io.mastiff.stream;

import io.mastiff.event.Reason;
import io.mastiff.feature.CohortAccumulator;
import io.mastiff.feature.CohortEvidence.Nats;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/** What a cohort was convicted by, in words that a support desk understands. */
final class CohortWords {
  private final CohortJudge.Conviction of;
  private final SiteView site;
  private final List<Reason> reasons = new ArrayList<>();

  private CohortWords(CohortJudge.Conviction of, SiteView site) {
    this.of = of;
    this.site = site;
  }

  /** The reasons: how many, each test that spoke against it, who was spared, some requests. */
  static List<Reason> of(CohortJudge.Conviction conviction, SiteView site) {
    CohortWords words = new CohortWords(conviction, site);
    words.size();
    words.tests();
    words.people();
    words.samples();
    return List.copyOf(words.reasons);
  }

  private void size() {
    CohortAccumulator window = of.window();
    add(
        "cohort_pages",
        window.withoutCookie(),
        of.nats().total(),
        "%,d pages without a cookie from about %,.0f networks within %s; evidence %.1f of the %.1f"
            + " needed",
        window.withoutCookie(),
        window.networks(),
        of.span().words(),
        of.nats().total(),
        of.bound());
  }

  private void tests() {
    int from = reasons.size();
    CohortAccumulator window = of.window();
    Nats nats = of.nats();
    if (nats.follow() > 0) {
      follow(nats.follow());
    }
    if (nats.surge() > 0) {
      double times = window.withoutCookie() / of.site().pagesExpected();
      add(
          "cohort_surge",
          times,
          nats.surge(),
          "%,.1f times as many as the site's traffic at this hour of the week lets expect",
          times);
    }
    if (nats.conversion() > 0) {
      add(
          "cohort_conversion",
          window.orders(),
          nats.conversion(),
          "%,d orders by about %,.0f newcomers; of the site's %.1f%% order",
          window.orders(),
          window.networks(),
          of.site().converts() * 100);
    }
    catalogue(nats);
    reasons
        .subList(from, reasons.size())
        .sort(Comparator.comparingDouble(Reason::getWeight).reversed());
  }

  private void follow(double nats) {
    CohortAccumulator window = of.window();
    String did = window.assetsVisible() ? "loaded what their page names" : "came back within 20 s";
    double share = window.assetsVisible() ? site.followShare() : of.site().follows();
    double told = share > 0 ? share : of.site().follows();
    String others =
        window.assetsVisible()
            ? share > 0 ? "of the site's newcomers %.0f%% do" : "of people at least %.0f%% do"
            : "of the others there %.0f%% do";
    add(
        window.assetsVisible() ? "cohort_follow" : "cohort_comeback",
        window.followShare(),
        nats,
        "%,d of %,d newcomers %s; %s",
        window.followed(),
        window.newcomers(),
        did,
        String.format(Locale.ROOT, others, told * 100));
  }

  private void catalogue(Nats nats) {
    CohortAccumulator window = of.window();
    double different = window.products().count();
    if (nats.popularity() > 0) {
      add(
          "cohort_popularity",
          window.popularity() / Math.max(1, window.rated()),
          nats.popularity(),
          "the %,d products it asked for are less popular than what buyers look at",
          window.views());
    }
    if (nats.coverage() > 0) {
      add(
          "cohort_coverage",
          different,
          nats.coverage(),
          "%,d views of about %,.0f different products; buyers' would repeat themselves more",
          window.views(),
          different);
    }
    if (nats.repetition() > 0) {
      add(
          "cohort_repetition",
          different,
          nats.repetition(),
          "asked for the same %,.0f products as in the hour before",
          different);
    }
  }

  private void people() {
    CohortAccumulator window = of.window();
    add(
        "cohort_returning",
        window.returningShare(),
        0,
        "%,.0f returning visitors or buyers among them, %,d orders by newcomers like them",
        window.returningVisitors(),
        window.orders());
  }

  private void samples() {
    for (String sample : of.window().samples()) {
      add("cohort_sample", 0, 0, "for example %s", sample);
    }
  }

  private void add(String name, double value, double weight, String text, Object... figures) {
    reasons.add(
        Reason.newBuilder()
            .setName(name)
            .setValue(value)
            .setWeight(weight)
            .setText(String.format(Locale.ROOT, text, figures))
            .build());
  }
}
