package io.mastiff.edge.shape;

import io.mastiff.edge.crawler.Crawler;
import io.mastiff.event.Agent;
import org.jspecify.annotations.Nullable;

/**
 * What a user agent says it is.
 *
 * @param agent the user agent, at most 512 characters
 * @param lowerAgent the same in lower case
 * @param major main version of the browser; 0 where none is told
 * @param inApp a web view of another app, whose headers differ from the browser's own
 * @param unreduced a Chromium of 107 or later that tells its minor version, which those no longer
 *     do
 * @param crawler the declared crawler that it names
 */
public record Claim(
    String agent,
    String lowerAgent,
    Family family,
    int major,
    Platform platform,
    boolean mobile,
    boolean inApp,
    boolean unreduced,
    @Nullable Crawler crawler) {

  /** Kinds of client software. */
  public enum Family {
    CHROME(Agent.AGENT_CHROME),
    EDGE(Agent.AGENT_EDGE),
    OPERA(Agent.AGENT_OPERA),
    SAMSUNG(Agent.AGENT_SAMSUNG),
    FIREFOX(Agent.AGENT_FIREFOX),
    SAFARI(Agent.AGENT_SAFARI),
    /** A browser that is driven by a program and says so. */
    HEADLESS(Agent.AGENT_DRIVEN),
    /** A program's HTTP library. */
    LIBRARY(Agent.AGENT_LIBRARY),
    CRAWLER(Agent.AGENT_CRAWLER),
    OTHER(Agent.AGENT_OTHER),
    NONE(Agent.AGENT_NONE);

    private final Agent agent;

    Family(Agent agent) {
      this.agent = agent;
    }

    /** What events call it. */
    public Agent agent() {
      return agent;
    }

    /** Whether its engine is Chromium's, which sends client hints. */
    public boolean isChromium() {
      return this == CHROME || this == EDGE || this == OPERA || this == SAMSUNG;
    }

    public boolean isBrowser() {
      return isChromium() || this == FIREFOX || this == SAFARI;
    }
  }

  /** Operating systems as user agents and client hints name them. */
  public enum Platform {
    WINDOWS,
    MACOS,
    LINUX,
    CHROMEOS,
    ANDROID,
    IOS,
    OTHER
  }
}
