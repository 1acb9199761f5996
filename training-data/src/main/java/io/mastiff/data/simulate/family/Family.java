package io.mastiff.data.simulate.family;

import java.util.List;
import java.util.random.RandomGenerator;

/**
 * A kind of program that visits shops.
 *
 * @param id short name in tables of families, as {@code A7}
 * @param share how many of the programs' sessions are its, beside the other families' shares
 * @param sessions how many sessions one client has, each from an address of its own
 * @param everySeconds time between the beginnings of one client's sessions; 0 for any
 */
public record Family(
    String name,
    String id,
    String about,
    Label label,
    double share,
    Draw sessions,
    Draw everySeconds,
    List<Manner> manners) {
  /** What a family's sessions are for training: OTHER is left out of it, a matter of policy. */
  public enum Label {
    BOT,
    /** A program that people shop with, as the shop's own app. */
    HUMAN,
    OTHER
  }

  public Family {
    manners = List.copyOf(manners);
  }

  /** How one client behaves. */
  public Manner manner(RandomGenerator random) {
    double left = random.nextDouble() * manners.stream().mapToDouble(Manner::weight).sum();
    for (Manner manner : manners) {
      left -= manner.weight();
      if (left < 0) {
        return manner;
      }
    }
    return manners.get(manners.size() - 1);
  }
}
