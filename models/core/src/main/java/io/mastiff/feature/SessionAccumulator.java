package io.mastiff.feature;

import static io.mastiff.feature.SessionFeature.*;

import io.mastiff.event.PageType;
import io.mastiff.event.RequestEvent;
import io.mastiff.feature.state.SessionState;

/**
 * The measured state of one client's session; the stream, the audit and the trainer all use it.
 *
 * <p>Events are added in the order of their records; a time before the last one counts as the last.
 * Denied requests are not features (they would confirm our own verdict). Bounded: 64 gaps, 64 page
 * times, 64 pages with their depths, 64 facet combinations, 256 B of products; about 3.5 kB stored.
 * Not safe for use by several threads.
 */
public final class SessionAccumulator {
  private static final int FORMAT = 1;
  private static final int MOST_RECENT_PAGES = 64;
  private static final int MOST_FACET_SETS = 64;
  private static final long BARRAGE_MS = 2_000;

  private GapStatistics gaps = new GapStatistics();
  private final Baseline baseline;
  private Fetched fetched = new Fetched();
  private Trail trail = new Trail();
  private Walk walk = new Walk();
  private Claims claims = new Claims();
  private PageMix mix = new PageMix();
  private Likeness likeness = new Likeness();
  private long[] recentPages = Room.NONE;
  private int recentCount;
  private long[] facetSets = Room.NONE;
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
  private int posts;
  private int robots;
  private int maxBarrage;
  private int maxPage;

  /** One that measures without a baseline. */
  public SessionAccumulator() {
    this(Baseline.NONE);
  }

  /** One that measures against what buyers' traffic looks like. */
  public SessionAccumulator(Baseline baseline) {
    this.baseline = baseline;
  }

  /** Adds one event that was served; returns whether it was a page. */
  public boolean add(RequestEvent event) {
    long now = Math.max(event.getDecidedAtMs(), lastMs);
    firstMs = requests == 0 ? now : firstMs;
    lastMs = now;
    requests++;
    boolean head = event.getMethod().equals("HEAD");
    heads += head ? 1 : 0;
    posts += head || event.getMethod().equals("GET") ? 0 : 1;
    robots += isForRobots(event) ? 1 : 0;
    fetched.sees(event);
    addStatus(event);
    if (event.getPageType() == PageType.ASSET) {
      fetched.add(event);
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

  private static boolean isForRobots(RequestEvent event) {
    return event.getPageType() == PageType.ROBOTS
        || (event.getPath().endsWith(".xml") && event.getPath().contains("sitemap"));
  }

  private void addPage(RequestEvent event, long now) {
    if (pages > 0) {
      gaps.add((now - lastPageMs) / 1000.0);
    }
    pages++;
    trail.add(event);
    walk.add(event, baseline);
    claims.add(event);
    mix.add(event, baseline);
    likeness.add(event, now, baseline.software());
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
    keepPage(now);
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

  private void keepPage(long atMs) {
    recentPages = Room.forOneMore(recentPages, recentCount, MOST_RECENT_PAGES);
    recentPages[recentCount++ % MOST_RECENT_PAGES] = atMs;
  }

  private void addFacetSet(long values) {
    for (int i = 0; i < facetSetCount; i++) {
      if (facetSets[i] == values) {
        return;
      }
    }
    if (facetSetCount < MOST_FACET_SETS) {
      facetSets = Room.forOneMore(facetSets, facetSetCount, MOST_FACET_SETS);
      facetSets[facetSetCount++] = values;
    }
  }

  /** The vector of {@link FeatureSchema}, each value within its range or its missing value. */
  public double[] vector() {
    FeatureVector x = new FeatureVector();
    x.set(PAGES_LOG, Math.log1p(pages));
    x.set(REQUESTS_LOG, Math.log1p(requests));
    x.set(SESSION_LOG, Math.log1p((lastMs - firstMs) / 1000.0));
    gaps.measure(x);
    x.set(MAX_BARRAGE, maxBarrage);
    fetched.measure(x, pages);
    x.set(HEAD_SHARE, requests == 0 ? 0 : (double) heads / requests);
    x.set(POST_SHARE, requests == 0 ? 0 : (double) posts / requests);
    x.set(ROBOTS_LOG, Math.log1p(robots));
    x.set(ERROR_SHARE, answered > 0, () -> (double) clientErrors / answered);
    x.set(
        PRODUCT_404_SHARE, productsAnswered > 0, () -> (double) productsMissing / productsAnswered);
    x.set(PRODUCT_SHARE_NO_CART, carts > 0 || pages == 0 ? 0 : (double) products / pages);
    x.set(PRODUCTS_LOG, Math.log1p(products));
    x.set(PAGE_SWEEP, Math.log1p(maxPage));
    x.set(FACET_SWEEP, Math.log1p(facetSetCount));
    trail.measure(x);
    walk.measure(x);
    claims.measure(x);
    mix.measure(x);
    likeness.measure(x);
    return x.values();
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
            .setPosts(posts)
            .setRobots(robots)
            .setTrail(trail.save())
            .setWalk(walk.save())
            .setClaims(claims.save())
            .setMix(mix.save())
            .setLikeness(likeness.save())
            .setMaxBarrage(maxBarrage)
            .setMaxPage(maxPage);
    fetched.save(state);
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
    return restore(state, Baseline.NONE);
  }

  /** The same, measuring against a baseline from here on. */
  public static SessionAccumulator restore(SessionState state, Baseline baseline) {
    SessionAccumulator a = new SessionAccumulator(baseline);
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
    a.posts = state.getPosts();
    a.robots = state.getRobots();
    a.trail = Trail.restore(state.getTrail());
    a.walk = Walk.restore(state.getWalk());
    a.claims = Claims.restore(state.getClaims());
    a.mix = PageMix.restore(state.getMix());
    a.likeness = Likeness.restore(state.getLikeness());
    a.fetched = Fetched.restore(state);
    a.maxBarrage = state.getMaxBarrage();
    a.maxPage = state.getMaxPage();
    for (int i = 0; i < state.getRecentPagesCount(); i++) {
      a.keepPage(state.getRecentPages(i));
    }
    for (int i = 0; i < state.getFacetSetsCount(); i++) {
      a.addFacetSet(state.getFacetSets(i));
    }
    a.gaps = GapStatistics.restore(state);
    return a;
  }
}
