package io.mastiff.event;

import com.dynatrace.hash4j.hashing.Hashing;

/** The number of a page, by which a referer is matched with the page that it names. */
public final class PageHash {
  private PageHash() {}

  /** The number of a canonical path without its query; never 0. */
  public static long of(String path) {
    long hash = Hashing.komihash5_0().hashCharsToLong(path);
    return hash == 0 ? 1 : hash;
  }
}
