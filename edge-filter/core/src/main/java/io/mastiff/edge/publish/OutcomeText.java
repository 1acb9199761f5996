package io.mastiff.edge.publish;

import io.mastiff.event.Formats;
import io.mastiff.event.Outcome;
import io.mastiff.event.Texts;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Locale;
import java.util.Optional;

/**
 * What the store says in the response header {@code Mastiff-Outcome}: a kind and parameters, as in
 * {@code purchased; reference=A-17; value=19.90; currency=EUR}.
 */
public final class OutcomeText {
  /** The header, which never reaches the client. */
  public static final String HEADER = "Mastiff-Outcome";

  private static final int LONGEST = 500;
  private static final int LONGEST_REFERENCE = 100;

  private OutcomeText() {}

  /** The outcome in a header; empty where it cannot be read. */
  public static Optional<Outcome> parse(String header, String shop, String client, long nowMs) {
    if (header.isBlank() || header.length() > LONGEST) {
      return Optional.empty();
    }
    String[] parts = header.split(";", 8);
    String kind = parts[0].trim().toLowerCase(Locale.ROOT);
    if (!kind.matches("[a-z][a-z-]{1,30}")) {
      return Optional.empty();
    }
    Outcome.Builder outcome =
        Outcome.newBuilder()
            .setFormat(Formats.CURRENT)
            .setShop(shop)
            .setKind(kind)
            .setReference(client)
            .setAtMs(nowMs);
    for (int i = 1; i < parts.length; i++) {
      String part = parts[i].trim();
      int equals = part.indexOf('=');
      if (equals < 1 || !set(outcome, part.substring(0, equals), part.substring(equals + 1))) {
        return Optional.empty();
      }
    }
    return Optional.of(outcome.build());
  }

  private static boolean set(Outcome.Builder outcome, String name, String value) {
    switch (name) {
      case "reference" -> {
        outcome.setReference(Texts.first(value, LONGEST_REFERENCE));
        return true;
      }
      case "value" -> {
        boolean amount = value.matches("[0-9]{1,12}([.][0-9]{1,4})?");
        if (amount) {
          outcome.setValueCents(cents(new BigDecimal(value)));
        }
        return amount;
      }
      case "currency" -> {
        boolean code = value.matches("[A-Z]{3}");
        outcome.setCurrency(code ? value : "");
        return code;
      }
      default -> {
        return true;
      }
    }
  }

  /** An amount of money in hundredths. */
  public static long cents(BigDecimal value) {
    return value.movePointRight(2).setScale(0, RoundingMode.HALF_UP).longValue();
  }
}
