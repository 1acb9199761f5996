package io.mastiff.standalone.operator;

import io.mastiff.event.Outcome;
import io.mastiff.event.Topics;
import io.mastiff.event.UnreadableRecordException;
import io.mastiff.standalone.privacy.TopicScan;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * What orders were worth, from the purchases that the store told: those of some clients, and what
 * one was worth on average.
 *
 * <p>Of at most {@value #MOST_CURRENCIES} currencies; purchases in others are passed over.
 */
public final class Money {
  private static final int MOST_CURRENCIES = 50;
  private static final long LARGEST_CENTS = 100_000_000_000L;

  private final Set<String> clients;
  private final Map<String, Sum> all = new HashMap<>();
  private final Map<String, Sum> own = new HashMap<>();

  private Money(Set<String> clients) {
    this.clients = clients;
  }

  /** Of purchases in one currency. */
  private static final class Sum {
    private long orders;
    private long cents;

    void add(long value) {
      orders++;
      cents += value;
    }
  }

  /** Nothing is known. */
  public static Money none() {
    return of(Set.of());
  }

  /** Nothing is known yet; keeps purchases of these clients apart. */
  static Money of(Set<String> clients) {
    return new Money(clients);
  }

  /** Reads all purchases that the topic holds; keeps those of these clients apart. */
  public static Money read(String bootstrap, Topics topics, Set<String> clients) {
    Money money = of(clients);
    TopicScan.read(
        bootstrap,
        List.of(topics.outcomes().name()),
        (done, of) -> {},
        record -> money.take(topics, record));
    return money;
  }

  private void take(Topics topics, ConsumerRecord<byte[], byte[]> record) {
    if (record.value() == null) {
      return;
    }
    try {
      add(topics.outcomes().value().decode(record.value()));
    } catch (UnreadableRecordException e) {
      // Not a purchase; who imports or publishes outcomes is told of it there.
    }
  }

  void add(Outcome outcome) {
    boolean sound =
        outcome.getKind().equals("purchased")
            && outcome.getCurrency().matches("[A-Z]{3}")
            && outcome.getValueCents() > 0
            && outcome.getValueCents() <= LARGEST_CENTS;
    if (!sound) {
      return;
    }
    add(all, outcome);
    if (clients.contains(outcome.getReference())) {
      add(own, outcome);
    }
  }

  private static void add(Map<String, Sum> sums, Outcome outcome) {
    if (sums.size() < MOST_CURRENCIES || sums.containsKey(outcome.getCurrency())) {
      sums.computeIfAbsent(outcome.getCurrency(), c -> new Sum()).add(outcome.getValueCents());
    }
  }

  /** What the clients' purchases were worth, such as "1,920 EUR and 40 SEK"; empty for nothing. */
  public String ofClients() {
    List<String> parts = new ArrayList<>();
    own.entrySet().stream()
        .sorted(Map.Entry.comparingByKey())
        .forEach(e -> parts.add(shown(e.getValue().cents, e.getKey())));
    return String.join(" and ", parts);
  }

  /** What so many orders are worth at the mean of the commonest currency; empty if not known. */
  public String about(long orders) {
    return orders == 0
        ? ""
        : all.entrySet().stream()
            .max(Comparator.comparingLong(e -> e.getValue().orders))
            .map(e -> shown(orders * (e.getValue().cents / e.getValue().orders), e.getKey()))
            .orElse("");
  }

  private static String shown(long cents, String currency) {
    return String.format(Locale.ROOT, "%,d %s", Math.round(cents / 100.0), currency);
  }
}
