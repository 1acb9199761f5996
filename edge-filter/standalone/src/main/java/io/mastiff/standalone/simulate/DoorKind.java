package io.mastiff.standalone.simulate;

import io.mastiff.edge.client.NetworkSet;
import io.mastiff.edge.crawler.Partner;
import io.mastiff.edge.crawler.Secrets;
import io.mastiff.edge.limit.Limits;
import io.mastiff.edge.network.Networks;
import io.mastiff.edge.policy.CookiePolicy;
import io.mastiff.edge.policy.Front;
import io.mastiff.edge.policy.Policy;
import io.mastiff.event.Mode;
import io.mastiff.event.Sight;
import java.time.Duration;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * Where a shop's door stands and what it does there, so that training meets what shops have.
 *
 * <pre>
 * Seven in ten doors see everything, three in twenty stand behind a cache that keeps assets from
 * them, as many are an access log: whole seconds, no header fields but two, no cookie.
 * Of the others two in three set their cookie at once, one in five after consent, the rest never.
 * </pre>
 *
 * @param showsAssets whether requests for assets come to the door
 * @param log whether the door is an access log
 * @param networks databases of networks, which three in five doors have
 */
record DoorKind(Policy policy, boolean showsAssets, boolean log, Networks networks) {
  static final String CONSENT = "agreed";
  private static final String PARTNER_KEY = "a-key-for-the-price-comparison";

  static DoorKind any(RandomGenerator random) {
    double place = random.nextDouble();
    boolean log = place >= 0.85;
    boolean assets = place < 0.70 || log;
    double cookie = random.nextDouble();
    boolean sets = !log && cookie < 0.85;
    String consent = cookie >= 0.65 ? CONSENT : "";
    Policy policy =
        Policy.DEFAULT.toBuilder()
            .mode(Mode.OBSERVE, 100)
            .holdOut(0)
            .shop("simulated")
            .front(front(assets, log))
            .cookie(new CookiePolicy(sets, true, Duration.ofDays(30), "", sets ? consent : ""))
            .partners(List.of(partner()))
            .build();
    Networks networks = random.nextDouble() < 0.6 ? SimulatedNetworks.INSTANCE : Networks.none();
    return new DoorKind(policy, assets, log, networks);
  }

  private static Front front(boolean assets, boolean log) {
    int sight =
        log
            ? Sight.ASSETS.bit() | Sight.RESPONSE.bit()
            : Sight.everything() & ~(assets ? 0 : Sight.ASSETS.bit());
    return new Front(sight, log || !assets, Front.Scheme.HTTPS, List.of(), "");
  }

  private static Partner partner() {
    return new Partner(
        "price-comparison",
        Secrets.hash(PARTNER_KEY),
        NetworkSet.EMPTY,
        "",
        List.of(),
        new Limits.Rate(10, 100));
  }
}
