package io.mastiff.edge;

import io.github.bucket4j.TimeMeter;
import io.mastiff.edge.answer.Answers;
import io.mastiff.edge.capacity.Capacity;
import io.mastiff.edge.challenge.Challenges;
import io.mastiff.edge.client.AddressResolver;
import io.mastiff.edge.client.SignedTokens;
import io.mastiff.edge.client.UntrustedProxies;
import io.mastiff.edge.crawler.Partners;
import io.mastiff.edge.limit.Limiter;
import io.mastiff.edge.policy.Policy;
import io.mastiff.edge.publish.Addresses;
import io.mastiff.edge.route.RouteTable;
import io.mastiff.edge.shape.ClaimReader;
import java.util.function.Consumer;

/** A policy with what it names, and the steps made from both; replaced as a whole. */
record PolicyState(
    Policy policy,
    Content content,
    AddressResolver addresses,
    ClaimReader claims,
    RouteTable routes,
    Partners partners,
    Limiter limiter,
    Capacity capacity,
    Challenges challenges,
    Answers answers,
    CookiePlan cookies,
    Addresses shown,
    Rules rules) {

  /** Makes states, reusing the parts whose settings did not change. */
  static final class Factory {
    private final UntrustedProxies untrusted;
    private final TimeMeter time;
    private final SignedTokens tokens;
    private final Rules.Standing standing;
    private final EngineBuilder parts;

    Factory(EngineBuilder parts, Rules.Standing standing, Consumer<String> warn) {
      this.parts = parts;
      this.standing = standing;
      this.untrusted = new UntrustedProxies(warn);
      this.tokens = parts.tokens();
      this.time =
          new TimeMeter() {
            @Override
            public long currentTimeNanos() {
              return parts.clock.nanoTime();
            }

            @Override
            public boolean isWallClockBased() {
              return false;
            }
          };
    }

    PolicyState of(Policy policy, Content content) {
      return with(
          policy,
          content,
          new RouteTable(policy.routes()),
          new ClaimReader(content.crawlers()),
          new Limiter(policy.limits(), time, parts.fleet),
          new Capacity(policy.capacity(), parts.clock::millis),
          new Challenges(tokens, policy.challenge()));
    }

    PolicyState next(PolicyState before, Policy policy, Content content) {
      Policy old = before.policy;
      return with(
          policy,
          content,
          policy.routes().equals(old.routes()) ? before.routes : new RouteTable(policy.routes()),
          content.crawlers() == before.content.crawlers()
              ? before.claims
              : new ClaimReader(content.crawlers()),
          before.limiter.next(policy.limits()),
          policy.capacity().equals(old.capacity())
              ? before.capacity
              : new Capacity(policy.capacity(), parts.clock::millis),
          policy.challenge().equals(old.challenge())
              ? before.challenges
              : new Challenges(tokens, policy.challenge()));
    }

    private PolicyState with(
        Policy policy,
        Content content,
        RouteTable routes,
        ClaimReader claims,
        Limiter limiter,
        Capacity capacity,
        Challenges challenges) {
      CookiePlan cookies = new CookiePlan(policy);
      return new PolicyState(
          policy,
          content,
          new AddressResolver(policy.trust(), policy.front().scheme(), untrusted),
          claims,
          routes,
          new Partners(policy.partners(), content.signatures()),
          limiter,
          capacity,
          challenges,
          new Answers(content.template(), challenges, standing.tickets(), cookies::mayStore),
          cookies,
          new Addresses(policy.privacy()),
          new Rules(policy, limiter, capacity, challenges, standing));
    }
  }
}
