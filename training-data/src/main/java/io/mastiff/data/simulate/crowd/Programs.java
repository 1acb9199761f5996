package io.mastiff.data.simulate.crowd;

import io.mastiff.data.simulate.family.Family;
import io.mastiff.data.simulate.family.Kit;
import io.mastiff.data.simulate.family.Manner;
import io.mastiff.data.simulate.shop.Shop;
import io.mastiff.data.simulate.visit.Asks;
import io.mastiff.data.simulate.visit.Loading;
import io.mastiff.data.simulate.visit.Player;
import io.mastiff.data.simulate.visit.Request;
import io.mastiff.data.simulate.visit.Visit;
import io.mastiff.data.simulate.visit.Visitor;
import io.mastiff.event.IpAddress;
import java.util.List;
import java.util.SplittableRandom;

/** Makes visits of programs, as their families' files say. */
final class Programs {
  private final Shop shop;

  Programs(Shop shop) {
    this.shop = shop;
  }

  /** One program with all its sessions. */
  static final class Client {
    private final Family family;
    private final Manner manner;
    private final Visitor visitor;
    private final long seed;
    private final int sessions;
    private final long firstMs;
    private final long everyMs;
    private int done;

    private Client(
        Family family,
        Manner manner,
        Visitor visitor,
        long seed,
        int sessions,
        long firstMs,
        long everyMs) {
      this.family = family;
      this.manner = manner;
      this.visitor = visitor;
      this.seed = seed;
      this.sessions = sessions;
      this.firstMs = firstMs;
      this.everyMs = everyMs;
    }

    boolean isDone() {
      return done >= sessions;
    }
  }

  Client client(Family family, String name, long firstMs, SplittableRandom random) {
    Manner manner = family.manner(random);
    String language = any(manner.languages(), random);
    Visitor visitor =
        new Visitor(
            name,
            Kit.any(random, manner.software()).outfit(random, language),
            manner.network().any(random),
            random.nextDouble() < manner.cookies(),
            manner.network().genuine());
    return new Client(
        family,
        manner,
        visitor,
        random.nextLong(),
        family.sessions().nextInt(random),
        firstMs,
        (long) (family.everySeconds().next(random) * 1000));
  }

  private static <T> T any(List<T> of, SplittableRandom random) {
    return of.get(random.nextInt(of.size()));
  }

  /** The client's next session, from an address of its own. */
  Visit visit(long index, Client client, SplittableRandom random) {
    Manner manner = client.manner;
    int session = client.done++;
    IpAddress address = manner.network().any(random);
    Visitor visitor = session == 0 ? client.visitor : client.visitor.at(address);
    long spread = client.everyMs > 0 ? client.everyMs : 60_000;
    long startMs = client.firstMs + session * spread + random.nextLong(spread / 5 + 1);
    Player.Manners how =
        new Player.Manners(
            any(manner.referers(), random), manner.head(), manner.conditional(), 0, address);
    Asks asks = new FamilyBehaviour(manner, shop, client.seed, session, random);
    List<Request> requests =
        new Player(shop, visitor, loading(client), how, random).play(asks, startMs);
    Visit.Label label = Visit.Label.valueOf(client.family.label().name());
    return new Visit(index, client.family.name(), label, visitor, -1, requests);
  }

  private static Loading loading(Client client) {
    Manner manner = client.manner;
    boolean loads = new SplittableRandom(client.seed + 1).nextDouble() < manner.loadsAssets();
    return loads
        ? new Loading(manner.assets(), true, true, manner.conditional(), true)
        : Loading.NOTHING;
  }
}
