package io.mastiff.edge;

import io.mastiff.edge.blocklist.BlockList;
import io.mastiff.edge.client.CookieKeys;
import io.mastiff.edge.client.SignedTokens;
import io.mastiff.edge.client.VisitorCookies;
import io.mastiff.edge.crawler.CrawlerCatalogue;
import io.mastiff.edge.crawler.CrawlerVerifier;
import io.mastiff.edge.crawler.signature.Signatures;
import io.mastiff.edge.limit.Fleet;
import io.mastiff.edge.network.Networks;
import io.mastiff.edge.policy.Policy;
import io.mastiff.edge.publish.RequestPublisher;
import java.security.SecureRandom;
import java.util.List;
import java.util.function.IntFunction;

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
  CookieKeys keys = CookieKeys.of(List.of(random(32)));
  Content content = Content.shipped();
  IntFunction<byte[]> random = EngineBuilder::random;
  final Fleet fleet = new Fleet();

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
    return cookieKeys(CookieKeys.of(List.of(key)));
  }

  /** The keys of visitor cookies and tokens, newest first. */
  public EngineBuilder cookieKeys(CookieKeys value) {
    keys = value;
    return this;
  }

  /** Where an address's network is looked up. */
  public EngineBuilder networks(Networks value) {
    return content(
        new Content(
            value,
            content.crawlers(),
            content.verifier(),
            content.signatures(),
            content.template()));
  }

  /** The crawlers that are known, and how their claims and signatures are checked. */
  public EngineBuilder crawlers(CrawlerCatalogue known, CrawlerVerifier check, Signatures signed) {
    return content(new Content(content.networks(), known, check, signed, content.template()));
  }

  /** What the policy names besides itself. */
  public EngineBuilder content(Content value) {
    content = value;
    return this;
  }

  /** Where ids of cookies and tokens come from: so many bytes at each call; secure by default. */
  public EngineBuilder random(IntFunction<byte[]> value) {
    random = value;
    return this;
  }

  public DecisionEngine build() {
    return new DecisionEngine(this);
  }

  VisitorCookies cookies() {
    return new VisitorCookies(keys, () -> random.apply(12));
  }

  SignedTokens tokens() {
    return new SignedTokens(keys, () -> random.apply(8));
  }

  private static byte[] random(int length) {
    byte[] bytes = new byte[length];
    RANDOM.nextBytes(bytes);
    return bytes;
  }
}
