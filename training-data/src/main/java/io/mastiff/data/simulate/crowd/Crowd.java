package io.mastiff.data.simulate.crowd;

import io.mastiff.data.simulate.family.Families;
import io.mastiff.data.simulate.family.Family;
import io.mastiff.data.simulate.person.People;
import io.mastiff.data.simulate.shop.Shop;
import io.mastiff.data.simulate.visit.Visit;
import io.mastiff.data.simulate.visit.Visitor;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/**
 * Who comes to which shop, and when; the same seed gives the same crowd.
 *
 * <p>Sessions come in blocks of {@value #BLOCK}: each is a day at a shop of its own, and depends on
 * nothing but the seed and its number. Three in four sessions are people's, one in three of these
 * on a return visit. The families' shares are met evenly, not by chance.
 */
public final class Crowd {
  /** Sessions of one block. */
  public static final int BLOCK = 1_000;

  private static final long START_MS = 1_790_000_000_000L / Arrivals.DAY_MS * Arrivals.DAY_MS;
  private static final int[] SIZES = {300, 1_200, 5_000, 8_000, 40_000};
  private static final long MIX = 0x9E3779B97F4A7C15L;
  private static final double GOLDEN = 0.6180339887498949;
  private static final int BEFORE = 60;
  private static final long RETURN_MS = 2_700_000;

  private final long seed;
  private final long sessions;
  private final List<Family> families;
  private final double shares;
  private final int products;
  private final Arrivals.Shape shape;

  /**
   * @param products of the shop; 0 for shops of several sizes
   */
  public Crowd(long seed, long sessions, Families families, int products, Arrivals.Shape shape) {
    this.seed = seed;
    this.sessions = sessions;
    this.families = families.all();
    this.shares = this.families.stream().mapToDouble(Family::share).sum();
    this.products = products;
    this.shape = shape;
  }

  public long sessions() {
    return sessions;
  }

  /** How many blocks there are. */
  public long blocks() {
    return (sessions + BLOCK - 1) / BLOCK;
  }

  /** When a block begins; no request of it is earlier. */
  public long startMs(long block) {
    return START_MS + block * Arrivals.DAY_MS;
  }

  /** Gives each thing of a block its own randomness. */
  public SplittableRandom random(long block, long salt) {
    return new SplittableRandom(mixed(mixed(mixed(seed) ^ block) ^ salt));
  }

  /** Every bit of the result hangs on every bit of the number (Stafford's thirteenth variant). */
  private static long mixed(long number) {
    long z = number + MIX;
    z = (z ^ (z >>> 30)) * 0xbf58476d1ce4e5b9L;
    z = (z ^ (z >>> 27)) * 0x94d049bb133111ebL;
    return z ^ (z >>> 31);
  }

  /** The visits of a block, by index. */
  public List<Visit> block(long block) {
    return new Day(block).visits();
  }

  /** People who came the day before, so that a door has seen how its visitors behave. */
  public List<Visit> before(long block) {
    return earlier(block, BEFORE, 100, "b");
  }

  /** So many other people who came before, of whom a shop has learned what buyers do. */
  public List<Visit> earlier(long block, int count) {
    return earlier(block, count, 100_000, "e");
  }

  private List<Visit> earlier(long block, int count, long salt, String name) {
    People people = new People(shop(block), false);
    List<Visit> visits = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      SplittableRandom random = random(block, salt + i);
      Visitor visitor = people.visitor(name + block + "-" + i, random);
      long atMs = startMs(block) - Arrivals.DAY_MS + random.nextLong(Arrivals.DAY_MS / 2);
      visits.add(people.visit(-1, visitor, atMs, random));
    }
    return visits;
  }

  /** Somebody else who came to this block's shop on one of the days before, and when. */
  public Visit glance(long block, int number) {
    SplittableRandom random = random(block, 200_000 + number);
    People people = new People(shop(block), false);
    Visitor visitor = people.visitor("g" + block + "-" + number, random);
    long atMs = startMs(block) - Arrivals.DAY_MS + new Arrivals(shape).person(random);
    return people.glance(visitor, atMs, random);
  }

  /** The shop of a block. */
  public Shop shop(long block) {
    SplittableRandom random = random(block, 1);
    int size = products > 0 ? products : SIZES[(int) (block % SIZES.length)];
    double alpha = 0.6 + 0.2 * random.nextInt(4);
    int categories = (int) Math.max(4, Math.sqrt(size) * 0.7);
    return new Shop(size, categories, alpha, random.nextInt(7) == 0, random.nextLong() >>> 1);
  }

  /** One block while it is made. */
  private final class Day {
    private final long block;
    private final Shop shop;
    private final People people;
    private final Programs programs;
    private final Map<Family, Programs.Client> clients = new HashMap<>();
    private final Arrivals arrivals = new Arrivals(shape);
    private Visitor last;
    private long lastMs;
    private int humans;

    Day(long block) {
      this.block = block;
      this.shop = shop(block);
      this.people =
          shape == Arrivals.Shape.SALE
              ? new People(shop, true)
              : People.ofAnyDay(shop, random(block, 4));
      this.programs = new Programs(shop);
      this.last = people.visitor("h" + block + "-0", random(block, 2));
    }

    List<Visit> visits() {
      List<Visit> visits = new ArrayList<>();
      long end = Math.min(sessions, (block + 1) * BLOCK);
      for (long index = block * BLOCK; index < end; index++) {
        SplittableRandom random = random(index, 3);
        visits.add(index % 4 == 3 ? program(index, random) : person(index, random));
      }
      return visits;
    }

    private Visit person(long index, SplittableRandom random) {
      boolean returns = humans % 3 == 2;
      humans++;
      if (returns) {
        lastMs += RETURN_MS + random.nextLong(Arrivals.DAY_MS / 4);
      } else {
        lastMs = startMs(block) + arrivals.person(random);
        last = people.visitor("h" + block + "-" + humans, random);
      }
      return people.visit(index, last, lastMs, random);
    }

    private Visit program(long index, SplittableRandom random) {
      Family family = family(index / 4);
      Programs.Client client = clients.get(family);
      if (client == null || client.isDone()) {
        String name = family.name() + "-" + block + "-" + index;
        long firstMs = startMs(block) + arrivals.program(random);
        client = programs.client(family, name, firstMs, random);
        clients.put(family, client);
      }
      return programs.visit(index, client, random);
    }

    private Family family(long ordinal) {
      double left = (ordinal * GOLDEN + 0.5) % 1.0 * shares;
      for (Family family : families) {
        left -= family.share();
        if (left < 0) {
          return family;
        }
      }
      return families.get(families.size() - 1);
    }
  }
}
