package io.mastiff.standalone.route;

import io.mastiff.data.accesslog.LogFormat;
import io.mastiff.data.accesslog.LogLine;
import io.mastiff.data.accesslog.LogReader;
import io.mastiff.edge.route.Route;
import io.mastiff.edge.route.RouteMatch;
import io.mastiff.edge.route.RouteTable;
import io.mastiff.event.PageType;
import io.mastiff.standalone.audit.BadLines;
import io.mastiff.standalone.audit.LogInput;
import io.mastiff.standalone.audit.LogSource;
import io.mastiff.standalone.route.PathTree.Leaf;
import java.io.IOException;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.function.LongConsumer;
import java.util.regex.Pattern;

/** Proposes a policy's {@code routes} from the pages that a log's clients were given. */
public final class RouteSuggestion {
  private static final int FIRST_ERROR = 400;
  private static final int MOST = 60;
  private static final double LEAST_SHARE = 0.001;
  private static final int LARGEST_COST = 1_000;
  private static final Pattern WRITABLE = Pattern.compile("(/[A-Za-z0-9._~{}-]+)+(/[*])?|/");

  private final RouteTable defaults = new RouteTable(List.of());
  private final PageTypeGuess guess = new PageTypeGuess();
  private final PathTree tree = new PathTree();
  private final Times all = new Times();
  private final BadLines bad = new BadLines();
  private long pages;

  private RouteSuggestion() {}

  /** Reads the logs; {@code progress} is told the bytes of the files read so far. */
  public static RouteSuggestion of(List<LogSource> sources, LongConsumer progress)
      throws IOException {
    RouteSuggestion suggestion = new RouteSuggestion();
    long bytes = 0;
    long parsed = 0;
    for (LogSource source : sources) {
      LogFormat format = source.format().another();
      try (LogReader in = LogReader.open(source.file())) {
        long number = 0;
        for (String text = in.next(); text != null; text = in.next()) {
          number++;
          parsed += suggestion.take(source, number, text, format) ? 1 : 0;
          if ((number & 0xfff) == 0) {
            progress.accept(bytes + in.bytes());
          }
        }
        bytes += in.bytes();
      }
    }
    if (parsed == 0) {
      throw LogInput.unreadable(sources.get(0), suggestion.bad);
    }
    return suggestion;
  }

  private boolean take(LogSource source, long number, String text, LogFormat format) {
    if (format.takeDirective(text)) {
      return false;
    }
    var line = format.parse(text);
    if (line.isEmpty()) {
      bad.add(source.name(), number, text);
      return false;
    }
    page(line.get());
    return true;
  }

  private void page(LogLine line) {
    RouteMatch match = defaults.match(line.target());
    PageType type = match.route().pageType();
    boolean wanted = type != PageType.ASSET && type != PageType.ROBOTS && type != PageType.MACHINE;
    if (wanted && line.status() < FIRST_ERROR && match.path().startsWith("/")) {
      pages++;
      all.add(line.tookMicros());
      tree.add(match.path(), line.tookMicros());
    }
  }

  /** The section of a policy file, most asked for first. */
  public String yaml() {
    StringBuilder out = new StringBuilder();
    out.append(
        String.format(
            Locale.ROOT,
            "# From %d pages. Check types and names of segments.%n%sroutes:%n",
            pages,
            all.median() < 0 ? "# The log tells no response times: all cost 10.\n" : ""));
    tree.leaves().stream()
        .filter(leaf -> leaf.requests() >= Math.max(2, pages * LEAST_SHARE))
        .filter(leaf -> WRITABLE.matcher(leaf.template()).matches())
        .sorted(Comparator.comparingLong(Leaf::requests).reversed().thenComparing(Leaf::template))
        .limit(MOST)
        .forEach(leaf -> row(out, leaf));
    return out.toString();
  }

  private void row(StringBuilder out, Leaf leaf) {
    PageType type = guess.of(leaf.template(), leaf.example());
    double median = leaf.times().median();
    out.append(
        String.format(
            Locale.ROOT,
            "  # %d requests%s%n  - {path: \"%s\", type: %s, cost: %d}%n",
            leaf.requests(),
            median < 0 ? "" : String.format(Locale.ROOT, ", median %.0f ms", median / 1000),
            named(leaf.template(), type),
            type.name().toLowerCase(Locale.ROOT).replace('_', '-'),
            cost(median)));
  }

  /** In tenths of the log's median page. */
  private int cost(double median) {
    if (median < 0 || all.median() <= 0) {
      return Route.ORDINARY_COST;
    }
    long cost = Math.round(Route.ORDINARY_COST * median / all.median());
    return (int) Math.max(1, Math.min(LARGEST_COST, cost));
  }

  /** A page of a product names it by its last variable. */
  private static String named(String template, PageType type) {
    StringBuilder named = new StringBuilder();
    int last = template.lastIndexOf(PathTree.VARIABLE);
    int number = 0;
    for (int i = 0; i < template.length(); i++) {
      if (template.startsWith(PathTree.VARIABLE, i)) {
        number++;
        boolean product = type == PageType.PRODUCT && i == last;
        named.append(product ? "{product}" : number == 1 ? "{id}" : "{id" + number + "}");
        i++;
      } else {
        named.append(template.charAt(i));
      }
    }
    return named.toString();
  }
}
