package io.mastiff.data.accesslog;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Logs whose {@code #Fields} line names their columns. */
abstract class ColumnFormat implements LogFormat {
  private static final String FIELDS = "#Fields:";
  private static final String DATE = "#Date:";
  private static final int MOST_COLUMNS = 200;

  private final char separator;
  private final IsoTime time = new IsoTime();
  private List<String> columns;
  private int[] places;
  private String date = "";

  /** The columns that are read, by their names. */
  private enum Column {
    DAY("date"),
    TIME("time"),
    ADDRESS("c-ip"),
    USER("cs-username"),
    METHOD("cs-method"),
    STEM("cs-uri-stem"),
    QUERY("cs-uri-query"),
    URI("cs-uri"),
    PROTOCOL("cs-version"),
    PROTOCOL_VERSION("cs-protocol-version"),
    STATUS("sc-status"),
    BYTES("sc-bytes"),
    REFERER("cs(referer)"),
    AGENT("cs(user-agent)"),
    TOOK("time-taken");

    private final String title;

    Column(String title) {
      this.title = title;
    }
  }

  /**
   * @param columns those of logs without a {@code #Fields} line; empty where there are none
   */
  ColumnFormat(char separator, List<String> columns) {
    this.separator = separator;
    this.columns = columns;
    this.places = places(columns);
  }

  /** The text that a field stands for. */
  abstract String decoded(String field);

  /** Microseconds of the column time-taken, or -1. */
  abstract long took(String field);

  @Override
  public boolean takeDirective(String line) {
    if (line.isEmpty() || line.charAt(0) != '#') {
      return false;
    }
    if (line.regionMatches(true, 0, FIELDS, 0, FIELDS.length())) {
      columns =
          List.of(
              line.substring(FIELDS.length()).trim().toLowerCase(Locale.ROOT).split("[ \t]+", -1));
      places = places(columns);
    } else if (line.regionMatches(true, 0, DATE, 0, DATE.length())) {
      String told = line.substring(DATE.length()).trim();
      date = told.substring(0, Math.min(10, told.length()));
    }
    return true;
  }

  private static int[] places(List<String> columns) {
    return Arrays.stream(Column.values()).mapToInt(c -> columns.indexOf(c.title)).toArray();
  }

  /** Gives what this one was told to another. */
  final LogFormat telling(ColumnFormat other) {
    other.columns = columns;
    other.places = places;
    other.date = date;
    return other;
  }

  @Override
  public int addressAt(String line) {
    int place = places[Column.ADDRESS.ordinal()];
    int at = place < 0 ? -1 : 0;
    for (int i = 0; i < place && at >= 0; i++) {
      at = line.indexOf(separator, at) + 1;
      at = at == 0 ? -1 : at;
    }
    return at;
  }

  @Override
  public Optional<LogLine> parse(String line) {
    if (line.length() > LogReader.LONGEST || line.startsWith("#") || columns.isEmpty()) {
      return Optional.empty();
    }
    String[] f = line.split(String.valueOf(separator), MOST_COLUMNS);
    if (f.length != columns.size()) {
      return Optional.empty();
    }
    String day = field(f, Column.DAY);
    long atMs = time.parse((day.isEmpty() ? date : day) + " " + field(f, Column.TIME));
    String address = field(f, Column.ADDRESS);
    String target = target(f);
    long status = Fields.number(field(f, Column.STATUS), -1);
    if (atMs < 0 || address.isEmpty() || target.isEmpty() || !Fields.isStatus(status)) {
      return Optional.empty();
    }
    return Optional.of(
        new LogLine(
            address,
            Fields.orNone(field(f, Column.USER)),
            atMs,
            field(f, Column.METHOD),
            target,
            field(f, Column.PROTOCOL) + field(f, Column.PROTOCOL_VERSION),
            (int) status,
            Fields.number(field(f, Column.BYTES), -1),
            Fields.orNone(decoded(field(f, Column.REFERER))),
            Fields.orNone(decoded(field(f, Column.AGENT))),
            false,
            took(field(f, Column.TOOK))));
  }

  private String target(String[] f) {
    String stem = field(f, Column.STEM);
    if (stem.isEmpty()) {
      return Fields.path(field(f, Column.URI));
    }
    String query = field(f, Column.QUERY);
    return query.isEmpty() ? stem : stem + "?" + query;
  }

  /** The field, or the empty text where it lacks. */
  private String field(String[] f, Column column) {
    int place = places[column.ordinal()];
    return place < 0 || f[place].equals(LogLine.NONE) ? "" : f[place];
  }
}
