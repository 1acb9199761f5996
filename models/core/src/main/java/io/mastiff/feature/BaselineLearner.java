package io.mastiff.feature;

import io.mastiff.event.PageType;
import io.mastiff.event.RequestEvent;
import io.mastiff.feature.state.BaselineState;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Learns a {@link Baseline} from the sessions of buyers.
 *
 * <p>A session counts a product once and a pair of page types at most {@value #MOST_PAIRS} times,
 * and weighs no more than another however long it is, so that few poisoned buyers move little: of
 * 20% of them that walk the catalogue a product's share gains at most a fifth of a walk's. {@link
 * #age} halves what is older. The {@value #MOST_PRODUCTS} most viewed products are kept.
 */
public final class BaselineLearner {
  public static final int MOST_PRODUCTS = 200_000;
  private static final int MOST_KNOWN = 2 * MOST_PRODUCTS;
  private static final int MOST_PAIRS = 3;
  private static final int MOST_VIEWS = 20;
  private static final float FORGOTTEN = 0.05f;

  private final Map<Long, Float> views = new HashMap<>();
  private final SoftwareLearner software = new SoftwareLearner();
  private final float[] transitions = new float[Baseline.TYPES * Baseline.TYPES];

  /** Takes in one buyer's session, in its order. */
  public void add(List<RequestEvent> session) {
    int[] pairs = new int[transitions.length];
    PageType before = PageType.PAGE_TYPE_UNKNOWN;
    for (RequestEvent event : session) {
      if (!PageTypes.isPage(event.getPageType())) {
        continue;
      }
      pairs[before.getNumber() * Baseline.TYPES + event.getPageType().getNumber()]++;
      before = event.getPageType();
    }
    learnPairs(pairs);
    addProducts(session);
    software.add(session);
  }

  /** Takes in how a buyer's software speaks, where nothing else of the visit is known. */
  public void addSoftware(List<RequestEvent> session) {
    software.add(session);
  }

  /** Takes in what a buyer looked at, where the order of the pages is not known. */
  public void addProducts(List<RequestEvent> session) {
    List<Long> products = new ArrayList<>();
    for (RequestEvent event : session) {
      long product = Baseline.hash(event.getProduct());
      boolean view = PageTypes.isPage(event.getPageType()) && !event.getProduct().isEmpty();
      if (view && !products.contains(product)) {
        products.add(product);
      }
    }
    float weight = Math.min(1, (float) MOST_VIEWS / Math.max(1, products.size()));
    for (long product : products) {
      if (views.size() < MOST_KNOWN || views.containsKey(product)) {
        views.merge(product, weight, Float::sum);
      }
    }
  }

  private void learnPairs(int[] pairs) {
    for (int i = 0; i < pairs.length; i++) {
      transitions[i] += Math.min(pairs[i], MOST_PAIRS);
    }
  }

  /** A day has gone by: everything counts half of what it did {@code days} days ago. */
  public void age(double days) {
    float keep = (float) Math.pow(0.5, 1 / days);
    views.replaceAll((product, count) -> count * keep);
    views.values().removeIf(count -> count < FORGOTTEN);
    for (int i = 0; i < transitions.length; i++) {
      transitions[i] *= keep;
    }
    software.age(keep);
  }

  /** What was learned so far. */
  public BaselineState state() {
    List<Map.Entry<Long, Float>> kept =
        views.entrySet().stream()
            .sorted(
                Map.Entry.<Long, Float>comparingByValue()
                    .reversed()
                    .thenComparing(Map.Entry.comparingByKey()))
            .limit(MOST_PRODUCTS)
            .sorted(Comparator.comparingLong(Map.Entry::getKey))
            .toList();
    BaselineState.Builder state = BaselineState.newBuilder().setFormat(1);
    double total = 0;
    for (Map.Entry<Long, Float> product : kept) {
      state.addProducts(product.getKey()).addViews(product.getValue());
      total += product.getValue();
    }
    state.setTotalViews(total).setDistinct(kept.size());
    for (float count : transitions) {
      state.addTransitions(count);
    }
    state.setSoftware(software.state());
    return state.build();
  }
}
