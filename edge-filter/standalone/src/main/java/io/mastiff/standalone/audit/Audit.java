package io.mastiff.standalone.audit;

import io.mastiff.classifier.Classifier;
import io.mastiff.data.accesslog.LogFormat;
import io.mastiff.data.accesslog.LogLine;
import io.mastiff.data.accesslog.LogReader;
import io.mastiff.edge.crawler.CrawlerCatalogue;
import io.mastiff.edge.policy.Policy;
import io.mastiff.edge.route.RouteTable;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Replays access logs through the accumulator and the model that the stream uses.
 *
 * <p>One thread reads; each worker parses and follows the clients of its share of the networks, so
 * that a client's lines stay in their order. Memory holds the open sessions and {@link
 * AuditTotals}.
 */
public final class Audit {
  private static final int BATCH = 2_048;
  private static final int BATCH_CHARACTERS = 1 << 19;
  private static final int QUEUED_BATCHES = 16;
  private static final int LONGEST_ADDRESS = 64;

  private final Classifier model;
  private final Policy policy;
  private final RouteTable routes;
  private final boolean byUser;
  private final int workers;
  private final CrawlerCatalogue crawlers;
  private final SessionSink sink;
  private final BadLines bad = new BadLines();

  /**
   * @param byUser whether the log's user field names the sessions
   * @param crawlers those that declare themselves
   * @param sink takes every session
   */
  Audit(
      Classifier model,
      Policy policy,
      CrawlerCatalogue crawlers,
      boolean byUser,
      int workers,
      SessionSink sink) {
    this.model = model;
    this.policy = policy;
    this.routes = new RouteTable(policy.routes());
    this.byUser = byUser;
    this.workers = byUser ? 1 : workers;
    this.crawlers = crawlers;
    this.sink = sink;
  }

  private record Raw(LogSource source, long number, String text) {}

  private static final List<Raw> END = new ArrayList<>();

  /** Reads all logs; {@code progress} is told the bytes of the files read so far. */
  AuditTotals run(List<LogSource> sources, LongConsumer progress)
      throws IOException, InterruptedException {
    boolean assets = AssetSight.isIn(sources.get(0), routes);
    List<Worker> crew = new ArrayList<>();
    for (int i = 0; i < workers; i++) {
      Worker worker =
          new Worker(
              new LogEvents(policy, routes, assets, byUser),
              new AuditTotals(model, new Teller(crawlers), assets));
      worker.thread.start();
      crew.add(worker);
    }
    long lines = 0;
    try {
      lines = read(sources, crew, progress);
    } finally {
      for (Worker worker : crew) {
        worker.finish();
      }
    }
    AuditTotals all = new AuditTotals(model, new Teller(crawlers), assets);
    for (Worker worker : crew) {
      worker.join();
      all.merge(worker.totals);
    }
    all.lines = lines;
    return all;
  }

  BadLines bad() {
    return bad;
  }

  private long read(List<LogSource> sources, List<Worker> crew, LongConsumer progress)
      throws IOException, InterruptedException {
    long bytes = 0;
    long all = 0;
    for (LogSource source : sources) {
      LogFormat format = source.format().another();
      long number = 0;
      try (LogReader in = LogReader.open(source.file())) {
        for (String line = in.next(); line != null; line = in.next()) {
          number++;
          Raw raw = new Raw(source, number, line);
          if (format.takeDirective(line)) {
            giveAll(crew, raw);
          } else {
            crew.get(shard(line, format)).give(raw);
          }
          if ((number & 0xfff) == 0) {
            progress.accept(bytes + in.bytes());
          }
        }
        bytes += in.bytes();
        in.damage().ifPresent(what -> bad.damaged(source.name(), what));
      }
      all += number;
    }
    return all;
  }

  private static void giveAll(List<Worker> crew, Raw line) throws InterruptedException {
    for (Worker worker : crew) {
      worker.give(line);
    }
  }

  /** The worker of a line: by the address up to its last group, which is within its network. */
  private int shard(String line, LogFormat format) {
    int from = workers == 1 ? -1 : format.addressAt(line);
    if (from < 0) {
      return 0;
    }
    int end = addressEnd(line, from);
    int dot = line.lastIndexOf('.', end - 1);
    int to = dot > from ? dot : Math.min(end, from + 9);
    int hash = 0;
    for (int i = from; i < to; i++) {
      hash = hash * 31 + line.charAt(i);
    }
    return Math.floorMod(hash ^ (hash >>> 15), workers);
  }

  private static int addressEnd(String line, int from) {
    int most = Math.min(line.length(), from + LONGEST_ADDRESS);
    for (int i = from; i < most; i++) {
      char c = line.charAt(i);
      if (c == ' ' || c == '"' || c == '\t') {
        return i;
      }
    }
    return most;
  }

  /** Follows the clients of one share of the networks. */
  private final class Worker {
    private final BlockingQueue<List<Raw>> queue = new ArrayBlockingQueue<>(QUEUED_BATCHES);
    private final Thread thread = new Thread(this::work, "mastiff-audit");
    private final LogEvents events;
    private @Nullable LogSource source;
    private @Nullable LogFormat format;
    private final AuditTotals totals;
    private final SessionBook book =
        new SessionBook(model, SessionBook.MOST_OPEN / workers, this::closed, session -> {});
    private List<Raw> batch = new ArrayList<>(BATCH);
    private int characters;
    private volatile @Nullable RuntimeException failure;

    Worker(LogEvents events, AuditTotals totals) {
      this.events = events;
      this.totals = totals;
      thread.setDaemon(true);
    }

    void give(Raw line) throws InterruptedException {
      batch.add(line);
      characters += line.text().length();
      if (batch.size() == BATCH || characters >= BATCH_CHARACTERS) {
        queue.put(batch);
        batch = new ArrayList<>(BATCH);
        characters = 0;
      }
    }

    void finish() throws InterruptedException {
      queue.put(batch);
      queue.put(END);
    }

    void join() throws InterruptedException {
      thread.join();
      if (failure != null) {
        throw failure;
      }
    }

    private void work() {
      try {
        for (List<Raw> lines = queue.take(); lines != END; lines = queue.take()) {
          lines.forEach(this::line);
        }
        book.finish();
        totals.closedEarly = book.closedEarly();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      } catch (RuntimeException e) {
        failure = e;
        drain();
      }
    }

    private void drain() {
      try {
        List<Raw> lines = queue.take();
        while (lines != END) {
          lines = queue.take();
        }
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }

    private void line(Raw raw) {
      LogFormat reading = format(raw.source());
      if (reading.takeDirective(raw.text())) {
        return;
      }
      Optional<LogLine> parsed = reading.parse(raw.text());
      if (parsed.isEmpty()) {
        bad.add(raw.source().name(), raw.number(), raw.text());
        return;
      }
      LogLine line = parsed.get();
      totals.parsed++;
      totals.lenient += line.lenient() ? 1 : 0;
      book.add(line, events.event(line));
    }

    private LogFormat format(LogSource of) {
      LogFormat known = format;
      if (known == null || of != source) {
        source = of;
        known = of.format().another();
        format = known;
      }
      return known;
    }

    private void closed(LogSession session) {
      totals.add(session);
      sink.take(session);
    }
  }
}
