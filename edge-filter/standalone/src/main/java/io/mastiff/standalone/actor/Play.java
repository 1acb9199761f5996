package io.mastiff.standalone.actor;

import java.util.List;
import java.util.Locale;

/**
 * What the actors of a demo play.
 *
 * <pre>
 * default      loops, mimics and a fleet beside shoppers of all browsers
 * flood        10,000 addresses with one facet page each, 100 a second, rotated agents and one order
 *              of headers; all shoppers use the browser that it copies but for one field's place, and
 *              one in eight of them lands on a facet page
 * flood-mixed  20 addresses a second with one product each, in twelve orders of headers
 * flash-sale   no scraper: ten times the shoppers within a minute
 * </pre>
 */
public enum Play {
  DEFAULT(List.of("loop", "mimic", "fleet", "fleet-keeper")),
  FLOOD(List.of("flood")),
  FLOOD_MIXED(List.of("flood")),
  FLASH_SALE(List.of());

  private final List<String> scrapers;

  Play(List<String> scrapers) {
    this.scrapers = scrapers;
  }

  /** Families of the scrapers. */
  public List<String> scrapers() {
    return scrapers;
  }

  /** The word of the command line. */
  public String word() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
