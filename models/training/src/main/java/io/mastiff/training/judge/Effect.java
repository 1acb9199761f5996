package io.mastiff.training.judge;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * What acting at the frozen threshold would have come to for some bots.
 *
 * @param caught share of their sessions that were acted on
 * @param p50 and {@code p90}: pages to the decision, of those caught; none when none was
 * @param served share of their pages that came up to and with the one that decided
 * @param obtained share of the products that they asked for, each session's counted by itself, that
 *     they had by then; none where they asked for none
 */
record Effect(
    int sessions,
    double caught,
    @Nullable Integer p50,
    @Nullable Integer p90,
    double served,
    @Nullable Double obtained) {

  /** Of one family, or of all bots where the number is that of the pool. */
  static Effect of(SessionTable table, Decisions decisions, int family) {
    boolean pooled = family == table.botFamilies().size();
    int[] own =
        IntStream.range(0, table.size())
            .filter(s -> table.isBot(s) && (pooled || table.family(s) == family))
            .toArray();
    int[] decided =
        Arrays.stream(own).map(decisions::actedAt).filter(at -> at > 0).sorted().toArray();
    double pages = 0;
    double served = 0;
    double products = 0;
    double obtained = 0;
    for (int session : own) {
      int at = decisions.actedAt(session);
      pages += table.pages(session);
      served += at > 0 ? at : table.pages(session);
      products += table.products(session);
      obtained += at > 0 ? decisions.obtained(session) : table.products(session);
    }
    return new Effect(
        own.length,
        decided.length / (double) own.length,
        quantile(decided, 0.5),
        quantile(decided, 0.9),
        served / pages,
        products == 0 ? null : obtained / products);
  }

  private static @Nullable Integer quantile(int[] sorted, double share) {
    return sorted.length == 0 ? null : sorted[(int) Math.ceil(share * sorted.length) - 1];
  }
}
