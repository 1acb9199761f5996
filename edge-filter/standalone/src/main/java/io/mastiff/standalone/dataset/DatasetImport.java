package io.mastiff.standalone.dataset;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.mastiff.data.dataset.EventSorter;
import io.mastiff.data.dataset.EventSorter.Entry;
import io.mastiff.data.dataset.ParquetDataset;
import io.mastiff.data.label.Label;
import io.mastiff.data.label.LabelVote;
import io.mastiff.event.RequestEvent;
import io.mastiff.feature.DatasetRow;
import io.mastiff.feature.FeatureSchema;
import io.mastiff.standalone.Folders;
import io.mastiff.standalone.UserError;
import io.mastiff.standalone.audit.LogSource;
import io.mastiff.standalone.dataset.EventFeed.Telling;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Makes a dataset of events: sorts them on disk by session and time, learns what people of the
 * training split have in common, and writes the rows of those sessions that somebody gave a label.
 *
 * <p>One session is in memory at a time. The events that were read of logs stay on disk when a run
 * is interrupted; they go with its end, and with a mistake of the user's. Those of an archive,
 * which is always read anew, never stay.
 */
public final class DatasetImport {
  /** An interrupted run may still write while its folder is removed. */
  private static final int TRIES = 5;

  private final ImportSettings settings;
  private final EventFeed feed;
  private final LabelPlaces labels;
  private final LabelVote vote = new LabelVote();
  private final ImportReport report;

  private DatasetImport(
      ImportSettings settings, EventFeed feed, LabelPlaces labels, ImportReport report) {
    this.settings = settings;
    this.feed = feed;
    this.labels = labels;
    this.report = report;
  }

  /** Makes a dataset of access logs. */
  public static ImportReport ofLogs(
      ImportSettings settings, List<LogSource> sources, Telling reading, Telling measuring)
      throws IOException {
    LabelPlaces labels = new LabelPlaces(settings);
    return of(settings, new LogFeed(settings, sources, labels), labels, reading, measuring);
  }

  /**
   * Makes a dataset of an archive.
   *
   * @param shop its id; empty for all
   */
  public static ImportReport ofArchive(
      ImportSettings settings, Path archive, String shop, Telling reading, Telling measuring)
      throws IOException {
    LabelPlaces labels = new LabelPlaces(settings);
    try {
      ArchiveFeed feed = new ArchiveFeed(settings, archive, shop, labels);
      return of(settings, feed, labels, reading, measuring);
    } finally {
      forget(settings.sorting());
    }
  }

  private static ImportReport of(
      ImportSettings settings,
      EventFeed feed,
      LabelPlaces labels,
      Telling reading,
      Telling measuring)
      throws IOException {
    ImportReport report = new ImportReport(settings, feed);
    DatasetImport run = new DatasetImport(settings, feed, labels, report);
    try {
      run.run(reading, measuring);
    } catch (UserError e) {
      forget(settings.sorting());
      throw e;
    }
    return report;
  }

  /** Removes what an interrupted run left that is of no use to the next one. */
  public static void forgetHalf(Path folder) {
    Path whole = folder.toAbsolutePath();
    forget(whole.resolveSibling(whole.getFileName() + ".part"));
    forget(whole.resolveSibling(whole.getFileName() + ".buyers"));
  }

  /** Removes all that an interrupted run left, of an import that never goes on. */
  public static void forgetAll(Path folder) {
    forgetHalf(folder);
    forget(ImportSettings.sorting(folder));
  }

  private static void forget(Path folder) {
    for (int left = TRIES; left > 0 && Files.exists(folder); left--) {
      try {
        Folders.delete(folder);
      } catch (UncheckedIOException e) {
        if (left == 1) {
          throw e;
        }
      }
    }
  }

  private void run(Telling reading, Telling measuring) throws IOException {
    ObjectNode made = ParquetDataset.made("real log");
    try (EventSorter sorter = new EventSorter(settings.sorting(), feed.kept());
        ParquetDataset out = new ParquetDataset(settings.folder(), masked(), made)) {
      report.resumed(feed.kept());
      feed.read(sorter, reading);
      LearnedBaselines baselines = learn(sorter);
      measure(sorter, baselines, out, measuring);
      if (report.isEmpty()) {
        throw new UserError(report.whyEmpty());
      }
      report.finish(labels.used(), out.rows(), vote, baselines);
      report.describe(made);
      if (baselines.whole().isPresent()) {
        out.baseline(baselines.whole().get());
      }
      out.finish();
      sorter.remove();
    }
  }

  private Set<String> masked() {
    Set<String> columns = new HashSet<>();
    settings.origins().forEach(origin -> columns.addAll(FeatureSchema.columnsFrom(origin)));
    return columns;
  }

  private LearnedBaselines learn(EventSorter sorter) throws IOException {
    Path whole = settings.folder().toAbsolutePath();
    EventSorter buyers = new EventSorter(whole.resolveSibling(whole.getFileName() + ".buyers"));
    try {
      SessionCutter cutter = new SessionCutter(new BuyersPass(settings, labels, buyers));
      sorter.read(cutter::add);
      cutter.finish();
      return LearnedBaselines.of(buyers);
    } finally {
      buyers.remove();
    }
  }

  private void measure(
      EventSorter sorter, LearnedBaselines baselines, ParquetDataset out, Telling progress)
      throws IOException {
    SessionCutter cutter = new SessionCutter(new Measuring(baselines, out));
    long[] done = {0};
    sorter.read(
        entry -> {
          cutter.add(entry);
          progress.at(++done[0], sorter.added());
        });
    cutter.finish();
  }

  /** Measures each session against what others have taught, and writes those with a label. */
  private final class Measuring implements SessionCutter.Sessions {
    private final LearnedBaselines baselines;
    private final ParquetDataset out;
    private @Nullable SessionRows open;

    Measuring(LearnedBaselines baselines, ParquetDataset out) {
      this.baselines = baselines;
      this.out = out;
    }

    @Override
    public void begin(String id, String client, Entry first) {
      open = new SessionRows(id, client, first, baselines.forClient(client));
    }

    @Override
    public void add(Entry entry, RequestEvent event) {
      session().add(entry, event);
    }

    @Override
    public void end() throws IOException {
      SessionRows ended = session();
      open = null;
      labels.use(ended.label());
      Label told = labels.get(ended.label());
      boolean considered = told != null || !settings.isLabelled();
      Optional<Label> label =
          considered ? vote.decide(told, ended.seen(), ended.claim()) : Optional.empty();
      List<DatasetRow> rows = label.map(ended::rows).orElse(List.of());
      for (DatasetRow row : rows) {
        out.add(row);
      }
      report.session(ended, label, !rows.isEmpty());
    }

    private SessionRows session() {
      if (open == null) {
        throw new IllegalStateException("no session is open");
      }
      return open;
    }
  }
}
