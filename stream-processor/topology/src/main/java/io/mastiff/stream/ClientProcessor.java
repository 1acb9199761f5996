package io.mastiff.stream;

import io.mastiff.event.Action;
import io.mastiff.event.BlocklistEntry;
import io.mastiff.event.ClientKind;
import io.mastiff.event.PageType;
import io.mastiff.event.RequestEvent;
import io.mastiff.event.Verdict;
import io.mastiff.feature.FeatureSchema;
import io.mastiff.feature.PageTypes;
import io.mastiff.feature.SessionAccumulator;
import io.mastiff.feature.state.ClientState;
import io.mastiff.feature.state.CohortBatch;
import java.time.Duration;
import java.util.List;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;

/**
 * First stage, by home: keeps each client's session, scores it at its prefixes, and counts for the
 * cohorts.
 *
 * <p>A session ends after a gap, 30 minutes by default, and its state is gone within five minutes
 * more.
 */
final class ClientProcessor implements Processor<Object, Object, Object, Object> {
  private static final Duration MATURE_EVERY = Duration.ofMillis(200);
  private static final Duration COUNT_EVERY = Duration.ofSeconds(1);
  private static final Duration CLOSE_EVERY = Duration.ofSeconds(10);
  private static final int FORMAT = 1;

  private final StreamSettings settings;
  private final long gapMs;
  private final StreamCounters counters;
  private final ModelHolder models;
  private final SessionJudge judge;
  private ProcessorContext<Object, Object> context;
  private ClientBook clients;
  private DoorSequences doors;
  private CookieWatch cookies;
  private BrokerClock clock;
  private CohortCounter cohorts;
  private ShadowBook shadow;

  @SuppressWarnings("NullAway.Init")
  ClientProcessor(
      StreamSettings settings,
      ModelHolder models,
      StreamCounters counters,
      Explanations explanations) {
    this.settings = settings;
    this.gapMs = settings.sessionGap().toMillis();
    this.counters = counters;
    this.models = models;
    this.judge = new SessionJudge(models, explanations);
  }

  @Override
  public void init(ProcessorContext<Object, Object> processorContext) {
    context = processorContext;
    int partition = context.taskId().partition();
    AtCommit atCommit = AtCommit.of(context);
    WriteBehind<ClientState> sessions = context.getStateStore(Stores.CLIENTS);
    clients = new ClientBook(sessions.writtenBy(() -> atCommit.run(this::write)), gapMs);
    doors = new DoorSequences(context.getStateStore(Stores.DOORS));
    clock = new BrokerClock(context.getStateStore(Stores.DOORS));
    cohorts = new CohortCounter(partition, settings.topics().requests().partitions());
    cookies = new CookieWatch(context.getStateStore(Stores.PENDING), cohorts);
    shadow = new ShadowBook(context.getStateStore(Stores.SHADOW), models, partition);
    context.schedule(
        MATURE_EVERY, PunctuationType.WALL_CLOCK_TIME, now -> cookies.mature(clock.nowMs()));
    context.schedule(COUNT_EVERY, PunctuationType.WALL_CLOCK_TIME, now -> forwardShadow());
    context.schedule(
        CLOSE_EVERY, PunctuationType.WALL_CLOCK_TIME, now -> clients.closeSome(clock.nowMs()));
  }

  /** What was held back since the last commit, in the same transaction as what it came of. */
  private void write() {
    clients.write();
    doors.write();
    clock.write();
    cookies.write();
    cohorts.handOn(this::forwardCohorts);
  }

  private void forwardCohorts(int target, CohortBatch batch) {
    if (settings.cohorts()) {
      CohortBatch dated = batch.toBuilder().setAtMs(clock.nowMs()).build();
      context.forward(new Record<>(target, dated, clock.nowMs()), "partials-out");
    }
  }

  /**
   * A client's state while one event is taken in: read once, written once.
   *
   * @param known whether it was kept before
   */
  private record Opened(String key, ClientState.Builder state, boolean known) {}

  @Override
  public void process(Record<Object, Object> record) {
    RequestEvent event = (RequestEvent) record.value();
    if (doors.isDuplicate(event)) {
      counters.duplicates.increment();
      return;
    }
    counters.events.increment();
    long appendedMs = record.timestamp();
    if (clock.at(appendedMs)) {
      cookies.forget();
      cohorts.forgetAfter(appendedMs);
    }
    List<CohortName> names =
        CohortCounter.counts(event) ? CohortName.of(event) : List.<CohortName>of();
    cookies.note(event, names, appendedMs);
    Opened client = open(event.getClient(), event);
    ClientState.Builder state = client.state();
    boolean firstReturn = event.getClientKind() == ClientKind.SESSION && !state.getReturned();
    state.setReturned(event.getClientKind() == ClientKind.SESSION);
    boolean bought = isPurchase(event);
    if (event.getClientKind() == ClientKind.SESSION && (firstReturn || bought)) {
      noteBehindAggregate(event, firstReturn, bought);
    }
    state.setPurchaser(state.getPurchaser() || bought);
    state.setCookiesIssued(state.getCookiesIssued() + (event.getCookieIssued().isEmpty() ? 0 : 1));
    noteForCohorts(event, names, state, bought, appendedMs);
    if (bought && isFollowed(client)) {
      shadow.bought(event, state);
    }
    follow(event, client, appendedMs);
    startPromisedSession(event, names);
  }

  private void noteForCohorts(
      RequestEvent event,
      List<CohortName> names,
      ClientState.Builder state,
      boolean bought,
      long appendedMs) {
    if (!names.isEmpty()) {
      boolean returning = isReturning(event, state.getPurchaser());
      cohorts.page(event, names, returning, models.champion().baseline(), appendedMs);
    }
    if (bought) {
      cohorts.order(event, state.getEnteredByList(), appendedMs);
      state.clearEnteredBy();
    }
    if (!event.getCookieIssued().isEmpty()) {
      state.setLastIssued(event.getCookieIssued());
    }
    boolean asset = event.getPageType() == PageType.ASSET;
    if (asset
        && event.getClientKind() == ClientKind.AGGREGATE
        && !state.getLastIssued().isEmpty()) {
      cookies.fetchedWithout(state.getLastIssued(), appendedMs);
    }
  }

  private void follow(RequestEvent event, Opened client, long appendedMs) {
    ClientState.Builder state = client.state().setLastSeenMs(event.getDecidedAtMs());
    SessionAccumulator session =
        SessionAccumulator.restore(state.getSession(), models.champion().baseline());
    if (PageTypes.isServed(event)) {
      boolean page = session.add(event);
      state.setSession(session.save());
      if (page && settings.classifier() && isDue(state, session, event)) {
        score(event, client, session, appendedMs);
      }
    } else {
      session.skip(event);
      state.setSession(session.save()).setDenied(state.getDenied() + 1);
    }
    store(client);
  }

  private static boolean isDue(
      ClientState.Builder state, SessionAccumulator session, RequestEvent event) {
    boolean listedBefore = !state.getListedKey().isEmpty();
    boolean expired = state.getListedUntilMs() <= event.getDecidedAtMs();
    boolean slowed = state.getListedAction() == Action.THROTTLE_VALUE;
    return FeatureSchema.isPrefix(session.pages()) || (listedBefore && (expired || slowed));
  }

  private void score(
      RequestEvent event, Opened client, SessionAccumulator session, long appendedMs) {
    ClientState.Builder state = client.state();
    SessionJudge.Judgement judgement = judge.judge(event, state, session, appendedMs);
    state.setScoredPrefix(session.pages());
    counters.verdicts.increment();
    judgement
        .opinion()
        .filter(opinion -> isFollowed(client))
        .ifPresent(opinion -> shadow.judged(event, state, opinion));
    emit(judgement.verdict().getSubject(), judgement.verdict(), appendedMs, "verdicts");
    judgement
        .entry()
        .ifPresent(
            entry -> {
              state.setListedKey(entry.getKey()).setListedUntilMs(entry.getExpiresAtMs());
              state.setListedAction(entry.getActionValue());
              counters.entry(entry.getKey());
              emit(entry.getKey(), entry, appendedMs, "blocklist");
            });
  }

  private boolean isReturning(RequestEvent event, boolean purchaser) {
    long age = event.getDecidedAtMs() - event.getCookieFirstSeenMs();
    return event.getClientKind() == ClientKind.SESSION
        && (purchaser || age >= settings.returningAfter().toMillis());
  }

  /** A purchase was confirmed, as far as the door saw the answer. */
  private static boolean isPurchase(RequestEvent event) {
    boolean answered = !event.hasStatus() || (event.getStatus() >= 200 && event.getStatus() < 300);
    return event.getPageType() == PageType.ORDER_CONFIRMED
        && event.getClientKind() == ClientKind.SESSION
        && answered
        && PageTypes.isServed(event);
  }

  /** A returned cookie or a purchase speaks for the aggregate that its holder would belong to. */
  private void noteBehindAggregate(RequestEvent event, boolean first, boolean bought) {
    Opened aggregate = open(AggregateKey.of(event), event);
    ClientState.Builder behind = aggregate.state();
    behind.setCookiesReturned(behind.getCookiesReturned() + (first ? 1 : 0));
    behind.setPurchaser(behind.getPurchaser() || bought);
    behind.setLastSeenMs(event.getDecidedAtMs());
    store(aggregate);
  }

  /** The newcomer's first page begins the session that its cookie will carry on, if it returns. */
  private void startPromisedSession(RequestEvent event, List<CohortName> names) {
    if (event.getCookieIssued().isEmpty() || !PageTypes.isServed(event)) {
      return;
    }
    SessionAccumulator session = new SessionAccumulator(models.champion().baseline());
    session.add(event);
    Opened promised = open("s:" + event.getCookieIssued(), event);
    promised
        .state()
        .addAllEnteredBy(names.stream().map(CohortName::text).toList())
        .setSession(session.save())
        .setLastSeenMs(event.getDecidedAtMs());
    store(promised);
  }

  private Opened open(String key, RequestEvent event) {
    ClientState known = clients.get(key);
    boolean goesOn =
        known != null && Math.abs(event.getDecidedAtMs() - known.getLastSeenMs()) <= gapMs;
    ClientState.Builder state =
        known != null && goesOn
            ? known.toBuilder()
            : ClientState.newBuilder()
                .setFormat(FORMAT)
                .setNetwork(event.getNetwork())
                .setClientShape(event.getClientShape());
    return new Opened(key, state, known != null);
  }

  private boolean isFollowed(Opened client) {
    return client.known() || clients.hasRoom();
  }

  private void store(Opened client) {
    if (!isFollowed(client)) {
      counters.refused.increment();
      return;
    }
    clients.put(client.key(), client.state().build(), client.known());
  }

  private void forwardShadow() {
    shadow.forward(
        (key, counts) ->
            context.forward(new Record<>(key, counts, context.currentSystemTimeMs()), "shadow"));
  }

  private void emit(String key, Verdict verdict, long atMs, String sink) {
    context.forward(new Record<>(key, verdict, atMs), sink);
  }

  private void emit(String key, BlocklistEntry entry, long atMs, String sink) {
    context.forward(new Record<>(key, entry, atMs), sink);
  }
}
