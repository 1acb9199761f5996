package io.mastiff.feature;

import static io.mastiff.feature.SessionFeature.*;

import io.mastiff.event.AssetKind;
import io.mastiff.event.PageType;
import io.mastiff.event.RequestEvent;
import io.mastiff.event.Sight;
import io.mastiff.feature.state.SessionState;
import java.util.Arrays;

/**
 * The measured state of one client's session; the stream, the audit and the trainer all use it.
 *
 * <p>Events are added in the order of their records; a time before the last one counts as the last.
 * Denied requests are not features (they would confirm our own verdict). Bounded: 64 gaps, 64 page
 * times, 64 facet combinations, about 2 kB stored. Not safe for use by several threads.
 */
public final class SessionAccumulator {
  private static final int FORMAT = 1;
  private static final int MOST_RECENT_PAGES = 64;
  private static final int MOST_FACET_SETS = 64;
  private static final long BARRAGE_MS = 2_000;

  private GapStatistics gaps = new GapStatistics();
  private final int[] assetKinds = new int[8];
  private final long[] recentPages = new long[MOST_RECENT_PAGES];
  private int recentCount;
  private long[] facetSets = new long[4];
  private int facetSetCount;
  private long firstMs;
  private long lastMs;
  private long lastPageMs;
  private int requests;
  private int pages;
  private int products;
  private int carts;
  private int purchases;
  private int heads;
  private int answered;
  private int clientErrors;
  private int productsAnswered;
  private int productsMissing;
  private int assets;
  private boolean assetsVisible;
  private int maxBarrage;
  private int maxPage;

  /** Adds one event that was served; returns whether it was a page. */
  public boolean add(RequestEvent event) {
    long now = Math.max(event.getDecidedAtMs(), lastMs);
    firstMs = requests == 0 ? now : firstMs;
    lastMs = now;
    requests++;
    heads += event.getMethod().equals("HEAD") ? 1 : 0;
    assetsVisible |= Sight.ASSETS.in(event.getSight());
    addStatus(event);
    if (event.getPageType() == PageType.ASSET) {
      addAsset(event.getAssetKind());
      return false;
    }
    if (!PageTypes.isPage(event.getPageType())) {
      return false;
    }
    addPage(event, now);
    return true;
  }

  /**
   * Notes a page that was denied: no feature counts it, but no gap is measured across it either.
   */
  public void skip(RequestEvent event) {
    if (pages > 0 && PageTypes.isPage(event.getPageType())) {
      lastPageMs = Math.max(lastPageMs, event.getDecidedAtMs());
      lastMs = Math.max(lastMs, lastPageMs);
    }
  }

  private void addStatus(RequestEvent event) {
    if (!event.hasStatus()) {
      return;
    }
    int status = event.getStatus();
    answered++;
    clientErrors += status >= 400 && status < 500 ? 1 : 0;
    if (event.getPageType() == PageType.PRODUCT) {
      productsAnswered++;
      productsMissing += status == 404 ? 1 : 0;
    }
  }

  private void addAsset(AssetKind kind) {
    assets++;
    int index = kind.getNumber();
    assetKinds[index < 0 || index >= assetKinds.length ? 7 : index]++;
  }

  private void addPage(RequestEvent event, long now) {
    if (pages > 0) {
      gaps.add((now - lastPageMs) / 1000.0);
    }
    pages++;
    lastPageMs = now;
    addBarrage(now);
    switch (event.getPageType()) {
      case PRODUCT -> products++;
      case CART, CHECKOUT -> carts++;
      case ORDER_CONFIRMED -> {
        carts++;
        purchases++;
      }
      default -> {}
    }
    maxPage = Math.max(maxPage, event.getPageNumber());
    if (event.getFacetsCount() > 0) {
      addFacetSet(event.getFacetValues());
    }
  }

  private void addBarrage(long now) {
    recentPages[recentCount % MOST_RECENT_PAGES] = now;
    recentCount++;
    int within = 0;
    int n = Math.min(recentCount, MOST_RECENT_PAGES);
    for (int back = 1; back <= n; back++) {
      if (now - recentPages[(recentCount - back) % MOST_RECENT_PAGES] >= BARRAGE_MS) {
        break;
      }
      within++;
    }
    maxBarrage = Math.max(maxBarrage, within);
  }

  private void addFacetSet(long values) {
    for (int i = 0; i < facetSetCount; i++) {
      if (facetSets[i] == values) {
        return;
      }
    }
    if (facetSetCount < MOST_FACET_SETS) {
      if (facetSetCount == facetSets.length) {
        facetSets = Arrays.copyOf(facetSets, facetSetCount * 2);
      }
      facetSets[facetSetCount++] = values;
    }
  }

  /** The vector of {@link FeatureSchema}, each value within its range or its missing value. */
  public double[] vector() {
    double[] x = new double[FeatureSchema.size()];
    set(x, PAGES_LOG, Math.log1p(pages), true);
    set(x, REQUESTS_LOG, Math.log1p(requests), true);
    gapFeatures(x);
    set(x, MAX_BARRAGE, maxBarrage, true);
    assetFeatures(x);
    set(x, HEAD_SHARE, requests == 0 ? 0 : (double) heads / requests, true);
    set(x, ERROR_SHARE, (double) clientErrors / answered, answered > 0);
    set(x, PRODUCT_404_SHARE, (double) productsMissing / productsAnswered, productsAnswered > 0);
    set(x, PRODUCT_SHARE_NO_CART, carts > 0 || pages == 0 ? 0 : (double) products / pages, true);
    set(x, PRODUCTS_LOG, Math.log1p(products), true);
    set(x, PAGE_SWEEP, Math.log1p(maxPage), true);
    set(x, FACET_SWEEP, Math.log1p(facetSetCount), true);
    return x;
  }

  private void gapFeatures(double[] x) {
    boolean enough = gaps.enough();
    set(x, GAP_LOG_MEAN, gaps.logMean(), enough);
    set(x, GAP_CV, enough ? gaps.variation() : 0, enough);
    set(x, GAP_LOG_SD, enough ? gaps.logSd() : 0, enough);
    set(x, BURSTINESS, enough ? gaps.burstiness() : 0, enough);
    set(x, GAP_MEMORY, gaps.enoughPairs() ? gaps.memory() : 0, gaps.enoughPairs());
    set(x, GAP_MODE_SHARE, gaps.enoughForMode() ? gaps.modeShare() : 0, gaps.enoughForMode());
  }

  private void assetFeatures(double[] x) {
    int kinds = 0;
    double entropy = 0;
    for (int count : assetKinds) {
      if (count > 0) {
        kinds++;
        double p = (double) count / assets;
        entropy -= p * Math.log(p) / Math.log(2);
      }
    }
    set(x, ASSET_RATIO, pages == 0 ? 0 : (double) assets / pages, assetsVisible);
    set(x, ASSET_KINDS, kinds, assetsVisible);
    set(x, ASSET_ENTROPY, entropy, assetsVisible);
  }

  private static void set(double[] x, SessionFeature feature, double value, boolean known) {
    x[feature.ordinal()] = known ? feature.clamp(value) : feature.missing();
  }

  public int pages() {
    return pages;
  }

  public int requests() {
    return requests;
  }

  public int purchases() {
    return purchases;
  }

  public long firstMs() {
    return firstMs;
  }

  public long lastMs() {
    return lastMs;
  }

  /** The whole state as a message; {@link #restore} continues from it bit for bit. */
  public SessionState save() {
    SessionState.Builder state =
        SessionState.newBuilder()
            .setFormat(FORMAT)
            .setFirstMs(firstMs)
            .setLastMs(lastMs)
            .setLastPageMs(lastPageMs)
            .setRequests(requests)
            .setPages(pages)
            .setProducts(products)
            .setCarts(carts)
            .setPurchases(purchases)
            .setHeads(heads)
            .setAnswered(answered)
            .setClientErrors(clientErrors)
            .setProductsAnswered(productsAnswered)
            .setProductsMissing(productsMissing)
            .setAssets(assets)
            .setAssetsVisible(assetsVisible)
            .setMaxBarrage(maxBarrage)
            .setMaxPage(maxPage);
    for (int count : assetKinds) {
      state.addAssetKinds(count);
    }
    int kept = Math.min(recentCount, MOST_RECENT_PAGES);
    for (int back = kept; back >= 1; back--) {
      state.addRecentPages(recentPages[(recentCount - back) % MOST_RECENT_PAGES]);
    }
    for (int i = 0; i < facetSetCount; i++) {
      state.addFacetSets(facetSets[i]);
    }
    gaps.save(state);
    return state.build();
  }

  /** An accumulator that goes on where {@link #save} stood. */
  public static SessionAccumulator restore(SessionState state) {
    SessionAccumulator a = new SessionAccumulator();
    a.firstMs = state.getFirstMs();
    a.lastMs = state.getLastMs();
    a.lastPageMs = state.getLastPageMs();
    a.requests = state.getRequests();
    a.pages = state.getPages();
    a.products = state.getProducts();
    a.carts = state.getCarts();
    a.purchases = state.getPurchases();
    a.heads = state.getHeads();
    a.answered = state.getAnswered();
    a.clientErrors = state.getClientErrors();
    a.productsAnswered = state.getProductsAnswered();
    a.productsMissing = state.getProductsMissing();
    a.assets = state.getAssets();
    a.assetsVisible = state.getAssetsVisible();
    a.maxBarrage = state.getMaxBarrage();
    a.maxPage = state.getMaxPage();
    for (int i = 0; i < Math.min(8, state.getAssetKindsCount()); i++) {
      a.assetKinds[i] = state.getAssetKinds(i);
    }
    for (long at : state.getRecentPagesList()) {
      a.recentPages[a.recentCount++ % MOST_RECENT_PAGES] = at;
    }
    for (long values : state.getFacetSetsList()) {
      a.addFacetSet(values);
    }
    a.gaps = GapStatistics.restore(state);
    return a;
  }
}
