package io.mastiff.standalone.audit;

import io.mastiff.standalone.audit.tally.Distinct;

/** What some sessions took; about 200 B, and up to 6 kB where they took many products. */
final class Taken {
  static final int EXACT_PRODUCTS = 128;
  static final int PRECISION = 12;

  long sessions;
  long requests;
  long pages;
  long bytes;
  long tookMicros;
  long firstMs = Long.MAX_VALUE;
  long lastMs = Long.MIN_VALUE;
  final Distinct products = new Distinct(EXACT_PRODUCTS, PRECISION);

  void add(LogSession session) {
    sessions++;
    requests += session.requests;
    pages += session.features.pages();
    bytes += session.bytes;
    tookMicros += session.visit.tookMicros;
    firstMs = Math.min(firstMs, session.firstMs);
    lastMs = Math.max(lastMs, session.lastMs);
    Distinct seen = session.visit.products();
    if (seen != null) {
      products.add(seen);
    }
  }

  void add(Taken other) {
    sessions += other.sessions;
    requests += other.requests;
    pages += other.pages;
    bytes += other.bytes;
    tookMicros += other.tookMicros;
    firstMs = Math.min(firstMs, other.firstMs);
    lastMs = Math.max(lastMs, other.lastMs);
    products.add(other.products);
  }
}
