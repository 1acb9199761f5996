package io.mastiff.standalone.replay;

import java.util.Locale;

/**
 * What is played in a campaign's replay.
 *
 * <pre>
 * flood         10,000 addresses at 100 requests a second, one facet page each, no cookie, no asset;
 *               rotated browser agents, one order of headers that differs from the commonest
 *               browser's in one place. All shoppers use that browser; one in eight comes to a
 *               facet page first.
 * flood-framed  the same with that browser's order exactly.
 * flood-mixed   20 a second in 12 orders of headers, each with a part of the catalogue of its own.
 * watchers      2,000 popular products once an hour, each time from other addresses, in a browser that
 *               loads what the page names; six hours, from the third on.
 * flash-sale    no scraper: five times the people within a minute, all for three products.
 * cdn           no scraper: pages and assets are cached in front, and in the middle all is purged.
 * </pre>
 */
public enum Scenario {
  FLOOD,
  FLOOD_FRAMED,
  FLOOD_MIXED,
  WATCHERS,
  FLASH_SALE,
  CDN;

  /** Shoppers' sessions a second. */
  double sessionsPerSecond() {
    return this == WATCHERS ? 1.4 : 42;
  }

  /** Whether a campaign is at work. */
  boolean isCampaign() {
    return this != FLASH_SALE && this != CDN;
  }

  /** How long its conviction may take, in ms from its first request. */
  double mostMsToConviction() {
    return switch (this) {
      case FLOOD -> 10_000;
      case FLOOD_MIXED -> 60_000;
      case WATCHERS -> 3 * 3_600_000.0;
      default -> Double.POSITIVE_INFINITY;
    };
  }

  /** The word of the command line. */
  public String word() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
