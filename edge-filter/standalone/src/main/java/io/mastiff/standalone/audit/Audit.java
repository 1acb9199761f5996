package io.mastiff.standalone.audit;

import io.mastiff.classifier.Classifier;
import io.mastiff.data.accesslog.CombinedParser;
import io.mastiff.data.accesslog.LogFiles;
import io.mastiff.data.accesslog.LogLine;
import io.mastiff.edge.policy.Policy;
import io.mastiff.edge.route.RouteTable;
import io.mastiff.event.PageType;
import io.mastiff.event.RequestEvent;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
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
 * that a client's lines stay in their order. Memory holds the open sessions only.
 */
public final class Audit {
  private static final int BATCH = 2_048;
  private static final int QUEUED_BATCHES = 16;
  private static final int SAMPLE = 10_000;
  private static final double ASSETS_SHARE = 0.02;

  private final Classifier model;
  private final Policy policy;
  private final RouteTable routes;
  private final boolean byUser;
  private final int workers;
  private final @Nullable SessionCsv csv;
  private final BadLines bad = new BadLines();

  /**
   * @param byUser whether the log's user field names the sessions
   * @param csv takes every session; null for none
   */
  Audit(Classifier model, Policy policy, boolean byUser, int workers, @Nullable SessionCsv csv) {
    this.model = model;
    this.policy = policy;
    this.routes = new RouteTable(policy.routes());
    this.byUser = byUser;
    this.workers = byUser ? 1 : workers;
    this.csv = csv;
  }

  private record Raw(String file, long number, String text) {}

  private static final List<Raw> END = new ArrayList<>();

  /** Reads all files; {@code progress} is told the characters read so far. */
  AuditTotals run(List<Path> files, LongConsumer progress)
      throws IOException, InterruptedException {
    boolean assets = holdsAssets(files.get(0));
    List<Worker> crew = new ArrayList<>();
    for (int i = 0; i < workers; i++) {
      Worker worker = new Worker(new LogEvents(policy, routes, assets, byUser));
      worker.thread.start();
      crew.add(worker);
    }
    long lines = 0;
    try {
      lines = read(files, crew, progress);
    } finally {
      for (Worker worker : crew) {
        worker.finish();
      }
    }
    AuditTotals all = new AuditTotals();
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

  private long read(List<Path> files, List<Worker> crew, LongConsumer progress)
      throws IOException, InterruptedException {
    long characters = 0;
    long all = 0;
    for (Path file : files) {
      String name = file.toString();
      long number = 0;
      try (BufferedReader in = LogFiles.open(file)) {
        for (String line = in.readLine(); line != null; line = in.readLine()) {
          number++;
          characters += line.length() + 1;
          crew.get(shard(line)).give(new Raw(name, number, line));
          if ((number & 0xfff) == 0) {
            progress.accept(characters);
          }
        }
      }
      all += number;
    }
    return all;
  }

  /** The worker of a line: by the address up to its last group, which is within its network. */
  private int shard(String line) {
    if (workers == 1) {
      return 0;
    }
    int space = line.indexOf(' ');
    int end = space < 0 ? Math.min(line.length(), 24) : space;
    int dot = line.lastIndexOf('.', end - 1);
    int to = dot > 0 ? dot : Math.min(end, 9);
    int hash = 0;
    for (int i = 0; i < to; i++) {
      hash = hash * 31 + line.charAt(i);
    }
    return Math.floorMod(hash ^ (hash >>> 15), workers);
  }

  private boolean holdsAssets(Path file) throws IOException {
    CombinedParser parser = new CombinedParser();
    int lines = 0;
    int assets = 0;
    try (BufferedReader in = LogFiles.open(file)) {
      for (String line = in.readLine(); line != null && lines < SAMPLE; line = in.readLine()) {
        lines++;
        Optional<LogLine> parsed = parser.parse(line);
        boolean asset =
            parsed.isPresent()
                && routes.match(parsed.get().target()).route().pageType() == PageType.ASSET;
        assets += asset ? 1 : 0;
      }
    }
    return assets >= lines * ASSETS_SHARE;
  }

  /** Follows the clients of one share of the networks. */
  private final class Worker {
    private final BlockingQueue<List<Raw>> queue = new ArrayBlockingQueue<>(QUEUED_BATCHES);
    private final Thread thread = new Thread(this::work, "mastiff-audit");
    private final LogEvents events;
    private final CombinedParser parser = new CombinedParser();
    private final AuditTotals totals = new AuditTotals();
    private final SessionBook book = new SessionBook(model, this::closed, session -> {});
    private List<Raw> batch = new ArrayList<>(BATCH);
    private volatile @Nullable RuntimeException failure;

    Worker(LogEvents events) {
      this.events = events;
      thread.setDaemon(true);
    }

    void give(Raw line) throws InterruptedException {
      batch.add(line);
      if (batch.size() == BATCH) {
        queue.put(batch);
        batch = new ArrayList<>(BATCH);
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
      Optional<LogLine> parsed = parser.parse(raw.text());
      if (parsed.isEmpty()) {
        bad.add(raw.file(), raw.number(), raw.text());
        return;
      }
      LogLine line = parsed.get();
      totals.parsed++;
      totals.lenient += line.lenient() ? 1 : 0;
      RequestEvent event = events.event(line);
      boolean convicted = book.add(line, event);
      if (!event.getProduct().isEmpty()) {
        totals.product(event.getProduct(), convicted);
      }
    }

    private void closed(LogSession session) {
      totals.add(session);
      if (csv != null) {
        csv.write(session);
      }
    }
  }
}
