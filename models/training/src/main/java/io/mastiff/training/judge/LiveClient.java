package io.mastiff.training.judge;

/**
 * A client that learned actions never touched, and what is known of it.
 *
 * @param share with what chance a client is one of these, in (0, 1]
 * @param convicted whether the model would have acted on it
 * @param truth what it is, by evidence other than any verdict
 * @param orders that it placed, but for those charged back
 * @param hitOrders those of them that it placed while the model would have had it listed
 * @param hitCents what these were worth, in hundredths of the shop's currency
 */
record LiveClient(
    String shop,
    String kind,
    String country,
    double share,
    boolean convicted,
    Truth truth,
    long orders,
    long hitOrders,
    long hitCents) {

  /** What a client is. */
  enum Truth {
    /** It bought and nothing was taken back. */
    PERSON,
    /** It fell into a trap, or named itself a crawler and was none or not verified. */
    BOT,
    UNKNOWN
  }

  /** For how many clients of the whole traffic it stands. */
  double weight() {
    return 1 / share;
  }
}
