package io.mastiff.data.label;

import io.mastiff.feature.DatasetFormat;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** Which names of labels stand for people and which for bots; {@code human} and {@code bot} do. */
public final class LabelNames {
  private final Set<String> humans;
  private final Set<String> bots;

  private LabelNames(Set<String> humans, Set<String> bots) {
    this.humans = humans;
    this.bots = bots;
  }

  /** Names with commas between; upper and lower case are the same. */
  public static LabelNames of(String human, String bot) throws LabelException {
    Set<String> humans = names(human);
    Set<String> bots = names(bot);
    for (String name : humans) {
      if (bots.contains(name)) {
        throw new LabelException("the label " + name + " is named under --human and --bot");
      }
    }
    if (!bots.contains(DatasetFormat.HUMAN)) {
      humans.add(DatasetFormat.HUMAN);
    }
    if (!humans.contains(DatasetFormat.BOT)) {
      bots.add(DatasetFormat.BOT);
    }
    return new LabelNames(humans, bots);
  }

  private static Set<String> names(String text) {
    List<String> parts = Arrays.stream(text.split(",", -1)).map(LabelNames::plain).toList();
    Set<String> names = new HashSet<>(parts);
    names.remove("");
    return names;
  }

  /** The name as it is compared, and as it names a family. */
  static String plain(String name) {
    return name.strip().toLowerCase(Locale.ROOT);
  }

  /** Whether the name stands for bots; empty when it stands for nothing. */
  public Optional<Boolean> bot(String name) {
    String plain = plain(name);
    if (bots.contains(plain)) {
      return Optional.of(true);
    }
    return humans.contains(plain) ? Optional.of(false) : Optional.empty();
  }
}
