package io.mastiff.edge.crawler;

/** What is known of a crawler's claim. */
public enum CrawlerState {
  /** It claims to be none. */
  NONE,
  /** Its name can be had by anybody: there is no way to check it. */
  UNVERIFIABLE,
  /** The check is under way, or could not be finished: served from the crawler's budget. */
  PENDING,
  VERIFIED,
  /** Networks and names both said no, or a signature was wrong. */
  FAKE
}
