package io.mastiff.edge.crawler;

import io.mastiff.edge.client.NetworkSet;
import java.util.List;

/**
 * A crawler that declares itself, as its file describes it.
 *
 * @param agents lower-case parts of user agents that name it
 * @param dns domains that its addresses' names end in
 * @param ranges networks that its operator publishes
 * @param signatureAgent host whose directory holds its keys (Web Bot Auth), or empty
 * @param perSecond its budget at this door, in ordinary pages
 * @param rangesAreComplete whether the operator keeps the networks up to date, so that who comes
 *     from elsewhere is not it
 */
public record Crawler(
    String name,
    String operator,
    Purpose purpose,
    List<String> agents,
    List<String> dns,
    NetworkSet ranges,
    String signatureAgent,
    int perSecond,
    boolean rangesAreComplete) {

  /** What its operator does with what it reads. */
  public enum Purpose {
    SEARCH,
    ADVERTISING,
    PREVIEW,
    ARCHIVE,
    MONITORING,
    ASSISTANT,
    TRAINING,
    MARKETING,
    OTHER
  }

  public Crawler {
    agents = List.copyOf(agents);
    dns = List.copyOf(dns);
  }

  /** Whether there is any way to tell it from somebody who uses its name. */
  public boolean canBeVerified() {
    return !dns.isEmpty() || !ranges.isEmpty() || !signatureAgent.isEmpty();
  }

  Crawler withRanges(NetworkSet fresher) {
    return new Crawler(
        name, operator, purpose, agents, dns, fresher, signatureAgent, perSecond, true);
  }
}
