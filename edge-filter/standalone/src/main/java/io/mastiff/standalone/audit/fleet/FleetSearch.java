package io.mastiff.standalone.audit.fleet;

import io.mastiff.standalone.audit.fleet.Arrival.Door;
import io.mastiff.standalone.audit.fleet.Fleet.Shared;
import io.mastiff.standalone.audit.fleet.Fleet.Sharing;
import io.mastiff.standalone.audit.fleet.FleetBook.Member;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Finds the fleets in what was gathered: at most one for each way in, with the user agents or
 * networks that explain most of it, so that no session counts twice. Where over 30% of other people
 * are brief too, the way in alone tells nothing.
 */
final class FleetSearch {
  private static final int MOST_SHARED = 8;
  private static final int ROUNDS = 3;
  private static final double EXPLAINED = 0.8;
  private static final double FEWEST_BRIEF = 0.02;
  private static final double MOST_BRIEF = 0.3;
  private static final double PRIOR_SHARE = 0.05;
  private static final int PRIOR = 20;

  private final FleetBook book;
  private final FleetJudge judge;
  private final Map<Door, Group> doors = new HashMap<>();
  private final Set<Door> convicted = new HashSet<>();

  FleetSearch(FleetBook book, boolean assetsVisible) {
    this.book = book;
    this.judge = new FleetJudge(book.popularity, assetsVisible);
    book.doors.forEach(doors::put);
  }

  private record Cell(Group sum, List<Shared> shared) {}

  List<Fleet> found() {
    Map<Door, Fleet> fleets = new HashMap<>();
    int before = -1;
    for (int round = 0; round < ROUNDS && fleets.size() > before; round++) {
      before = fleets.size();
      fleets.clear();
      Map<Door, Cell> byAgent = convictedBy(book.agents);
      Map<Door, Cell> byNetwork = convictedBy(book.networks);
      Set<Door> ways = new HashSet<>(doors.keySet());
      ways.addAll(byAgent.keySet());
      for (Door door : ways) {
        Fleet fleet = fleet(door, byAgent.get(door), byNetwork.get(door));
        if (fleet != null) {
          fleets.put(door, fleet);
        }
      }
      convicted.addAll(fleets.keySet());
    }
    List<Fleet> sorted = new ArrayList<>(fleets.values());
    sorted.sort(
        Comparator.comparingLong(Fleet::requests)
            .reversed()
            .thenComparing(Fleet::route)
            .thenComparing(Fleet::entry));
    return sorted;
  }

  /** Share of brief visits among people who come in another way, and not as a fleet does. */
  private double briefShare(Door door) {
    double people = PRIOR;
    double brief = PRIOR * PRIOR_SHARE;
    for (Map.Entry<Door, Group> other : doors.entrySet()) {
      if (!other.getKey().equals(door) && !convicted.contains(other.getKey())) {
        people += other.getValue().people;
        brief += other.getValue().briefPeople;
      }
    }
    return Math.max(FEWEST_BRIEF, brief / people);
  }

  private Map<Door, Cell> convictedBy(Groups<Member> groups) {
    Map<Door, Double> shares = new HashMap<>();
    Map<Door, Cell> cells = new HashMap<>();
    groups.forEach(
        (member, group) -> {
          double share = shares.computeIfAbsent(member.door(), this::briefShare);
          if (judge.convicts(group, share)) {
            Cell cell =
                cells.computeIfAbsent(member.door(), d -> new Cell(new Group(), new ArrayList<>()));
            cell.sum().add(group);
            cell.shared().add(new Shared(member.name(), group.brief));
          }
        });
    return cells;
  }

  private @Nullable Fleet fleet(Door door, @Nullable Cell byAgent, @Nullable Cell byNetwork) {
    Group all = doors.getOrDefault(door, new Group());
    double share = briefShare(door);
    boolean whole = share <= MOST_BRIEF && judge.convicts(all, share);
    boolean agentsSayMore = brief(byAgent) >= brief(byNetwork);
    Cell best = agentsSayMore ? byAgent : byNetwork;
    if (best != null && (!whole || best.sum().brief >= EXPLAINED * all.brief)) {
      Sharing sharing = agentsSayMore ? Sharing.AGENT : Sharing.NETWORK;
      return fleet(door, sharing, largest(best.shared()), best.sum(), share);
    }
    return whole ? fleet(door, Sharing.ENTRY, List.of(), all, share) : null;
  }

  private static long brief(@Nullable Cell cell) {
    return cell == null ? 0 : cell.sum().brief;
  }

  private static List<Shared> largest(List<Shared> shared) {
    List<Shared> sorted = new ArrayList<>(shared);
    sorted.sort(Comparator.comparingLong(Shared::sessions).reversed().thenComparing(Shared::name));
    return List.copyOf(sorted.subList(0, Math.min(MOST_SHARED, sorted.size())));
  }

  private Fleet fleet(Door door, Sharing sharing, List<Shared> shared, Group g, double share) {
    return new Fleet(
        door.entry(),
        door.route(),
        sharing,
        shared,
        g.brief,
        g.networks.count(),
        g.agents.count(),
        g.requests,
        g.denied,
        g.pages,
        g.products.count(),
        g.bytes,
        g.tookMicros,
        g.firstMs,
        g.lastMs,
        g.sessions - g.brief,
        Math.min(g.brief, Math.round(FleetJudge.expected(g, share))),
        g.convicted,
        g.briefPeople,
        judge.reasons(g, share),
        g.times);
  }
}
