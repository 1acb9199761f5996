package io.mastiff.bench;

import com.google.protobuf.InvalidProtocolBufferException;
import io.mastiff.event.RequestEvent;
import io.mastiff.feature.Baseline;
import io.mastiff.feature.SessionAccumulator;
import io.mastiff.feature.state.ClientState;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/**
 * What a session's features cost for each event of simulated visits that come side by side; when
 * all have come they come again. A session's new accumulator counts.
 */
@State(Scope.Benchmark)
public class SessionBenchmark {
  /** Visits. */
  @Param({"4000"})
  int size;

  private RequestEvent[] events = {};
  private int[] sessionOf = {};
  private boolean[] begins = {};
  private SessionAccumulator[] sessions = {};
  private byte[][] stored = {};
  private Baseline baseline = Baseline.NONE;
  private int at = -1;

  /** Lets the visits come once. */
  @Setup(Level.Trial)
  public void setUp() {
    SimulatedDay day = new SimulatedDay(size);
    events = day.events().toArray(new RequestEvent[0]);
    baseline = day.baseline();
    sessionOf = new int[events.length];
    begins = new boolean[events.length];
    sessions = new SessionAccumulator[day.count()];
    stored = new byte[day.count()][];
    for (int i = 0; i < events.length; i++) {
      int session = day.session(i);
      sessionOf[i] = session;
      begins[i] = sessions[session] == null;
      sessions[session] = begins[i] ? new SessionAccumulator(baseline) : sessions[session];
      sessions[session].add(events[i]);
    }
    for (int i = 0; i < stored.length; i++) {
      stored[i] = bytes(ClientState.newBuilder().setFormat(1), sessions[i]);
    }
  }

  private int next() {
    at = at + 1 == events.length ? 0 : at + 1;
    return at;
  }

  /** One event into its session, as an audit keeps it. */
  @Benchmark
  public boolean add() {
    int i = next();
    int session = sessionOf[i];
    if (begins[i]) {
      sessions[session] = new SessionAccumulator(baseline);
    }
    return sessions[session].add(events[i]);
  }

  /** The same as the stream does it: from bytes, and to bytes again. */
  @Benchmark
  public byte[] keep() throws InvalidProtocolBufferException {
    int i = next();
    ClientState.Builder state =
        begins[i]
            ? ClientState.newBuilder().setFormat(1)
            : ClientState.parseFrom(stored[sessionOf[i]]).toBuilder();
    SessionAccumulator session = SessionAccumulator.restore(state.getSession(), baseline);
    session.add(events[i]);
    stored[sessionOf[i]] = bytes(state, session);
    return stored[sessionOf[i]];
  }

  /** What a session measures at its end. */
  @Benchmark
  public double[] vector() {
    return sessions[sessionOf[next()]].vector();
  }

  private static byte[] bytes(ClientState.Builder state, SessionAccumulator session) {
    return state.setSession(session.save()).build().toByteArray();
  }
}
