package io.mastiff.training.judge;

import java.util.List;

/**
 * What a model would do to a part of the traffic, estimated from those of it that were held out,
 * each weighted by one over its chance to be.
 *
 * @param name such as {@code all} or {@code shop default}
 * @param clients that were held out
 * @param convicted those of them that the model would have acted on
 * @param bots convicted ones that are known to be bots
 * @param people convicted ones that are known to be people
 * @param acted clients in the whole traffic that it would have acted on
 * @param precision share of bots among these; a range, since of most clients nothing is known: with
 *     all of them people, and with all of them bots
 * @param hitOrders orders in the whole traffic that it would have hit
 * @param hitMoney the same in the shop's currency
 */
record LiveSlice(
    String name,
    long clients,
    long convicted,
    long bots,
    long people,
    Estimate acted,
    Range precision,
    Estimate hitOrders,
    Estimate hitMoney) {
  /** Fewer held-out clients that were convicted say nothing of precision. */
  static final int FEWEST_CONVICTED = 30;

  /** Fewer orders of held-out clients say nothing of orders. */
  static final int FEWEST_ORDERS = 30;

  /**
   * A share of which only bounds are known.
   *
   * @param least with its interval's lower end {@code low}
   * @param most with its interval's upper end {@code high}
   * @param note why there are no figures; null where there are
   */
  record Range(
      double least,
      double most,
      double low,
      double high,
      @org.jspecify.annotations.Nullable String note) {
    static Range none(String note) {
      return new Range(Double.NaN, Double.NaN, Double.NaN, Double.NaN, note);
    }
  }

  static LiveSlice of(String name, List<LiveClient> clients) {
    List<LiveClient> convicted = clients.stream().filter(LiveClient::convicted).toList();
    long bots = count(convicted, LiveClient.Truth.BOT);
    long people = count(convicted, LiveClient.Truth.PERSON);
    double heaviest = clients.stream().mapToDouble(LiveClient::weight).max().orElse(1);
    double acted = convicted.stream().mapToDouble(LiveClient::weight).sum();
    double squares = convicted.stream().mapToDouble(c -> c.weight() * c.weight()).sum();
    return new LiveSlice(
        name,
        clients.size(),
        convicted.size(),
        bots,
        people,
        LiveIntervals.sum(acted, squares, heaviest),
        precision(convicted, acted, squares),
        hitOrders(clients, heaviest),
        hitMoney(clients, heaviest));
  }

  private static long count(List<LiveClient> clients, LiveClient.Truth truth) {
    return clients.stream().filter(c -> c.truth() == truth).count();
  }

  private static double weight(List<LiveClient> clients, LiveClient.Truth truth) {
    return clients.stream().filter(c -> c.truth() == truth).mapToDouble(LiveClient::weight).sum();
  }

  /** Unequal weights count as fewer clients (Kish 1965). */
  private static Range precision(List<LiveClient> convicted, double sum, double squares) {
    if (convicted.size() < FEWEST_CONVICTED) {
      return Range.none("too few: " + convicted.size() + " convicted, needs " + FEWEST_CONVICTED);
    }
    double n = sum * sum / squares;
    double least = weight(convicted, LiveClient.Truth.BOT) / sum;
    double most = 1 - weight(convicted, LiveClient.Truth.PERSON) / sum;
    return new Range(
        least, most, LiveIntervals.wilsonLow(least, n), LiveIntervals.wilsonHigh(most, n), null);
  }

  /** A client's orders come together: it is clients that are drawn. */
  private static Estimate hitOrders(List<LiveClient> clients, double heaviest) {
    long orders = clients.stream().mapToLong(LiveClient::orders).sum();
    if (orders < FEWEST_ORDERS) {
      return Estimate.none("too few: " + orders + " orders, needs " + FEWEST_ORDERS);
    }
    double sum = clients.stream().mapToDouble(c -> c.weight() * c.hitOrders()).sum();
    double squares =
        clients.stream().mapToDouble(c -> Math.pow(c.weight() * c.hitOrders(), 2)).sum();
    return LiveIntervals.sum(sum, squares, heaviest);
  }

  /** An order counts with its mean value; one more could be as dear as the dearest hit. */
  private static Estimate hitMoney(List<LiveClient> clients, double heaviest) {
    List<LiveClient> hit = clients.stream().filter(c -> c.hitCents() > 0).toList();
    if (hit.isEmpty()) {
      return Estimate.none("no order of known value was hit");
    }
    double sum = hit.stream().mapToDouble(c -> c.weight() * c.hitCents() / 100).sum();
    double squares =
        hit.stream().mapToDouble(c -> Math.pow(c.weight() * c.hitCents() / 100, 2)).sum();
    double dearest =
        hit.stream().mapToDouble(c -> c.hitCents() / 100.0 / c.hitOrders()).max().orElse(0);
    return LiveIntervals.sum(sum, squares, heaviest * dearest);
  }
}
