package io.mastiff.stream;

import io.mastiff.event.Action;
import io.mastiff.event.ClientKind;
import io.mastiff.event.PageType;
import io.mastiff.event.RequestEvent;
import io.mastiff.event.Sight;
import io.mastiff.event.UnreadableRecordException;
import io.mastiff.feature.SessionAccumulator;
import io.mastiff.feature.state.ClientState;

/**
 * Measures and judges invented sessions before the first real one, so that the first verdicts do
 * not wait for Java's compiler. Keeps nothing and counts nothing.
 */
final class WarmUp {
  private static final long FOR_NANOS = 1_500_000_000L;
  private static final int PAGES = 40;

  private WarmUp() {}

  /** Works for a second and a half. */
  static void run(StreamSettings settings, ModelHolder models) {
    SessionJudge judge = new SessionJudge(models, new Explanations(System::nanoTime));
    long until = System.nanoTime() + FOR_NANOS;
    for (long session = 0; System.nanoTime() < until; session++) {
      play(settings, judge, session);
    }
  }

  private static void play(StreamSettings settings, SessionJudge judge, long session) {
    ClientState.Builder state =
        ClientState.newBuilder().setFormat(1).setNetwork("203.0.113.0/24").setClientShape(session);
    for (int page = 0; page < PAGES; page++) {
      byte[] bytes = settings.topics().requests().value().encode(event(session, page));
      try {
        RequestEvent event = settings.topics().requests().value().decode(bytes);
        SessionAccumulator features = SessionAccumulator.restore(state.getSession());
        features.add(event);
        state =
            ClientState.parseFrom(state.setSession(features.save()).build().toByteArray())
                .toBuilder();
        judge.judge(event, state, features, event.getDecidedAtMs());
      } catch (com.google.protobuf.InvalidProtocolBufferException | UnreadableRecordException e) {
        throw new IllegalStateException("what was just written cannot be read", e);
      }
    }
  }

  private static RequestEvent event(long session, int page) {
    long pause = 40 + session % 9_000;
    return RequestEvent.newBuilder()
        .setFormat(1)
        .setClient("s:warm-up")
        .setClientKind(session % 2 == 0 ? ClientKind.SESSION : ClientKind.AGGREGATE)
        .setNetwork("203.0.113.0/24")
        .setMethod("GET")
        .setDecidedAtMs(1_700_000_000_000L + page * pause)
        .setPageType(page % 5 == 4 ? PageType.ASSET : PageType.PRODUCT)
        .setStatus(200)
        .setAction(Action.ALLOW)
        .setSight(Sight.everything())
        .build();
  }
}
