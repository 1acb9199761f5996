package io.mastiff.standalone.dataset;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;

/** Lines of a shop's log: people who buy what is popular, and programs that walk the catalogue. */
final class ShopLog {
  static final int PRODUCTS = 300;
  static final String TRAP = "/hidden";
  private static final String BROWSER = "Mozilla/5.0 (X11; Linux x86_64; rv:120.0) Firefox/120.0";
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("dd/MMM/yyyy:HH:mm:ss Z", Locale.ROOT).withZone(ZoneOffset.UTC);

  private final SplittableRandom random = new SplittableRandom(8);
  private final List<String> lines = new ArrayList<>();
  private int clients;

  List<String> lines() {
    return lines;
  }

  /** A product by Zipf's law with exponent 1. */
  int popular() {
    return (int) Math.pow(PRODUCTS, random.nextDouble()) - 1;
  }

  ShopLog buyers(int count) {
    for (int i = 0; i < count; i++) {
      visit(List.of(popular(), popular(), popular(), popular(), popular()), true, false);
    }
    return this;
  }

  /** Programs that read hundred products one after the other; they buy, or fall into a trap. */
  ShopLog walkers(int count, boolean buy) {
    for (int i = 0; i < count; i++) {
      List<Integer> products = new ArrayList<>();
      int from = random.nextInt(PRODUCTS);
      for (int step = 0; step < 100; step++) {
        products.add((from + step) % PRODUCTS);
      }
      visit(products, buy, !buy);
    }
    return this;
  }

  /** One session of a new client, which has an address of its own and one of twenty days. */
  ShopLog visit(List<Integer> products, boolean buys, boolean falls) {
    int client = clients++;
    String address = "10." + client / 250 + "." + client % 250 + ".7";
    long second = 1_700_000_000L + client % 20 * 86_400L + client;
    line(address, second, "/");
    for (int product : products) {
      second += random.nextInt(2, 40);
      line(address, second, "/p/" + product);
    }
    if (buys) {
      line(address, second + 20, "/cart");
      line(address, second + 50, "/checkout/success");
    }
    if (falls) {
      line(address, second + 1, TRAP);
    }
    return this;
  }

  private void line(String address, long second, String target) {
    lines.add(
        String.format(
            "%s - - [%s] \"GET %s HTTP/1.1\" 200 5000 \"-\" \"%s\"",
            address, TIME.format(Instant.ofEpochSecond(second)), target, BROWSER));
  }
}
