package io.mastiff.standalone.archive;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** An access log of people who buy and programs that fall into a trap. */
final class LogLines {
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("dd/MMM/yyyy:HH:mm:ss Z", Locale.ROOT).withZone(ZoneOffset.UTC);

  private LogLines() {}

  static List<String> of(int people, int programs) {
    List<String> lines = new ArrayList<>();
    for (int visitor = 0; visitor < people + programs; visitor++) {
      boolean person = visitor < people;
      int pages = person ? 4 + visitor % 4 : 20 + visitor % 10;
      for (int i = 0; i < pages; i++) {
        int product = person ? (visitor + i * 3) % 40 : i;
        lines.add(line(visitor, person ? i * (9 + i) : i, "/p/" + product));
      }
      lines.add(line(visitor, 400, person ? "/checkout/success" : ArchivedShop.TRAP));
    }
    return lines;
  }

  private static String line(int visitor, int second, String target) {
    String time = TIME.format(Instant.ofEpochSecond(1_700_000_000L + visitor * 60L + second));
    return "10.%d.%d.7 - - [%s] \"GET %s HTTP/1.1\" 200 5000 \"-\" \"Mozilla/5.0\""
        .formatted(visitor / 250, visitor % 250, time, target);
  }
}
