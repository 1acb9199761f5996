package io.mastiff.edge;

import io.mastiff.edge.crawler.Crawler;
import io.mastiff.edge.crawler.CrawlerState;
import io.mastiff.edge.crawler.Partner;
import io.mastiff.edge.limit.Limiter;
import io.mastiff.edge.limit.Limits.Rate;
import io.mastiff.edge.policy.CrawlerPolicy;
import io.mastiff.event.Action;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Programs that say who they are: partners with their quota, declared crawlers with a budget. */
final class Automation {
  private static final int PARTNER_RETRY_SECONDS = 1;
  private static final int CRAWLER_RETRY_SECONDS = 120;
  private static final int EVERYBODY = 100;

  private final CrawlerPolicy policy;
  private final Limiter limiter;
  private final Enforcement enforcement;

  Automation(CrawlerPolicy policy, Limiter limiter, Enforcement enforcement) {
    this.policy = policy;
    this.limiter = limiter;
    this.enforcement = enforcement;
  }

  Decision ofPartner(Sighting s, Partner partner) {
    String rule = "partner." + partner.name();
    if (!partner.mayRead(s.route().route().template())) {
      List<String> why = List.of("not among the partner's routes");
      return enforcement.denied(s, Action.BLOCK, rule, why, 0, EVERYBODY);
    }
    if (limiter.within(rule, partner.rate(), s)) {
      return Enforcement.allowed(s, rule);
    }
    List<String> why = List.of("more than its quota");
    return enforcement.denied(s, Action.THROTTLE, rule, why, PARTNER_RETRY_SECONDS, EVERYBODY);
  }

  /** Null where a crawler's state leaves the question to the other rules. */
  @Nullable Decision ofCrawler(Sighting s, @Nullable Trace trace) {
    Crawler crawler = s.claim().crawler();
    if (crawler == null) {
      return null;
    }
    Trace.tell(trace, "crawler", s.crawler());
    return s.crawler() == CrawlerState.FAKE ? ofFake(s, crawler) : ofDeclared(s, crawler);
  }

  private @Nullable Decision ofFake(Sighting s, Crawler crawler) {
    List<String> why = List.of("it calls itself " + crawler.name() + " and is not");
    return policy.fake() == Action.ALLOW
        ? null
        : enforcement.denied(
            s, policy.fake(), "crawler.fake", why, CRAWLER_RETRY_SECONDS, EVERYBODY);
  }

  private @Nullable Decision ofDeclared(Sighting s, Crawler crawler) {
    int perSecond = policy.budgets().getOrDefault(crawler.name(), crawler.perSecond());
    Rate budget = new Rate(perSecond, perSecond * 10);
    if (limiter.within(s.crawler() + "." + crawler.name(), budget, s)) {
      return null;
    }
    List<String> why = List.of("more than the budget of " + crawler.name());
    return enforcement.denied(
        s, Action.THROTTLE, "crawler.budget", why, CRAWLER_RETRY_SECONDS, EVERYBODY);
  }
}
