package io.mastiff.standalone.audit.fleet;

import static org.assertj.core.api.Assertions.assertThat;

import io.mastiff.standalone.audit.tally.Distinct;
import java.util.List;
import org.junit.jupiter.api.Test;

class FleetBookTest {
  private static final String BROWSER = "Chrome";

  private static Arrival arrival(int i, String agent, String network, int pages, long assets) {
    Distinct products = new Distinct(128, 12);
    products.add(Distinct.hash("product " + i));
    return new Arrival(
        agent,
        Distinct.hash(agent),
        network,
        Distinct.hash(network),
        "without a referer",
        "/p/{product}",
        true,
        true,
        false,
        pages,
        assets,
        pages + assets,
        0,
        20_000L * pages,
        0,
        1_730_000_000_000L + i * 1_000L,
        products);
  }

  private static String network(int i) {
    return (1 + i % 200) + "." + i / 200 % 250 + "." + i % 7 + ".0/24";
  }

  private static FleetBook crowd(int from, int to) {
    FleetBook book = new FleetBook(true);
    for (int i = from; i < to; i++) {
      book.add(arrival(i, "agent " + i, network(i), 5, 9));
      if (i % 20 == 0) {
        book.add(arrival(i, BROWSER, network(i), 1, 0));
      }
    }
    return book;
  }

  @Test
  void aFleetIsKeptThoughEndlesslyManyUserAgentsComeBesides() {
    FleetBook book = crowd(0, 60_000);
    List<Fleet> fleets = book.fleets();

    assertThat(book.forgotten()).isGreaterThan(40_000);
    assertThat(fleets).hasSize(1);
    assertThat(fleets.get(0).shared()).containsExactly(new Fleet.Shared(BROWSER, 3_000));
    assertThat(fleets.get(0).times().sum()).isEqualTo(3_000);
  }

  @Test
  void partsOfALogAddUpToTheWhole() {
    FleetBook parts = crowd(0, 3_000);
    parts.add(crowd(3_000, 6_000));

    assertThat(parts.fleets())
        .usingRecursiveComparison()
        .ignoringFields("times")
        .isEqualTo(crowd(0, 6_000).fleets());
  }

  @Test
  void widerNetworksAreToldFromText() {
    assertThat(FleetBook.wide("203.0.113.0/24")).isEqualTo("203.0.0.0/16");
    assertThat(FleetBook.wide("2001:db8:1:100::/56")).isEqualTo("2001:db8::/32");
    assertThat(FleetBook.wide("h:0123456789ab")).isEmpty();
    assertThat(FleetBook.wide("host.example")).isEmpty();
  }
}
