package io.mastiff.stream;

import io.mastiff.classifier.Classifier;
import io.mastiff.event.Action;
import io.mastiff.event.BlocklistEntry;
import io.mastiff.event.ClientKind;
import io.mastiff.event.EntryKey;
import io.mastiff.event.Formats;
import io.mastiff.event.Listing;
import io.mastiff.event.RequestEvent;
import io.mastiff.event.Source;
import io.mastiff.event.Verdict;
import io.mastiff.feature.FeatureSchema;
import io.mastiff.feature.SessionAccumulator;
import io.mastiff.feature.state.ClientState;
import java.util.Optional;

/**
 * Scores a session and says which entry follows, if any. Reasons are worked out when an entry is
 * written, or could be and the verdict is another than the last one of this client.
 *
 * <p>Whoever is judged to be blocked for the first time is slowed, and is blocked when the next
 * judgement says the same, which is that of the next page where an entry was written: a peak of one
 * page denies nobody.
 *
 * <p>The holder of a cookie is listed by the session. An aggregate, which many people may share, is
 * listed only as network × client shape × no cookie: blocked when at least {@value #FEW_RETURNED}
 * cookies were issued to it, fewer than that returned, and nobody bought behind it; otherwise
 * throttled; never while its address is unknown.
 */
final class SessionJudge {
  static final int FEW_RETURNED = 3;

  private final ModelHolder models;
  private final Explanations explanations;

  SessionJudge(ModelHolder models, Explanations explanations) {
    this.models = models;
    this.explanations = explanations;
  }

  /**
   * A verdict, and the entry that it leads to where that says more than the one in force.
   *
   * @param opinion what the challenger says beside it, where there is one
   */
  record Judgement(Verdict verdict, Optional<BlocklistEntry> entry, Optional<Opinion> opinion) {}

  Judgement judge(
      RequestEvent event, ClientState.Builder state, SessionAccumulator session, long appendedMs) {
    Classifier model = models.champion();
    double[] x = session.vector();
    double probability = model.score(x).probability();
    Action action = action(model, probability);
    int before = state.getJudgedAction();
    boolean changed = action.getNumber() != before;
    state.setJudgedAction(action.getNumber());
    Verdict.Builder verdict = verdict(event, session, model, x, probability, action);
    if (action == Action.ALLOW) {
      return new Judgement(verdict.build(), Optional.empty(), opinion(action, x));
    }
    boolean confirmed = before == Action.BLOCK_VALUE;
    Optional<BlocklistEntry.Builder> wanted =
        entry(event, state, session, confirmed ? action : Action.THROTTLE);
    wanted.ifPresent(entry -> verdict.setEntryKey(entry.getKey()));
    Optional<BlocklistEntry.Builder> news = wanted.filter(entry -> isNews(entry, state, event));
    if (news.isPresent() || (changed && wanted.isPresent())) {
      verdict.addAllReasons(explanations.of(model, x));
    }
    return new Judgement(
        verdict.build(), news.map(entry -> entry(entry, verdict, appendedMs)), opinion(action, x));
  }

  private Optional<Opinion> opinion(Action champion, double[] x) {
    Shadow shadow = models.shadow();
    if (shadow == null) {
      return Optional.empty();
    }
    Classifier challenger = shadow.challenger();
    Action would = action(challenger, challenger.score(x).probability());
    return Optional.of(new Opinion(champion, would, challenger.hash()));
  }

  private static Verdict.Builder verdict(
      RequestEvent event,
      SessionAccumulator session,
      Classifier model,
      double[] x,
      double probability,
      Action action) {
    Verdict.Builder verdict =
        Verdict.newBuilder()
            .setFormat(Formats.CURRENT)
            .setShop(event.getShop())
            .setSubject(event.getClient())
            .setKind(event.getClientKind().name().toLowerCase(java.util.Locale.ROOT))
            .setAtMs(event.getDecidedAtMs())
            .setPages(session.pages())
            .setScore(probability)
            .setVerdict(action == Action.ALLOW ? "unsuspected" : "scraper")
            .setModel(model.hash())
            .setSchema(FeatureSchema.hash())
            .setDoor(event.getDoor())
            .setSequence(event.getSequence());
    for (double value : x) {
      verdict.addFeatures(value);
    }
    return verdict;
  }

  private static BlocklistEntry entry(
      BlocklistEntry.Builder entry, Verdict.Builder verdict, long appendedMs) {
    return entry
        .addAllReasons(verdict.getReasonsList())
        .setScore(verdict.getScore())
        .setModel(verdict.getModel())
        .setTriggerAtMs(appendedMs)
        .build();
  }

  /** Whether an entry says more than the one in force. */
  private static boolean isNews(
      BlocklistEntry.Builder entry, ClientState.Builder state, RequestEvent event) {
    return state.getListedUntilMs() <= event.getDecidedAtMs()
        || entry.getActionValue() > state.getListedAction();
  }

  private static Action action(Classifier model, double probability) {
    if (probability >= model.blockThreshold()) {
      return Action.BLOCK;
    }
    return probability >= model.throttleThreshold() ? Action.THROTTLE : Action.ALLOW;
  }

  private static Optional<BlocklistEntry.Builder> entry(
      RequestEvent event, ClientState.Builder state, SessionAccumulator session, Action action) {
    boolean blockable =
        event.getClientKind() == ClientKind.SESSION
            || state.getCookiesIssued() >= FEW_RETURNED
                && state.getCookiesReturned() < FEW_RETURNED
                && !state.getPurchaser();
    return Listing.key(event, state.getNetwork(), state.getClientShape(), session.pages())
        .map(key -> entry(event, key, blockable ? action : Action.THROTTLE));
  }

  private static BlocklistEntry.Builder entry(RequestEvent event, EntryKey key, Action action) {
    return BlocklistEntry.newBuilder()
        .setFormat(Formats.CURRENT)
        .setShop(event.getShop())
        .setKey(key.text())
        .setAction(action)
        .setSource(Source.CLASSIFIER)
        .setCreatedAtMs(event.getDecidedAtMs())
        .setExpiresAtMs(event.getDecidedAtMs() + Listing.LASTS.toMillis())
        .setAuthor("stream");
  }
}
