package io.mastiff.edge.policy;

import io.mastiff.edge.blocklist.BlockList;
import io.mastiff.edge.capacity.CapacityPolicy;
import io.mastiff.edge.crawler.Partner;
import io.mastiff.edge.limit.Limits;
import io.mastiff.edge.route.Route;
import io.mastiff.edge.rule.PolicyRule;
import io.mastiff.event.Mode;
import java.time.Duration;
import java.util.List;

/** Builds a {@link Policy} section by section; each starts with its default. */
public final class PolicyBuilder {
  private Mode mode = Mode.OBSERVE;
  private int percent = 100;
  private double holdOut = 0.5;
  private String shop = "default";
  private Trust trust = Trust.NOBODY;
  private Front front = Front.DEFAULT;
  private List<Route> routes = List.of();
  private Limits limits = Limits.DEFAULT;
  private CookiePolicy cookie = CookiePolicy.DEFAULT;
  private CrawlerPolicy crawlers = CrawlerPolicy.DEFAULT;
  private List<Partner> partners = List.of();
  private List<PolicyRule> rules = List.of();
  private Thresholds thresholds = Thresholds.DEFAULT;
  private CapacityPolicy capacity = CapacityPolicy.DEFAULT;
  private ChallengePolicy challenge = ChallengePolicy.DEFAULT;
  private NetworkFiles network = NetworkFiles.NONE;
  private Privacy privacy = Privacy.DEFAULT;
  private LogPolicy log = LogPolicy.DEFAULT;
  private Duration staleAfter = BlockList.STALE_AFTER;
  private String template = "";

  PolicyBuilder() {}

  PolicyBuilder(Policy from) {
    mode = from.mode();
    percent = from.percent();
    holdOut = from.holdOut();
    shop = from.shop();
    trust = from.trust();
    front = from.front();
    routes = from.routes();
    limits = from.limits();
    cookie = from.cookie();
    crawlers = from.crawlers();
    partners = from.partners();
    rules = from.rules();
    thresholds = from.thresholds();
    capacity = from.capacity();
    challenge = from.challenge();
    network = from.network();
    privacy = from.privacy();
    log = from.log();
    staleAfter = from.staleAfter();
    template = from.template();
  }

  public PolicyBuilder mode(Mode value, int share) {
    mode = value;
    percent = share;
    return this;
  }

  public PolicyBuilder holdOut(double value) {
    holdOut = value;
    return this;
  }

  public PolicyBuilder shop(String value) {
    shop = value;
    return this;
  }

  public PolicyBuilder trust(Trust value) {
    trust = value;
    return this;
  }

  public PolicyBuilder front(Front value) {
    front = value;
    return this;
  }

  public PolicyBuilder routes(List<Route> value) {
    routes = value;
    return this;
  }

  public PolicyBuilder limits(Limits value) {
    limits = value;
    return this;
  }

  public PolicyBuilder cookie(CookiePolicy value) {
    cookie = value;
    return this;
  }

  public PolicyBuilder crawlers(CrawlerPolicy value) {
    crawlers = value;
    return this;
  }

  public PolicyBuilder partners(List<Partner> value) {
    partners = value;
    return this;
  }

  public PolicyBuilder rules(List<PolicyRule> value) {
    rules = value;
    return this;
  }

  public PolicyBuilder thresholds(Thresholds value) {
    thresholds = value;
    return this;
  }

  public PolicyBuilder capacity(CapacityPolicy value) {
    capacity = value;
    return this;
  }

  public PolicyBuilder challenge(ChallengePolicy value) {
    challenge = value;
    return this;
  }

  public PolicyBuilder network(NetworkFiles value) {
    network = value;
    return this;
  }

  public PolicyBuilder privacy(Privacy value) {
    privacy = value;
    return this;
  }

  public PolicyBuilder log(LogPolicy value) {
    log = value;
    return this;
  }

  public PolicyBuilder staleAfter(Duration value) {
    staleAfter = value;
    return this;
  }

  public PolicyBuilder template(String value) {
    template = value;
    return this;
  }

  public Policy build() {
    return new Policy(
        mode,
        percent,
        holdOut,
        shop,
        trust,
        front,
        routes,
        limits,
        cookie,
        crawlers,
        partners,
        rules,
        thresholds,
        capacity,
        challenge,
        network,
        privacy,
        log,
        staleAfter,
        template);
  }
}
