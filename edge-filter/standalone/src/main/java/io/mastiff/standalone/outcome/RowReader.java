package io.mastiff.standalone.outcome;

import io.mastiff.edge.client.Visitor;
import io.mastiff.edge.publish.OutcomeText;
import io.mastiff.event.Formats;
import io.mastiff.event.IpNetwork;
import io.mastiff.event.Outcome;
import io.mastiff.event.OutcomeIds;
import java.math.BigDecimal;
import java.util.Locale;
import java.util.Map;

/** Makes an outcome of a row's cells. */
final class RowReader {
  private static final int LONGEST_REFERENCE = 100;
  private static final Map<String, String> KINDS =
      Map.of(
          "purchase", "purchased",
          "purchased", "purchased",
          "refund", "refunded",
          "refunded", "refunded",
          "chargeback", "charged-back",
          "charged-back", "charged-back");

  private final String shop;
  private final RowTime time;

  RowReader(String shop, RowTime time) {
    this.shop = shop;
    this.time = time;
  }

  /** The outcome in cells that stand in the order of {@link Columns#NAMES}. */
  Outcome read(String[] cells) throws BadRowException {
    Outcome.Builder outcome =
        Outcome.newBuilder()
            .setFormat(Formats.CURRENT)
            .setShop(shop)
            .setReference(reference(cells[0]))
            .setKind(kind(cells[1]))
            .setValueCents(cents(cells[2]))
            .setCurrency(currency(cells[3]))
            .setAtMs(time.read(cells[4]));
    return outcome.setId(OutcomeIds.of(outcome.build())).build();
  }

  /**
   * A reference is no secret and carries no signature: it is the store's own, or a client's name.
   * What begins as a client's name has to be a whole one.
   */
  private static String reference(String text) throws BadRowException {
    if (text.isEmpty()) {
      throw new BadRowException("reference is empty");
    }
    if (text.length() > LONGEST_REFERENCE) {
      throw new BadRowException("reference is longer than " + LONGEST_REFERENCE + " characters");
    }
    if (text.chars().anyMatch(c -> Character.isISOControl(c) || c == 0xfffd)) {
      throw new BadRowException("reference holds what is no UTF-8 text");
    }
    boolean whole = !text.startsWith("s:") || Visitor.idHash(text.substring(2)) != 0;
    if (!whole || text.startsWith("a:") && !isAggregate(text)) {
      throw new BadRowException("reference " + shown(text) + " is not a whole name of a client");
    }
    return text;
  }

  /** {@code a:NETWORK|SHAPE}, where the network may be unknown. */
  private static boolean isAggregate(String text) {
    int bar = text.indexOf('|');
    return bar > 2
        && text.substring(bar + 1).matches("[0-9a-f]{16}")
        && (text.startsWith("unknown", 2) && bar == 9
            || IpNetwork.parse(text.substring(2, bar)).isPresent());
  }

  private static String kind(String text) throws BadRowException {
    String kind = KINDS.get(text.toLowerCase(Locale.ROOT));
    if (kind == null) {
      throw new BadRowException("kind " + shown(text) + ": purchase, refund or chargeback");
    }
    return kind;
  }

  private static long cents(String text) throws BadRowException {
    if (!text.matches("[0-9]{1,12}([.][0-9]{1,4})?")) {
      throw new BadRowException(
          "value " + shown(text) + ": an amount without sign, such as 19.90, also of a refund");
    }
    return OutcomeText.cents(new BigDecimal(text));
  }

  private static String currency(String text) throws BadRowException {
    if (!text.matches("[A-Z]{3}")) {
      throw new BadRowException("currency " + shown(text) + ": three capital letters, such as EUR");
    }
    return text;
  }

  /** A cell as a terminal may show it. */
  static String shown(String text) {
    String plain = text.replaceAll("[\\p{Cntrl}\\p{Cf}]", "?");
    return plain.isEmpty() ? "(empty)" : plain.length() > 40 ? plain.substring(0, 40) + "…" : plain;
  }
}
