package io.mastiff.standalone.sameness;

import io.mastiff.classifier.Classifier;
import io.mastiff.data.accesslog.LogLine;
import io.mastiff.data.simulate.crowd.Crowd;
import io.mastiff.event.RequestEvent;
import io.mastiff.feature.FeatureSchema;
import io.mastiff.standalone.audit.SessionBook;
import io.mastiff.standalone.simulate.SimulatedEvents;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.function.LongConsumer;

/**
 * Gives each event of simulated visits to the stream's topology, which saves and restores the
 * session around it, and to audit's book, which keeps it; compares the vectors after every event.
 *
 * <p>In memory: a day of a shop, a thousand sessions, for each thread.
 */
public final class Sameness {
  private static final long ODDITIES = 20;

  private final Crowd crowd;
  private final Classifier model;
  private final Path folder;

  /**
   * @param folder an empty one for the stream's state, which is gone afterwards
   */
  public Sameness(Crowd crowd, Classifier model, Path folder) {
    this.crowd = crowd;
    this.model = model;
    this.folder = folder;
  }

  /**
   * Compares all, days at the same time; {@code progress} is told the sessions that are done. The
   * result does not depend on the threads.
   */
  public SamenessResult run(ExecutorService threads, LongConsumer progress)
      throws InterruptedException {
    List<Future<SamenessResult>> days = new ArrayList<>();
    for (long block = 0; block < crowd.blocks(); block++) {
      long number = block;
      days.add(threads.submit(() -> day(number)));
    }
    SamenessResult all = SamenessResult.none();
    for (int i = 0; i < days.size(); i++) {
      all = all.plus(done(days.get(i)));
      progress.accept(Math.min(crowd.sessions(), (i + 1L) * Crowd.BLOCK));
    }
    return all;
  }

  private static SamenessResult done(Future<SamenessResult> day) throws InterruptedException {
    try {
      return day.get();
    } catch (ExecutionException e) {
      throw new IllegalStateException("a day could not be compared", e.getCause());
    }
  }

  private SamenessResult day(long block) {
    Classifier learned = withBaseline(block);
    List<RequestEvent> events = events(crowd, block);
    Set<String> clients = new HashSet<>();
    List<String> differences = new ArrayList<>();
    long differing = 0;
    SessionBook book = SessionBook.of(learned);
    try (StreamPath stream =
        new StreamPath(learned, folder.resolve("day-" + block), crowd.startMs(block))) {
      for (RequestEvent event : events) {
        clients.add(event.getClient());
        book.add(line(event), event);
        String difference = difference(event, stream.vector(event), book.vector(event.getClient()));
        if (!difference.isEmpty()) {
          differing++;
          if (differences.size() < SamenessResult.SHOWN) {
            differences.add(difference);
          }
        }
      }
    }
    return new SamenessResult(clients.size(), events.size(), differing, differences);
  }

  /** A day's events, some of them made odd. */
  static List<RequestEvent> events(Crowd crowd, long block) {
    Oddities oddities = new Oddities(crowd.random(block, ODDITIES));
    return SimulatedEvents.of(crowd, block).stream().map(oddities::of).toList();
  }

  /** The model with what the day's shop has learned, so that no feature is missing throughout. */
  private Classifier withBaseline(long block) {
    return new Classifier(
        model.hash(),
        model.ensemble(),
        model.scale(),
        model.slope(),
        model.offset(),
        model.blockThreshold(),
        model.throttleThreshold(),
        model.cardJson(),
        SimulatedEvents.baseline(crowd, block));
  }

  /** What an audit would have read of the request. */
  private static LogLine line(RequestEvent event) {
    return new LogLine(
        event.getAddress(),
        LogLine.NONE,
        event.getDecidedAtMs(),
        event.getMethod(),
        event.getPath(),
        event.getProtocol(),
        event.getStatus(),
        event.getBytes(),
        LogLine.NONE,
        LogLine.NONE,
        false);
  }

  /** Empty where all bits are the same. */
  private static String difference(RequestEvent event, double[] stream, double[] audit) {
    if (stream.length != audit.length) {
      return event.getClient() + ": the stream or the audit does not follow it";
    }
    for (int i = 0; i < stream.length; i++) {
      if (Double.doubleToRawLongBits(stream[i]) != Double.doubleToRawLongBits(audit[i])) {
        return "%s, %s: stream %s, audit %s"
            .formatted(event.getClient(), FeatureSchema.columns().get(i), stream[i], audit[i]);
      }
    }
    return "";
  }
}
