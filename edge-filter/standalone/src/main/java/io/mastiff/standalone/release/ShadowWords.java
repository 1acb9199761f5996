package io.mastiff.standalone.release;

import io.mastiff.standalone.operator.Money;
import io.mastiff.stream.ShadowSlices;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** A challenger's time in shadow in words. */
public final class ShadowWords {
  private static final Map<String, String> TITLES =
      Map.of(
          ShadowSlices.COOKIE, "returned cookie",
          ShadowSlices.NO_COOKIE, "no cookie",
          ShadowSlices.BUYERS, "with an order");

  private ShadowWords() {}

  /** One line for each slice, and the harm. */
  public static List<String> of(InShadow shadow, Money money) {
    List<String> lines = new ArrayList<>();
    shadow.slices().forEach((name, slice) -> lines.add(line(name, slice)));
    lines.add("it would have touched " + harm(shadow, money));
    return lines;
  }

  private static String line(String name, InShadow.Slice slice) {
    return String.format(
        Locale.ROOT,
        "%-15s %,11d sessions: %,d agreed, %,d more, %,d fewer",
        TITLES.getOrDefault(name, name),
        slice.sessions(),
        slice.agreed(),
        slice.onlyChallenger(),
        slice.onlyChampion());
  }

  /** As in "14 orders, about 1,920 EUR, 0.3% of visitors with a returned cookie". */
  public static String harm(InShadow shadow, Money money) {
    InShadow.Slice visitors = shadow.slice(ShadowSlices.COOKIE);
    long orders = shadow.slice(ShadowSlices.BUYERS).orders();
    double share = visitors.sessions() == 0 ? 0 : 100.0 * visitors.hit() / visitors.sessions();
    String value = money.about(orders);
    return String.format(
        Locale.ROOT,
        "%,d %s%s, %.1f%% of visitors with a returned cookie",
        orders,
        orders == 1 ? "order" : "orders",
        value.isEmpty() ? "" : ", about " + value,
        share);
  }
}
