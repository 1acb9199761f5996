package io.mastiff.standalone.dataset;

import io.mastiff.data.dataset.EventSorter.Entry;
import io.mastiff.data.label.Label;
import io.mastiff.data.label.LabelSource;
import io.mastiff.data.label.Splits;
import io.mastiff.event.PageType;
import io.mastiff.event.RequestEvent;
import io.mastiff.feature.Baseline;
import io.mastiff.feature.DatasetRow;
import io.mastiff.feature.FeatureSchema;
import io.mastiff.feature.PageTypes;
import io.mastiff.feature.SessionAccumulator;
import java.util.ArrayList;
import java.util.List;

/**
 * One session of a log as it becomes rows: one at each prefix, and one for the whole.
 *
 * <p>Of a session that counts as a person's because it bought, only what came before the first page
 * of cart or checkout is taken: else a model learns that who has a cart is a person. A session
 * without any page, which a door never scores, has rows only when a person gave its label.
 */
final class SessionRows {
  private final String id;
  private final String client;
  private final SessionAccumulator features;
  private final List<Vector> prefixes = new ArrayList<>();
  private List<Vector> beforeCart = List.of();
  private boolean cartSeen;
  private long lines;
  private final long firstMs;
  private int seen;
  private String claim = "";
  private int label = Entry.NO_LABEL;

  private record Vector(int pages, boolean last, double[] x) {}

  /**
   * @param baseline what it is measured against: nothing that this client has taught
   */
  SessionRows(String id, String client, Entry first, Baseline baseline) {
    this.id = id;
    this.features = new SessionAccumulator(baseline);
    this.client = client;
    this.firstMs = first.atMs();
  }

  void add(Entry entry, RequestEvent event) {
    lines++;
    seen |= entry.seen();
    claim = claim.isEmpty() ? entry.claim() : claim;
    label = label == Entry.NO_LABEL ? entry.label() : label;
    if (!cartSeen && isCart(event.getPageType())) {
      cartSeen = true;
      beforeCart = features.pages() == 0 ? List.of() : rows();
    }
    if (!PageTypes.isServed(event)) {
      features.skip(event);
      return;
    }
    if (features.add(event) && FeatureSchema.isPrefix(features.pages())) {
      prefixes.add(new Vector(features.pages(), false, features.vector()));
    }
  }

  private static boolean isCart(PageType type) {
    return type == PageType.CART || type == PageType.CHECKOUT || type == PageType.ORDER_CONFIRMED;
  }

  private List<Vector> rows() {
    List<Vector> rows = new ArrayList<>(prefixes);
    rows.add(new Vector(features.pages(), true, features.vector()));
    return rows;
  }

  private List<Vector> taken(Label as) {
    if (as.source() == LabelSource.PURCHASE && cartSeen) {
      return beforeCart;
    }
    return features.pages() == 0 && as.source() != LabelSource.FILE ? List.of() : rows();
  }

  /** Its rows under this label; none where there is nothing to learn from. */
  List<DatasetRow> rows(Label as) {
    String split = split(as);
    List<DatasetRow> rows = new ArrayList<>();
    for (Vector vector : taken(as)) {
      rows.add(
          new DatasetRow(
              split,
              as.bot(),
              as.family(),
              id,
              client,
              vector.pages(),
              vector.last(),
              as.weight(),
              as.source().text(),
              firstMs,
              vector.x()));
    }
    return rows;
  }

  /** The split that the label names, else its client's. */
  String split(Label as) {
    return as.split().isEmpty() ? Splits.of(client) : as.split();
  }

  long lines() {
    return lines;
  }

  int seen() {
    return seen;
  }

  String claim() {
    return claim;
  }

  /** Place of its label, or {@link Entry#NO_LABEL}. */
  int label() {
    return label;
  }
}
