package io.mastiff.standalone.audit;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Random;

/** Writes access logs of a shop of 4,000 products: people as they are, and whom a test adds. */
final class ShopLog {
  static final String CHROME =
      "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko)"
          + " Chrome/131.0.0.0 Safari/537.36";
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("dd/MMM/yyyy:HH:mm:ss Z", Locale.ROOT).withZone(ZoneOffset.UTC);
  private static final int PRODUCTS = 4_000;
  private static final String SHOP = "https://shop.example";
  private static final String[] BROWSERS = {
    CHROME,
    "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko)"
        + " Version/17.6 Safari/605.1.15",
    "Mozilla/5.0 (X11; Linux x86_64; rv:132.0) Gecko/20100101 Firefox/132.0",
    "Mozilla/5.0 (Linux; Android 10; K) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/130.0.0.0"
        + " Mobile Safari/537.36"
  };
  private static final String[] ENTRIES = {
    "-", "-", "https://www.google.com/", "https://www.bing.com/search?q=x", "https://blog.example/a"
  };

  private record Line(long second, String text) {}

  private final List<Line> lines = new ArrayList<>();
  private final Random random;

  ShopLog(long seed) {
    random = new Random(seed);
  }

  ShopLog line(
      long second, String address, String target, int bytes, String referer, String agent) {
    return line(second, address, target, bytes, referer, agent, "");
  }

  ShopLog line(
      long second,
      String address,
      String target,
      int bytes,
      String referer,
      String agent,
      String rest) {
    String time = TIME.format(Instant.ofEpochSecond(1_730_000_000L + second));
    lines.add(
        new Line(
            second,
            address
                + " - - ["
                + time
                + "] \"GET "
                + target
                + " HTTP/1.1\" 200 "
                + bytes
                + " \""
                + referer
                + "\" \""
                + agent
                + "\""
                + rest));
    return this;
  }

  /**
   * People over six hours: they come from everywhere, like popular products, and one in 20 buys.
   */
  ShopLog people(int visits, boolean assets) {
    for (int visit = 0; visit < visits; visit++) {
      String address = random.nextInt(1, 223) + "." + random.nextInt(256) + ".0.9";
      String agent = BROWSERS[random.nextInt(BROWSERS.length)];
      long second = random.nextInt(20_000);
      String referer = ENTRIES[random.nextInt(ENTRIES.length)];
      int pages = 1 + (int) (-Math.log(1 - random.nextDouble()) * 3.5);
      for (int page = 0; page < pages; page++) {
        String target = page % 3 == 1 ? "/c/" + random.nextInt(40) : "/p/" + popular();
        second = page(second, address, target, referer, agent, assets);
        referer = SHOP + target;
      }
      if (pages > 2 && random.nextInt(8) == 0) {
        second = page(second, address, "/cart", referer, agent, assets);
        page(second, address, "/checkout/success", SHOP + "/cart", agent, assets);
      }
    }
    return this;
  }

  private long page(
      long second, String address, String target, String referer, String agent, boolean assets) {
    line(second, address, target, 20_000, referer, agent);
    for (int i = 0; assets && i < 3; i++) {
      String asset = "/static/" + random.nextInt(50) + (i == 0 ? ".css" : ".jpg");
      line(second + 1, address, asset, 8_000, SHOP + target, agent);
    }
    return second + 5 + random.nextInt(70);
  }

  /** A product as people like them: the ten most popular are a quarter of what they see. */
  private int popular() {
    return (int) (Math.pow(PRODUCTS, Math.pow(random.nextDouble(), 0.9)) - 1);
  }

  /** One product page from each of many addresses, the products in turn. */
  ShopLog fleet(int addresses, String... agents) {
    for (int i = 0; i < addresses; i++) {
      String address = (100 + i % 90) + "." + (i / 90) + "." + i % 250 + ".77";
      line(
          random.nextInt(20_000),
          address,
          "/p/" + i * 1_999 % PRODUCTS,
          20_000,
          "-",
          agents[i % agents.length]);
    }
    return this;
  }

  /** People in another app who tap a link to what is popular there, look, and go back. */
  ShopLog taps(int visits, String agent) {
    for (int i = 0; i < visits; i++) {
      String address = (30 + i % 170) + "." + (i / 170) + "." + i % 250 + ".3";
      line(random.nextInt(20_000), address, "/p/" + random.nextInt(90), 20_000, "-", agent);
    }
    return this;
  }

  List<String> lines() {
    List<Line> sorted = new ArrayList<>(lines);
    sorted.sort(Comparator.comparingLong(Line::second));
    return sorted.stream().map(Line::text).toList();
  }
}
