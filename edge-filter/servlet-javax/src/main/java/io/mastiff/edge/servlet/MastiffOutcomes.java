package io.mastiff.edge.servlet;

import java.math.BigDecimal;
import javax.servlet.http.HttpServletRequest;

/**
 * What a store tells the door: who has bought, who is signed in, who has a cart. Every method does
 * nothing where no door stands before the request.
 */
public final class MastiffOutcomes {
  private MastiffOutcomes() {}

  /** A name for the client of this request, to be kept with its order; empty without a door. */
  public static String reference(HttpServletRequest request) {
    Visit visit = visit(request);
    return visit == null ? "" : visit.reference();
  }

  /** The client of this request has bought. */
  public static void purchased(HttpServletRequest request, BigDecimal value, String currency) {
    purchased(request, reference(request), value, currency);
  }

  /**
   * The client with this {@link #reference} has bought.
   *
   * @param currency three capital letters (ISO 4217)
   */
  public static void purchased(
      HttpServletRequest request, String reference, BigDecimal value, String currency) {
    outcome(request, "purchased", reference, value, currency);
  }

  /** The purchase of the client with this reference was refunded. */
  public static void refunded(
      HttpServletRequest request, String reference, BigDecimal value, String currency) {
    outcome(request, "refunded", reference, value, currency);
  }

  /** The client of this request is signed in. */
  public static void signedIn(HttpServletRequest request) {
    standing(request, "signed-in");
  }

  /** The client of this request has something in its cart. */
  public static void hasCart(HttpServletRequest request) {
    standing(request, "cart");
  }

  private static void outcome(
      HttpServletRequest request,
      String kind,
      String reference,
      BigDecimal value,
      String currency) {
    Visit visit = visit(request);
    if (visit != null) {
      visit.outcome(
          kind
              + "; reference="
              + reference.replace(';', ' ')
              + "; value="
              + value.toPlainString()
              + "; currency="
              + currency);
    }
  }

  private static void standing(HttpServletRequest request, String word) {
    Visit visit = visit(request);
    if (visit != null) {
      visit.standing(word);
    }
  }

  private static @org.jspecify.annotations.Nullable Visit visit(HttpServletRequest request) {
    return request.getAttribute(Visit.ATTRIBUTE) instanceof Visit visit ? visit : null;
  }
}
