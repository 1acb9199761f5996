package io.mastiff.data.simulate.crowd;

import io.mastiff.data.simulate.family.Manner;
import io.mastiff.data.simulate.family.Walk;
import io.mastiff.data.simulate.person.Person;
import io.mastiff.data.simulate.shop.Shop;
import io.mastiff.data.simulate.visit.Ask;
import io.mastiff.data.simulate.visit.Asks;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;

/** Plays any family's file: the walk says what comes next, the manner when. */
public final class FamilyBehaviour implements Asks {
  private final Manner manner;
  private final Shop shop;
  private final RandomGenerator random;
  private final Deque<String> opening;
  private final double pace;
  private final int most;
  private final Route route;
  private final Asks person;
  private int asked;
  private int sinceRest;

  /**
   * @param clientSeed gives what all sessions of one client have in common
   * @param session number of the session among its client's, from 0
   */
  public FamilyBehaviour(
      Manner manner, Shop shop, long clientSeed, int session, RandomGenerator random) {
    SplittableRandom client = new SplittableRandom(clientSeed);
    this.manner = manner;
    this.shop = shop;
    this.random = random;
    this.pace = manner.pace().next(client);
    this.opening = new ArrayDeque<>(manner.opening());
    this.most = manner.pages().nextInt(random) + opening.size();
    this.route = new Route(manner.walk(), shop, client, session, random);
    this.person =
        manner.walk().order() == Walk.Order.PERSON
            ? Person.recorded(random, shop, Math.max(0.01, manner.walk().popular()))
            : Optional::empty;
  }

  @Override
  public Optional<Ask> next() {
    if (asked >= most) {
      return Optional.empty();
    }
    long wait = asked == 0 ? 0 : pause();
    asked++;
    if (!opening.isEmpty()) {
      return Optional.of(opening(wait));
    }
    return switch (manner.walk().order()) {
      case PERSON -> person.next();
      case PATHS -> paths(wait);
      default -> Optional.of(step(wait));
    };
  }

  private Ask opening(long wait) {
    String path = opening.poll();
    return path.startsWith("/api/") ? Ask.api(wait, path) : Ask.page(wait, path);
  }

  private Optional<Ask> paths(long wait) {
    opening.addAll(manner.opening());
    long later = wait + route.period();
    return opening.isEmpty() ? Optional.empty() : Optional.of(opening(later));
  }

  private long pause() {
    double seconds = manner.pause().next(random);
    if (manner.restAfter() > 0 && ++sinceRest >= manner.restAfter()) {
      sinceRest = 0;
      seconds += manner.rest().next(random);
    }
    return (long) Math.max(1, seconds * pace * 1000);
  }

  private Ask step(long wait) {
    Walk walk = manner.walk();
    if (walk.carts() > 0 && asked > 1 && random.nextDouble() < walk.carts()) {
      return Ask.page(wait, random.nextInt(3) == 0 ? "/checkout" : "/cart");
    }
    Route.Place place = route.next();
    long later = wait + place.waitMs();
    if (place.isList()) {
      return Ask.page(later, place.list());
    }
    boolean missing = walk.missing() > 0 && random.nextDouble() < walk.missing();
    if (walk.api() > 0 && random.nextDouble() < walk.api()) {
      return new Ask(later, shop.api(place.product()), Ask.Kind.API, missing ? 404 : 200);
    }
    return missing
        ? new Ask(later, shop.missing(place.product()), Ask.Kind.PAGE, 404)
        : Ask.page(later, shop.product(place.product()));
  }
}
