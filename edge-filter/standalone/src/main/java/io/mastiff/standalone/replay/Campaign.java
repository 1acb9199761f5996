package io.mastiff.standalone.replay;

import io.mastiff.classifier.Classifier;
import io.mastiff.data.simulate.Catalogue;
import io.mastiff.data.simulate.Shopper;
import io.mastiff.data.simulate.Step;
import io.mastiff.edge.Decision;
import io.mastiff.edge.policy.ChallengePolicy;
import io.mastiff.edge.policy.Policy;
import io.mastiff.event.Action;
import io.mastiff.event.Mode;
import io.mastiff.event.RequestEvent;
import io.mastiff.event.Verdict;
import io.mastiff.feature.Baseline;
import io.mastiff.feature.BaselineLearner;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/**
 * Plays a scenario against a door that enforces and always challenges, whose model knows what
 * buyers of the shop look at, and notes who was convicted when and what everybody got.
 */
public final class Campaign implements Replay.Watcher {
  private static final int LEARNED_SESSIONS = 30_000;
  private static final double MINUTE_MS = 60_000;
  private static final int CACHED_PAGES = 1_500;
  private static final double CACHED_MS = 600_000;

  private final double beginsMs;

  /** The verdict that counts as conviction; null for any. */
  private final @Nullable String needsName;

  private final List<Verdict> verdicts = new ArrayList<>();
  private final CampaignFigures figures = new CampaignFigures();

  private Campaign(double beginsMs, @Nullable String needsName) {
    this.beginsMs = beginsMs;
    this.needsName = needsName;
  }

  /**
   * Plays it.
   *
   * @param sessions of shoppers
   * @param folder for the stream's state; empty
   */
  public static CampaignResult run(
      Scenario scenario,
      int sessions,
      Policy policy,
      Classifier model,
      Path folder,
      long seed,
      Replay.Progress progress) {
    ChallengePolicy asked = policy.challenge();
    Policy enforced =
        policy.withMode(Mode.ENFORCE, 100).toBuilder()
            .challenge(
                new ChallengePolicy(ChallengePolicy.When.ALWAYS, asked.delay(), asked.pass()))
            .build();
    CampaignGuests guests = new CampaignGuests(scenario, sessions, seed);
    Campaign campaign =
        new Campaign(guests.beginsMs(), scenario == Scenario.FLOOD_MIXED ? "campaign" : null);
    Replay replay = new Replay(enforced, model.withBaseline(learned(seed)), folder, seed);
    replay.watchedBy(campaign);
    FrontCache cache = new FrontCache(CACHED_PAGES, CACHED_MS, guests.beginsMs());
    if (scenario == Scenario.CDN) {
      replay.behind(cache);
    }
    try (ReplayStream stream = replay.stream()) {
      guests.schedule(replay::comes);
      replay.playAll(guests.lengthMs(), progress);
      return new CampaignResult(
          scenario,
          sessions,
          stream.events(),
          cache.hitShare(),
          campaign.figures,
          campaign.verdicts,
          replay.shares());
    }
  }

  /** What buyers of the weeks before looked at. */
  private static Baseline learned(long seed) {
    SplittableRandom random = new SplittableRandom(seed + 77);
    Catalogue shop = new Catalogue(CampaignGuests.PRODUCTS, 60, 0.9);
    BaselineLearner learner = new BaselineLearner();
    for (int i = 0; i < LEARNED_SESSIONS; i++) {
      Shopper buyer = Shopper.of(random.split(), shop, Shopper.Habit.BUY);
      List<RequestEvent> session = new ArrayList<>();
      for (Optional<Step> step = buyer.next(); step.isPresent(); step = buyer.next()) {
        session.add(page(step.get()));
      }
      learner.add(session);
    }
    return Baseline.of(learner.state());
  }

  private static RequestEvent page(Step step) {
    RequestEvent.Builder page = RequestEvent.newBuilder().setPageType(step.type());
    return step.product() < 0 ? page.build() : page.setProduct("" + step.product()).build();
  }

  @Override
  public void answered(Guest guest, double atMs, Decision decision) {
    if (!guest.family().equals(Guest.CAMPAIGN)) {
      figures.shopper(decision);
      return;
    }
    boolean soon = figures.listedAtMs < 0 || atMs <= figures.listedAtMs + MINUTE_MS;
    figures.campaign(decision, figures.listedAtMs >= 0 && soon);
    if (figures.firstMs < 0) {
      figures.firstMs = atMs;
    }
  }

  @Override
  public void concluded(Verdict verdict, double atMs) {
    verdicts.add(verdict);
    if (atMs < beginsMs) {
      return;
    }
    boolean lists = !verdict.getEntryKey().isEmpty();
    if (figures.convictedAtMs < 0
        && (needsName == null || needsName.equals(verdict.getVerdict()))) {
      figures.convictedAtMs = atMs;
      figures.viewsToConviction = figures.campaignRequests;
    }
    if (figures.listedAtMs < 0 && lists) {
      figures.listedAtMs = atMs;
    }
  }

  /** Counts over a campaign. */
  static final class CampaignFigures {
    double firstMs = -1;
    double convictedAtMs = -1;
    double listedAtMs = -1;
    long viewsToConviction;
    long campaignRequests;
    long campaignServed;
    long afterRequests;
    long afterServed;
    long shopperRequests;
    long shopperDenied;
    long shopperChallenged;

    void campaign(Decision decision, boolean after) {
      boolean served = !decision.isAnswered();
      campaignRequests++;
      campaignServed += served ? 1 : 0;
      afterRequests += after ? 1 : 0;
      afterServed += after && served ? 1 : 0;
    }

    void shopper(Decision decision) {
      shopperRequests++;
      if (decision.denies()) {
        boolean challenge = decision.action() == Action.CHALLENGE;
        shopperChallenged += challenge ? 1 : 0;
        shopperDenied += challenge ? 0 : 1;
      }
    }
  }
}
