package io.mastiff.standalone.audit.fleet;

import io.mastiff.standalone.audit.fleet.Arrival.Door;
import io.mastiff.standalone.audit.tally.Distinct;
import java.util.List;

/**
 * Gathers what sessions have in common: by their way in, and by that with the user agent or the
 * wider network (/16, of IPv6 /32). Programs that do not say they are browsers are grouped by their
 * user agent only: many kinds of them come in the same way, as feed readers do.
 *
 * <p>Bounded: {@value Groups#MOST} groups of 4 kB of each kind, and 1 MB for what people look at.
 */
public final class FleetBook {
  private final boolean assetsVisible;
  final Groups<Door> doors = new Groups<>();
  final Groups<Member> agents = new Groups<>();
  final Groups<Member> networks = new Groups<>();
  final Popularity popularity = new Popularity();

  /** Clients of one name that come in the same way. */
  record Member(String name, Door door) {}

  /**
   * @param assetsVisible whether the log holds requests for assets
   */
  public FleetBook(boolean assetsVisible) {
    this.assetsVisible = assetsVisible;
  }

  /** Takes in a session that had a page and is not a declared crawler's. */
  public void add(Arrival arrival) {
    boolean brief = arrival.isBrief(assetsVisible);
    Door door = arrival.door();
    agents.add(new Member(arrival.agent(), door), arrival, brief);
    if (arrival.browser()) {
      doors.add(door, arrival, brief);
      String wide = wide(arrival.network());
      if (!wide.isEmpty()) {
        networks.add(new Member(wide, door), arrival, brief);
      }
    }
    Distinct products = arrival.products();
    if (arrival.person() && !brief && products != null) {
      popularity.add(products);
    }
  }

  public void add(FleetBook other) {
    doors.add(other.doors);
    agents.add(other.agents);
    networks.add(other.networks);
    popularity.add(other.popularity);
  }

  /** The first two groups of a network's address; empty where it is hashed or a name. */
  static String wide(String network) {
    char mark = network.indexOf('.') > 0 ? '.' : ':';
    int slash = network.indexOf('/');
    int first = network.indexOf(mark);
    int second = first < 0 ? -1 : network.indexOf(mark, first + 1);
    if (slash < 0 || second < 0) {
      return "";
    }
    String start = network.substring(0, second);
    return mark == '.' ? start + ".0.0/16" : start + "::/32";
  }

  /** What was found, most requests first. */
  public List<Fleet> fleets() {
    return new FleetSearch(this, assetsVisible).found();
  }

  /** How many groups were forgotten at the bound. */
  public long forgotten() {
    return agents.forgotten() + networks.forgotten() + doors.forgotten();
  }
}
