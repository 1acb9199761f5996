package io.mastiff.standalone.audit.fleet;

import io.mastiff.standalone.audit.tally.Distinct;
import io.mastiff.standalone.audit.tally.Timeline;

/**
 * Sessions that came in the same way and share something; the brief ones among them are counted
 * closely. At most 4 kB.
 */
final class Group {
  private static final int MOST_STEPS = 96;
  private static final int EXACT = 64;
  private static final int MEMBER_PRECISION = 8;
  private static final int PRODUCT_PRECISION = 10;

  long sessions;
  long people;
  long briefPeople;
  long brief;
  long convicted;
  long requests;
  long pages;
  long denied;
  long bytes;
  long tookMicros;
  long firstMs = Long.MAX_VALUE;
  long lastMs = Long.MIN_VALUE;
  final Distinct networks = new Distinct(EXACT, MEMBER_PRECISION);
  final Distinct agents = new Distinct(EXACT, MEMBER_PRECISION);
  final Distinct products = new Distinct(EXACT, PRODUCT_PRECISION);
  final Timeline times = new Timeline(MOST_STEPS);

  void add(Arrival arrival, boolean isBrief) {
    sessions++;
    people += arrival.person() ? 1 : 0;
    if (isBrief) {
      briefPeople += arrival.person() ? 1 : 0;
      addBrief(arrival);
    }
  }

  private void addBrief(Arrival arrival) {
    brief++;
    convicted += arrival.convicted() ? 1 : 0;
    requests += arrival.requests();
    pages += arrival.pages();
    denied += arrival.deniedRequests();
    bytes += arrival.bytes();
    tookMicros += arrival.tookMicros();
    firstMs = Math.min(firstMs, arrival.atMs());
    lastMs = Math.max(lastMs, arrival.atMs());
    networks.add(arrival.networkHash());
    agents.add(arrival.agentHash());
    if (!arrival.convicted()) {
      times.add(arrival.atMs(), arrival.requests());
    }
    if (arrival.products() != null) {
      products.add(arrival.products());
    }
  }

  void add(Group other) {
    sessions += other.sessions;
    people += other.people;
    briefPeople += other.briefPeople;
    brief += other.brief;
    convicted += other.convicted;
    requests += other.requests;
    pages += other.pages;
    denied += other.denied;
    bytes += other.bytes;
    tookMicros += other.tookMicros;
    firstMs = Math.min(firstMs, other.firstMs);
    lastMs = Math.max(lastMs, other.lastMs);
    networks.add(other.networks);
    agents.add(other.agents);
    products.add(other.products);
    times.add(other.times, 1);
  }
}
