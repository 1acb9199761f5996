package io.mastiff.edge;

import io.github.bucket4j.TimeMeter;
import io.mastiff.edge.client.AddressResolver;
import io.mastiff.edge.client.UntrustedProxies;
import io.mastiff.edge.limit.Limiter;
import io.mastiff.edge.policy.Policy;
import io.mastiff.edge.route.RouteTable;
import java.util.function.Consumer;

/** A policy and the steps made from it; replaced as a whole. */
record PolicyState(
    Policy policy, AddressResolver addresses, RouteTable routes, Limiter limiter, Rules rules) {

  /** Makes states, reusing the parts whose settings did not change. */
  static final class Factory {
    private final UntrustedProxies untrusted;
    private final TimeMeter time;

    Factory(EdgeClock clock, Consumer<String> warn) {
      this.untrusted = new UntrustedProxies(warn);
      this.time =
          new TimeMeter() {
            @Override
            public long currentTimeNanos() {
              return clock.nanoTime();
            }

            @Override
            public boolean isWallClockBased() {
              return false;
            }
          };
    }

    PolicyState of(Policy policy) {
      return with(policy, new RouteTable(policy.routes()), new Limiter(policy.limits(), time));
    }

    PolicyState next(PolicyState before, Policy policy) {
      Policy old = before.policy;
      return with(
          policy,
          policy.routes().equals(old.routes()) ? before.routes : new RouteTable(policy.routes()),
          policy.limits().equals(old.limits())
              ? before.limiter
              : new Limiter(policy.limits(), time));
    }

    private PolicyState with(Policy policy, RouteTable routes, Limiter limiter) {
      return new PolicyState(
          policy,
          new AddressResolver(policy.trust(), untrusted),
          routes,
          limiter,
          new Rules(policy, limiter));
    }
  }
}
