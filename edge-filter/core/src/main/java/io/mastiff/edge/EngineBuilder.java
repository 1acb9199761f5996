package io.mastiff.edge;

import io.mastiff.edge.blocklist.BlockList;
import io.mastiff.edge.client.VisitorCookies;
import io.mastiff.edge.policy.Policy;
import io.mastiff.edge.publish.RequestPublisher;
import java.security.SecureRandom;

/** Collects the parts of a {@link DecisionEngine}; every one has a default. */
public final class EngineBuilder {
  private static final SecureRandom RANDOM = new SecureRandom();

  String door = "door";
  Policy policy = Policy.DEFAULT;
  EdgeClock clock = EdgeClock.system();
  EdgeCounters counters = new EdgeCounters();
  BlockList blockList = new BlockList();
  RequestPublisher publisher = RequestPublisher.none();
  DecisionListener listener = decision -> {};
  VisitorCookies cookies = new VisitorCookies(random(32), () -> random(12));

  EngineBuilder() {}

  /** Name of the process in events; with the sequence number it names an event. */
  public EngineBuilder door(String name) {
    door = name;
    return this;
  }

  public EngineBuilder policy(Policy value) {
    policy = value;
    return this;
  }

  public EngineBuilder clock(EdgeClock value) {
    clock = value;
    return this;
  }

  public EngineBuilder counters(EdgeCounters value) {
    counters = value;
    return this;
  }

  public EngineBuilder blockList(BlockList value) {
    blockList = value;
    return this;
  }

  public EngineBuilder publisher(RequestPublisher value) {
    publisher = value;
    return this;
  }

  public EngineBuilder listener(DecisionListener value) {
    listener = value;
    return this;
  }

  /** The key that visitor cookies are signed with; by default a new one for each process. */
  public EngineBuilder cookieKey(byte[] key) {
    cookies = new VisitorCookies(key, () -> random(12));
    return this;
  }

  public DecisionEngine build() {
    return new DecisionEngine(this);
  }

  private static byte[] random(int length) {
    byte[] bytes = new byte[length];
    RANDOM.nextBytes(bytes);
    return bytes;
  }
}
