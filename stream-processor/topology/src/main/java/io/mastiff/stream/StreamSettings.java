package io.mastiff.stream;

import io.mastiff.event.Topics;
import java.nio.file.Path;
import java.time.Duration;

/**
 * How the stream runs and what it takes as given.
 *
 * @param instance name of this instance among those of the group, the same after a restart
 * @param standby copies of each state that other instances keep
 * @param sessionGap without a request after which a session is over
 * @param returningAfter age from which a visitor's cookie counts as that of a returning visitor
 * @param classifier whether sessions are judged
 * @param cohorts whether cohorts are judged
 */
public record StreamSettings(
    String bootstrap,
    Topics topics,
    Path stateDir,
    String instance,
    int threads,
    int standby,
    Duration sessionGap,
    Duration returningAfter,
    boolean classifier,
    boolean cohorts) {
  /** Of web analytics, and of what the default model was trained on. */
  public static final Duration SESSION_GAP = Duration.ofMinutes(30);

  /** A visitor first seen half an hour ago or more is a returning one. */
  public static final Duration RETURNING_AFTER = Duration.ofMinutes(30);

  public static StreamSettings of(String bootstrap, Path stateDir) {
    return new StreamSettings(
        bootstrap,
        Topics.defaults(),
        stateDir,
        "stream-1",
        1,
        0,
        SESSION_GAP,
        RETURNING_AFTER,
        true,
        true);
  }

  /** The same with other topics. */
  public StreamSettings withTopics(Topics others) {
    return new StreamSettings(
        bootstrap,
        others,
        stateDir,
        instance,
        threads,
        standby,
        sessionGap,
        returningAfter,
        classifier,
        cohorts);
  }

  public String applicationId() {
    return topics.prefix() + "-stream";
  }
}
