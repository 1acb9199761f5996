package io.mastiff.edge.client;

import java.util.Locale;

/**
 * What the store says of a visitor in the response header {@code Mastiff-Standing}: words separated
 * by commas, of {@code signed-in}, {@code customer} and {@code cart}.
 */
public final class StoreWord {
  /** The header, which never reaches the client. */
  public static final String HEADER = "Mastiff-Standing";

  private static final int LONGEST = 200;

  private StoreWord() {}

  /** Bits of {@link Standings}; unknown words are passed over. */
  public static int bits(String header) {
    if (header.length() > LONGEST) {
      return 0;
    }
    int bits = 0;
    for (String word : header.split(",", 8)) {
      bits |=
          switch (word.trim().toLowerCase(Locale.ROOT)) {
            case "signed-in" -> Standings.SIGNED_IN;
            case "customer" -> Standings.CUSTOMER;
            case "cart" -> Standings.CART;
            default -> 0;
          };
    }
    return bits;
  }
}
