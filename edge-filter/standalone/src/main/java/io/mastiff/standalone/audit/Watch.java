package io.mastiff.standalone.audit;

import io.mastiff.classifier.Classifier;
import io.mastiff.data.accesslog.FirstFormat;
import io.mastiff.data.accesslog.FormatDetector;
import io.mastiff.data.accesslog.LogFormat;
import io.mastiff.data.accesslog.LogLine;
import io.mastiff.edge.policy.Policy;
import io.mastiff.edge.publish.RequestPublisher;
import io.mastiff.edge.route.RouteTable;
import io.mastiff.event.Reason;
import io.mastiff.event.RequestEvent;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Follows access logs as a door that only observes: says whom it would list as it happens, and
 * hands every event to a publisher, so that the stream sees them too.
 */
public final class Watch {
  private static final long POLL_MS = 200;
  private static final Logger LOG = LoggerFactory.getLogger(Watch.class);

  private final LogEvents events;
  private final SessionBook book;
  private final RequestPublisher publisher;
  private long bad;
  private long parsed;

  /**
   * @param assets whether the logs hold requests for assets
   * @param say takes one line for each session that is convicted
   */
  public Watch(
      Classifier model,
      Policy policy,
      boolean assets,
      RequestPublisher publisher,
      Consumer<String> say) {
    this.events = new LogEvents(policy, new RouteTable(policy.routes()), assets, false);
    this.publisher = publisher;
    this.book =
        new SessionBook(
            model, SessionBook.MOST_OPEN, session -> {}, session -> say.accept(sentence(session)));
  }

  /** Follows files until {@code stop}; {@code -} is standard input, which ends by itself. */
  public void follow(List<String> logs, boolean fromStart, BooleanSupplier stop)
      throws IOException, InterruptedException {
    if (logs.contains("-")) {
      LogFormat format = new FirstFormat();
      LogFollower.standardInput(text -> line(format, text));
      return;
    }
    List<LogFollower> followers = new ArrayList<>();
    for (String log : logs) {
      LogFormat format = format(Path.of(log));
      followers.add(new LogFollower(Path.of(log), fromStart, text -> line(format, text)));
    }
    while (!stop.getAsBoolean()) {
      for (LogFollower follower : followers) {
        poll(follower);
      }
      Thread.sleep(POLL_MS);
    }
    for (LogFollower follower : followers) {
      follower.close();
    }
  }

  /** A file that cannot be read just now, in the middle of a rotation, is tried again. */
  private static void poll(LogFollower follower) {
    try {
      follower.poll();
    } catch (IOException e) {
      LOG.warn("a log cannot be read and is tried again: {}", e.getMessage());
    }
  }

  /** What the file's first lines have; for one without any, what the first to come has. */
  private static LogFormat format(Path file) throws IOException {
    return Files.exists(file)
        ? FormatDetector.ofFile(file).orElseGet(FirstFormat::new)
        : new FirstFormat();
  }

  private void line(LogFormat format, String text) {
    if (format.takeDirective(text)) {
      return;
    }
    Optional<LogLine> line = format.parse(text);
    if (line.isEmpty()) {
      bad++;
      return;
    }
    parsed++;
    RequestEvent event = events.event(line.get());
    publisher.offer(event);
    book.add(line.get(), event);
  }

  public long bad() {
    return bad;
  }

  public long parsed() {
    return parsed;
  }

  private static String sentence(LogSession session) {
    String reasons =
        session.reasons.stream().limit(2).map(Reason::getText).collect(Collectors.joining("; "));
    return String.format(
        Locale.ROOT,
        "%s  %s  %s %.4f after %d requests: %s",
        Instant.ofEpochMilli(session.lastMs),
        session.client(),
        session.verdict,
        session.score,
        session.requests,
        reasons);
  }
}
