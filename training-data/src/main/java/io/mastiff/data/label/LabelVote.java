package io.mastiff.data.label;

import io.mastiff.feature.DatasetRow;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Makes one label of what several sources say of a session, and counts where they disagree.
 *
 * <p>A person's file decides alone. Otherwise the sum of weights decides, and the label's weight
 * falls by the share of those who said the other; a tie is no label.
 */
public final class LabelVote {
  private final Map<String, Long> bySource = new TreeMap<>();
  private final Map<String, Long> disagreements = new TreeMap<>();
  private long ties;

  /**
   * What becomes of a session.
   *
   * @param told what the file says; null where it says nothing
   * @param seen sources that spoke, as bits
   * @param claim family of whom a crawler's name was used; empty for none
   */
  public Optional<Label> decide(@Nullable Label told, int seen, String claim) {
    List<LabelSource> humans = new ArrayList<>();
    List<LabelSource> bots = new ArrayList<>();
    for (LabelSource source : LabelSource.values()) {
      boolean file = source == LabelSource.FILE;
      if (file ? told != null : source.isIn(seen)) {
        boolean bot = file ? told != null && told.bot() : source.bot();
        (bot ? bots : humans).add(source);
        bySource.merge(source.text() + (bot ? " bot" : " human"), 1L, Long::sum);
      }
    }
    note(humans, bots);
    return told != null ? Optional.of(told) : weigh(humans, bots, claim);
  }

  private Optional<Label> weigh(List<LabelSource> humans, List<LabelSource> bots, String claim) {
    double human = weight(humans);
    double bot = weight(bots);
    if (human == bot) {
      ties += human > 0 ? 1 : 0;
      return Optional.empty();
    }
    boolean isBot = bot > human;
    LabelSource first = (isBot ? bots : humans).get(0);
    double trust = first.weight() * Math.abs(bot - human) / (bot + human);
    return Optional.of(
        new Label(isBot, isBot ? family(first, claim) : DatasetRow.SHOPPER, "", trust, first));
  }

  /** Who is what it says is a family of its own; who lies is not of the family it names. */
  private static String family(LabelSource source, String claim) {
    return source == LabelSource.DECLARED && !claim.isEmpty() ? claim : source.text();
  }

  private static double weight(List<LabelSource> sources) {
    return sources.stream().mapToDouble(LabelSource::weight).sum();
  }

  private void note(List<LabelSource> humans, List<LabelSource> bots) {
    for (LabelSource human : humans) {
      for (LabelSource bot : bots) {
        disagreements.merge(human.text() + " against " + bot.text(), 1L, Long::sum);
      }
    }
  }

  /** Sessions by source and what it said. */
  public Map<String, Long> bySource() {
    return bySource;
  }

  /** Sessions of which two sources say different things, by the pair. */
  public Map<String, Long> disagreements() {
    return disagreements;
  }

  /** Sessions left without a label since the sources outweigh each other. */
  public long ties() {
    return ties;
  }
}
