package io.mastiff.standalone.dataset;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.google.protobuf.InvalidProtocolBufferException;
import io.mastiff.data.accesslog.LogFormat;
import io.mastiff.data.accesslog.LogLine;
import io.mastiff.data.accesslog.LogReader;
import io.mastiff.data.dataset.EventSorter;
import io.mastiff.data.dataset.EventSorter.Entry;
import io.mastiff.data.dataset.ParquetDataset;
import io.mastiff.data.label.Label;
import io.mastiff.data.label.LabelVote;
import io.mastiff.edge.crawler.Crawler;
import io.mastiff.edge.route.RouteTable;
import io.mastiff.event.EntryKey;
import io.mastiff.event.IpAddress;
import io.mastiff.event.RequestEvent;
import io.mastiff.feature.DatasetRow;
import io.mastiff.feature.FeatureSchema;
import io.mastiff.standalone.Folders;
import io.mastiff.standalone.UserError;
import io.mastiff.standalone.audit.AssetSight;
import io.mastiff.standalone.audit.LogEvents;
import io.mastiff.standalone.audit.LogInput;
import io.mastiff.standalone.audit.LogSource;
import io.mastiff.standalone.audit.SessionBook;
import io.mastiff.standalone.dataset.ImportSettings.SessionField;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Makes a dataset of logs: reads their lines in any order, sorts them on disk by session and time,
 * and writes the rows of those sessions that somebody gave a label.
 *
 * <p>One session is in memory at a time. Sessions end after 30 minutes without a request; those
 * that the user field names do not.
 */
public final class LogImport {
  private static final String NAMED = "u:";

  private final ImportSettings settings;
  private final List<LogSource> sources;
  private final Evidence evidence;
  private final LabelVote vote = new LabelVote();
  private final ImportReport report;
  private final List<Label> labels = new ArrayList<>();
  private final Map<String, Integer> labelPlaces = new HashMap<>();
  private final BitSet labelsUsed = new BitSet();
  private @Nullable SessionRows open;
  private String openKey = "";
  private long sessionsOfKey;

  public LogImport(ImportSettings settings, List<LogSource> sources) {
    this.settings = settings;
    this.sources = sources;
    this.evidence = new Evidence(settings.crawlers(), settings.traps());
    this.report = new ImportReport(settings, sources, vote);
    settings
        .labels()
        .forEach(
            (key, label) -> {
              labelPlaces.put(key, labels.size());
              labels.add(label);
            });
  }

  /** Folders that a run makes beside the dataset and takes away again. */
  private static List<Path> temporary(Path folder) {
    Path whole = folder.toAbsolutePath();
    return List.of(
        whole.resolveSibling(whole.getFileName() + ".part"),
        whole.resolveSibling(whole.getFileName() + ".sorting"));
  }

  /** Removes what an interrupted run left beside the dataset. */
  public static void forget(Path folder) {
    for (Path left : temporary(folder)) {
      if (Files.exists(left)) {
        Folders.delete(left);
      }
    }
  }

  /** Is told how far the work has come. */
  @FunctionalInterface
  public interface Telling {
    void at(long done, long all);
  }

  /** Writes the dataset. */
  public ImportReport run(Telling reading, Telling measuring) throws IOException {
    long size = LogInput.size(sources);
    ObjectNode made = ParquetDataset.made("real log");
    Path sorting = temporary(settings.folder()).get(1);
    try (ParquetDataset out = new ParquetDataset(settings.folder(), masked(), made);
        EventSorter sorter = new EventSorter(sorting)) {
      readLogs(sorter, bytes -> reading.at(bytes, size));
      if (report.parsed == 0) {
        throw LogInput.unreadable(sources.get(0), report.bad);
      }
      sorter.read(
          entry -> {
            measure(entry, out);
            measuring.at(++report.measured, sorter.added());
          });
      close(out);
      if (report.isEmpty()) {
        throw new UserError(report.whyEmpty());
      }
      report.finish(labelsUsed.cardinality(), out.rows());
      report.describe(made);
      out.finish();
    }
    return report;
  }

  private Set<String> masked() {
    Set<String> columns = new HashSet<>();
    settings.origins().forEach(origin -> columns.addAll(FeatureSchema.columnsFrom(origin)));
    return columns;
  }

  private void readLogs(EventSorter sorter, LongConsumer progress) throws IOException {
    RouteTable routes = new RouteTable(settings.policy().routes());
    boolean assets = AssetSight.isIn(sources.get(0), routes);
    boolean byUser = settings.session() == SessionField.USER;
    LogEvents events = new LogEvents(settings.policy(), routes, assets, byUser);
    long bytes = 0;
    for (LogSource source : sources) {
      try (LogReader in = LogReader.open(source.file())) {
        LogFormat format = source.format().another();
        long number = 0;
        for (String text = in.next(); text != null; text = in.next()) {
          number++;
          if (!format.takeDirective(text)) {
            line(source, number, text, format.parse(text), events, sorter);
          }
          if ((number & 0xff) == 0) {
            progress.accept(bytes + in.bytes());
          }
        }
        report.lines += number;
        bytes += in.bytes();
        in.damage().ifPresent(what -> report.bad.damaged(source.name(), what));
      }
    }
  }

  private void line(
      LogSource source,
      long number,
      String text,
      Optional<LogLine> parsed,
      LogEvents events,
      EventSorter sorter)
      throws IOException {
    if (parsed.isEmpty()) {
      report.bad.add(source.name(), number, text);
      return;
    }
    LogLine line = parsed.get();
    report.parsed++;
    report.future += line.atMs() > settings.nowMs() ? 1 : 0;
    RequestEvent event = events.event(line);
    String session = session(event);
    sorter.add(
        new Entry(
            session,
            client(line, event, session),
            line.atMs(),
            label(line),
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
    if (isNamed(session) && IpAddress.parse(line.address()).isEmpty()) {
      return session;
    }
    return settings.session() == SessionField.ADDRESS
        ? event.getNetwork()
        : event.getNetwork() + "|" + EntryKey.hex(event.getShape());
  }

  private static boolean isNamed(String session) {
    return session.startsWith(NAMED);
  }

  private int label(LogLine line) {
    String key = settings.labelKey().of(line.user(), line.address(), line.userAgent());
    return labelPlaces.getOrDefault(key, Entry.NO_LABEL);
  }

  private void measure(Entry entry, ParquetDataset out) throws IOException {
    SessionRows session = open;
    boolean same = session != null && entry.session().equals(openKey);
    boolean over = session != null && entry.atMs() - session.lastMs() > SessionBook.GAP_MS;
    if (session == null || !same || over && !isNamed(openKey)) {
      close(out);
      sessionsOfKey = same ? sessionsOfKey + 1 : 1;
      openKey = entry.session();
      session = new SessionRows(id(openKey), entry);
      open = session;
    }
    session.add(entry, event(entry));
  }

  private String id(String session) {
    return isNamed(session) ? session.substring(NAMED.length()) : session + "#" + sessionsOfKey;
  }

  private static RequestEvent event(Entry entry) throws IOException {
    try {
      return RequestEvent.parseFrom(entry.event());
    } catch (InvalidProtocolBufferException e) {
      throw new IOException("the sorted events are damaged: " + e.getMessage(), e);
    }
  }

  private void close(ParquetDataset out) throws IOException {
    SessionRows ended = open;
    open = null;
    if (ended == null) {
      return;
    }
    Label told = null;
    if (ended.label() != Entry.NO_LABEL) {
      told = labels.get(ended.label());
      labelsUsed.set(ended.label());
    }
    boolean considered = told != null || !settings.isLabelled();
    Optional<Label> label =
        considered ? vote.decide(told, ended.seen(), ended.claim()) : Optional.empty();
    List<DatasetRow> rows = label.map(ended::rows).orElse(List.of());
    for (DatasetRow row : rows) {
      out.add(row);
    }
    report.session(ended, label, !rows.isEmpty());
  }
}
