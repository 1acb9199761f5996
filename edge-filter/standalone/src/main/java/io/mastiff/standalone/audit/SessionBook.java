package io.mastiff.standalone.audit;

import io.mastiff.classifier.Classifier;
import io.mastiff.data.accesslog.LogLine;
import io.mastiff.event.RequestEvent;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;

/**
 * The open sessions of a log: scores each at its 1st, 3rd, 8th and 21st page and at its end.
 *
 * <p>What a convicted session asks for afterwards is what the door would have denied. A session
 * ends after 30 minutes without a request; those named by the user field end with the log. Where
 * more are open than the bound, the one that asked longest ago ends early. Used by one thread.
 */
public final class SessionBook {
  /** A session ends after so long without a request. */
  public static final long GAP_MS = 1_800_000;

  /** How many may be open at a time, in all threads that read a log. */
  static final int MOST_OPEN = 100_000;

  private static final int SWEEP_EVERY = 50_000;

  private final Classifier model;
  private final ScoreMemo scores;
  private final Consumer<LogSession> closed;
  private final Consumer<LogSession> convicted;
  private final int mostOpen;
  private final Map<String, LogSession> open = new LinkedHashMap<>(1024, 0.75f, true);
  private long closedEarly;
  private long newestMs;
  private int sinceSweep;

  /**
   * @param mostOpen how many may be open at a time
   * @param closed takes each session once, when it ends
   * @param convicted takes each session when its verdict first becomes scraper
   */
  SessionBook(
      Classifier model, int mostOpen, Consumer<LogSession> closed, Consumer<LogSession> convicted) {
    this.model = model;
    this.mostOpen = mostOpen;
    this.scores = new ScoreMemo(model);
    this.closed = closed;
    this.convicted = convicted;
  }

  /** One whose sessions nobody takes. */
  public static SessionBook of(Classifier model) {
    return new SessionBook(model, MOST_OPEN, session -> {}, session -> {});
  }

  /** Adds a line; returns whether its session is convicted. */
  public boolean add(LogLine line, RequestEvent event) {
    newestMs = Math.max(newestMs, line.atMs());
    if (++sinceSweep >= SWEEP_EVERY) {
      sweep();
    }
    LogSession session = session(line, event);
    session.requests++;
    session.bytes += Math.max(0, line.bytes());
    session.lastMs = Math.max(session.lastMs, line.atMs());
    if (!session.address.equals(event.getAddress())) {
      session.address = "";
    }
    if (session.isConvicted()) {
      session.deniedRequests++;
      session.deniedBytes += Math.max(0, line.bytes());
      session.deniedMicros += Math.max(0, line.tookMicros());
    }
    boolean page = session.features.add(event);
    session.visit.add(line, event, page);
    if (page && isDue(session.features.pages())) {
      judge(session);
    }
    return session.isConvicted();
  }

  private void judge(LogSession session) {
    session.judgedAt = session.requests;
    if (Verdicts.judge(scores, session)) {
      convicted.accept(session);
    }
  }

  private static boolean isDue(int pages) {
    return pages == 1 || pages == 3 || pages == 8 || pages == 21;
  }

  private LogSession session(LogLine line, RequestEvent event) {
    String key = event.getClient();
    LogSession session = open.get(key);
    if (session != null && line.atMs() - session.lastMs > GAP_MS && !isNamed(key)) {
      close(session);
      session = null;
    }
    if (session == null) {
      session = new LogSession(line, event, model.baseline());
      open.put(key, session);
      if (open.size() > mostOpen) {
        closeTheOldest();
      }
    }
    return session;
  }

  private void closeTheOldest() {
    Iterator<LogSession> oldest = open.values().iterator();
    LogSession session = oldest.next();
    oldest.remove();
    close(session);
    closedEarly++;
  }

  private static boolean isNamed(String key) {
    return key.startsWith("u:");
  }

  private void close(LogSession session) {
    if (session.features.pages() > 0 && session.judgedAt != session.requests) {
      judge(session);
    }
    closed.accept(session);
  }

  private void sweep() {
    sinceSweep = 0;
    for (Iterator<LogSession> i = open.values().iterator(); i.hasNext(); ) {
      LogSession session = i.next();
      if (newestMs - session.lastMs > GAP_MS && !isNamed(session.key)) {
        i.remove();
        close(session);
      }
    }
  }

  /** What a client's open session measures; empty where it has none. */
  public double[] vector(String client) {
    LogSession session = open.get(client);
    return session == null ? new double[0] : session.features.vector();
  }

  /** How many sessions ended early at the bound. */
  long closedEarly() {
    return closedEarly;
  }

  /** Ends all sessions. */
  void finish() {
    open.values().forEach(this::close);
    open.clear();
  }
}
