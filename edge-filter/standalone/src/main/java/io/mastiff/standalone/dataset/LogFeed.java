package io.mastiff.standalone.dataset;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.mastiff.data.accesslog.LogFormat;
import io.mastiff.data.accesslog.LogLine;
import io.mastiff.data.accesslog.LogReader;
import io.mastiff.data.dataset.EventSorter;
import io.mastiff.data.dataset.EventSorter.Entry;
import io.mastiff.edge.crawler.Crawler;
import io.mastiff.edge.route.RouteTable;
import io.mastiff.event.EntryKey;
import io.mastiff.event.IpAddress;
import io.mastiff.event.RequestEvent;
import io.mastiff.feature.DatasetFormat;
import io.mastiff.standalone.audit.AssetSight;
import io.mastiff.standalone.audit.BadLines;
import io.mastiff.standalone.audit.LogEvents;
import io.mastiff.standalone.audit.LogInput;
import io.mastiff.standalone.audit.LogSource;
import io.mastiff.standalone.dataset.ImportSettings.SessionField;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/**
 * Reads access logs, file by file: each is a part of the sorter, and stays read when the run is
 * interrupted later.
 */
final class LogFeed implements EventFeed {
  private final BadLines bad = new BadLines();
  private long lines;
  private long parsed;
  private long future;
  private final ImportSettings settings;
  private final List<LogSource> sources;
  private final Evidence evidence;
  private final LabelPlaces labels;
  private final ReadingBook book;

  LogFeed(ImportSettings settings, List<LogSource> sources, LabelPlaces labels) throws IOException {
    this.settings = settings;
    this.sources = sources;
    this.labels = labels;
    this.evidence = new Evidence(settings.crawlers(), new Traps(settings.traps()));
    this.book = ReadingBook.open(settings.sorting(), settings.made(), sources);
  }

  @Override
  public int kept() {
    return book.count();
  }

  @Override
  public void read(EventSorter sorter, Telling progress) throws IOException {
    RouteTable routes = new RouteTable(settings.policy().routes());
    boolean assets = AssetSight.isIn(sources.get(0), routes);
    boolean byUser = settings.session() == SessionField.USER;
    LogEvents events = new LogEvents(settings.policy(), routes, assets, byUser);
    restore(events);
    long all = LogInput.size(sources);
    long before = LogInput.size(sources.subList(0, book.count()));
    for (LogSource source : sources.subList(book.count(), sources.size())) {
      before += read(source, events, sorter, before, all, progress);
      sorter.endPart();
      book.add(source, state(events));
    }
    if (parsed == 0) {
      throw LogInput.unreadable(sources.get(0), bad);
    }
  }

  private void restore(LogEvents events) {
    ReadingBook.State state = book.last();
    if (state != null) {
      lines = state.lines();
      parsed = state.parsed();
      future = state.future();
      bad.restore(state.bad());
      events.restore(state.hosts());
    }
  }

  private ReadingBook.State state(LogEvents events) {
    return new ReadingBook.State(lines, parsed, future, bad.state(), events.state());
  }

  private long read(
      LogSource source,
      LogEvents events,
      EventSorter sorter,
      long before,
      long all,
      Telling progress)
      throws IOException {
    try (LogReader in = LogReader.open(source.file())) {
      LogFormat format = source.format().another();
      long number = 0;
      for (String text = in.next(); text != null; text = in.next()) {
        number++;
        if (!format.takeDirective(text)) {
          line(source, number, text, format.parse(text), events, sorter);
        }
        if ((number & 0xff) == 0) {
          progress.at(before + in.bytes(), all);
        }
      }
      lines += number;
      in.damage().ifPresent(what -> bad.damaged(source.name(), what));
      return in.bytes();
    }
  }

  private void line(
      LogSource source,
      long number,
      String text,
      Optional<LogLine> read,
      LogEvents events,
      EventSorter sorter)
      throws IOException {
    if (read.isEmpty()) {
      bad.add(source.name(), number, text);
      return;
    }
    LogLine line = read.get();
    parsed++;
    future += line.atMs() > settings.nowMs() ? 1 : 0;
    RequestEvent event = events.event(line);
    String session = session(event);
    sorter.add(
        new Entry(
            session,
            client(line, event, session),
            line.atMs(),
            labels.of(line),
            evidence.seen(line, event),
            evidence.claim(line).map(Crawler::name).orElse(""),
            event.toByteArray()));
  }

  private String session(RequestEvent event) {
    return settings.session() == SessionField.ADDRESS
        ? "a:" + event.getAddress()
        : event.getClient();
  }

  /** Network and user agent; where the log hides addresses, the session is all there is. */
  private String client(LogLine line, RequestEvent event, String session) {
    if (SessionCutter.isNamed(session) && IpAddress.parse(line.address()).isEmpty()) {
      return session;
    }
    return settings.session() == SessionField.ADDRESS
        ? event.getNetwork()
        : event.getNetwork() + "|" + EntryKey.hex(event.getShape());
  }

  @Override
  public void describe(ObjectNode made) {
    made.put("source", DatasetFormat.LOGS).put("lines", lines).put("bad", bad.count());
    formats().forEach(made.putArray("logFormats")::add);
  }

  @Override
  public void figures(ObjectNode root) {
    root.put("lines", lines).put("parsed", parsed).put("bad", bad.count());
    ObjectNode kinds = root.putObject("badKinds");
    bad.kinds().forEach(kinds::put);
    bad.damages().forEach(root.putArray("damaged")::add);
    formats().forEach(root.putArray("formats")::add);
    root.put("future", future);
  }

  @Override
  public String text(long withoutLabel) {
    String read = "Format     %s\nLines      %d read, %d bad, %d without a label\n";
    StringBuilder out = new StringBuilder();
    out.append(read.formatted(String.join(", ", formats()), lines, bad.count(), withoutLabel));
    bad.damages().forEach(damage -> out.append("  damaged: " + damage + "\n"));
    bad.kinds().forEach((kind, n) -> out.append("  bad: " + n + " " + kind + "\n"));
    for (BadLines.Bad b : bad.first()) {
      String text = b.text().length() <= 50 ? b.text() : b.text().substring(0, 49) + "…";
      out.append("  bad: " + b.file() + " line " + b.line() + ": " + text.stripTrailing() + "\n");
    }
    if (future > 0) {
      out.append("  " + future + " lines are in the future: is a clock or a time zone wrong?\n");
    }
    return out.toString();
  }

  @Override
  public String whyEmpty() {
    return settings.isLabelled()
        ? "none of "
            + settings.labels().size()
            + " labels names anything in the logs; see --label-key and --session-field"
        : "the logs label no session by themselves: no order, no trap hit, no crawler's name;"
            + " give --labels FILE";
  }

  private List<String> formats() {
    return sources.stream().map(source -> source.format().name()).distinct().toList();
  }
}
