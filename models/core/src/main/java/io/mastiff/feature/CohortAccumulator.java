package io.mastiff.feature;

import io.mastiff.event.RequestEvent;
import io.mastiff.feature.state.CohortPartial;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * What one cohort did in a stretch of time: its own events, or parts of it merged in any order.
 *
 * <p>Sums are whole numbers and sets depend on their members alone, so the same events give the
 * same bits however they were divided, but for the samples. At most three sets of 1 kB. Not safe
 * for use by several threads.
 */
public final class CohortAccumulator {
  private static final int FORMAT = 1;
  private static final int MOST_RETURNING = 64;
  private static final double MICROS = 1e6;
  private static final int MOST_SAMPLES = 2;
  private static final int LONGEST_SAMPLE = 100;

  private final Distinct networks;
  private final Distinct returning;
  private final Distinct products;
  private long pages;
  private long withoutCookie;
  private long young;
  private long youngWithAsset;
  private long mature;
  private long matureBack;
  private long assetsHidden;
  private long behindCache;
  private long views;
  private long rated;
  private long popularityMicros;
  private long orders;
  private long triggerAtMs;
  private final long[] routes = new long[CohortPage.ROUTES];
  private final List<String> samples = new ArrayList<>(MOST_SAMPLES);

  /** An empty one. */
  public CohortAccumulator() {
    networks = new Distinct(Distinct.EXACT);
    returning = new Distinct(MOST_RETURNING);
    products = new Distinct(Distinct.EXACT);
  }

  /** All of these together; of a part alone, one that goes on where it stood. */
  public static CohortAccumulator of(Iterable<CohortPartial> partials) {
    CohortAccumulator sum = new CohortAccumulator();
    partials.forEach(sum::add);
    return sum;
  }

  /** Counts a page. */
  public void page(CohortPage page) {
    pages++;
    routes[page.route()]++;
    assetsHidden += page.assetsHidden() ? 1 : 0;
    behindCache += page.behindCache() ? 1 : 0;
    triggerAtMs = Math.max(triggerAtMs, page.appendedMs());
    if (page.visitor() != 0) {
      returning.add(page.visitor());
    }
    if (page.withoutCookie()) {
      withoutCookie++;
      networks.add(page.network());
      view(page);
      if (samples.size() < MOST_SAMPLES) {
        samples.add(sample(page.event()));
      }
    }
  }

  private void view(CohortPage page) {
    if (page.viewed()) {
      views++;
      products.add(page.product());
      rated += page.rated() ? 1 : 0;
      popularityMicros += page.popularityMicros();
    }
  }

  private static String sample(RequestEvent event) {
    String path = event.getPath();
    return event.getMethod()
        + " "
        + (path.length() <= LONGEST_SAMPLE ? path : path.substring(0, LONGEST_SAMPLE) + "…")
        + " from "
        + event.getNetwork()
        + ", door "
        + event.getDoor()
        + " number "
        + event.getSequence();
  }

  /** Counts a cookie that was issued some seconds ago, whose holder could have asked for assets. */
  public void young(boolean fetchedAsset, long atMs) {
    young++;
    youngWithAsset += fetchedAsset ? 1 : 0;
    triggerAtMs = Math.max(triggerAtMs, atMs);
  }

  /** Counts a cookie that was issued long enough ago to have come back. */
  public void mature(boolean cameBack, long atMs) {
    mature++;
    matureBack += cameBack ? 1 : 0;
    triggerAtMs = Math.max(triggerAtMs, atMs);
  }

  /** Counts an order of somebody whose first page was the cohort's. */
  public void order(long atMs) {
    orders++;
    triggerAtMs = Math.max(triggerAtMs, atMs);
  }

  /** Adds a part. */
  public void add(CohortPartial partial) {
    pages += partial.getPages();
    withoutCookie += partial.getWithoutCookie();
    young += partial.getIssuedYoung();
    youngWithAsset += partial.getYoungWithAsset();
    mature += partial.getIssuedMature();
    matureBack += partial.getMatureBack();
    assetsHidden += partial.getAssetsHidden();
    behindCache += partial.getBehindCache();
    views += partial.getViews();
    rated += partial.getRated();
    popularityMicros += partial.getPopularityMicros();
    orders += partial.getOrders();
    triggerAtMs = Math.max(triggerAtMs, partial.getTriggerAtMs());
    for (int i = 0; i < Math.min(CohortPage.ROUTES, partial.getRoutesCount()); i++) {
      routes[i] += partial.getRoutes(i);
    }
    addSets(partial);
    sample(partial.getSamplesList());
  }

  private void addSets(CohortPartial partial) {
    if (!partial.getNetworks().isEmpty()) {
      networks.addAll(Distinct.restore(partial.getNetworks(), Distinct.EXACT));
    }
    if (!partial.getReturningIds().isEmpty()) {
      returning.addAll(Distinct.restore(partial.getReturningIds(), MOST_RETURNING));
    }
    if (!partial.getProducts().isEmpty()) {
      products.addAll(Distinct.restore(partial.getProducts(), Distinct.EXACT));
    }
  }

  private void sample(List<String> others) {
    for (String sample : others) {
      if (samples.size() < MOST_SAMPLES && !samples.contains(sample)) {
        samples.add(sample);
      }
    }
  }

  /** Adds what another one has, which stays as it is. */
  public void add(CohortAccumulator other) {
    pages += other.pages;
    withoutCookie += other.withoutCookie;
    young += other.young;
    youngWithAsset += other.youngWithAsset;
    mature += other.mature;
    matureBack += other.matureBack;
    assetsHidden += other.assetsHidden;
    behindCache += other.behindCache;
    views += other.views;
    rated += other.rated;
    popularityMicros += other.popularityMicros;
    orders += other.orders;
    triggerAtMs = Math.max(triggerAtMs, other.triggerAtMs);
    for (int i = 0; i < CohortPage.ROUTES; i++) {
      routes[i] += other.routes[i];
    }
    networks.addAll(other.networks);
    returning.addAll(other.returning);
    products.addAll(other.products);
    sample(other.samples);
  }

  /** Whether a part is one of this version. */
  public static boolean isReadable(CohortPartial part) {
    return Distinct.isReadable(part.getNetworks())
        && Distinct.isReadable(part.getReturningIds())
        && Distinct.isReadable(part.getProducts());
  }

  /** The sets and samples of a part, without its counts. */
  public static CohortPartial.Builder setsOf(CohortPartial part) {
    return CohortPartial.newBuilder()
        .setFormat(FORMAT)
        .setSecond(part.getSecond())
        .setNetworks(part.getNetworks())
        .setReturningIds(part.getReturningIds())
        .setProducts(part.getProducts())
        .addAllSamples(part.getSamplesList());
  }

  /** The counts of a part, without its sets and samples. */
  public static CohortPartial countsOf(CohortPartial part) {
    return part.toBuilder()
        .clearNetworks()
        .clearReturningIds()
        .clearProducts()
        .clearSamples()
        .build();
  }

  /** The sums as a message, whose names and place in time the caller adds. */
  public CohortPartial.Builder save() {
    CohortPartial.Builder saved = CohortPartial.newBuilder();
    for (long count : routes) {
      saved.addRoutes((int) count);
    }
    return saved
        .setFormat(FORMAT)
        .setPages((int) pages)
        .setWithoutCookie((int) withoutCookie)
        .setIssuedYoung((int) young)
        .setYoungWithAsset((int) youngWithAsset)
        .setIssuedMature((int) mature)
        .setMatureBack((int) matureBack)
        .setAssetsHidden((int) assetsHidden)
        .setBehindCache((int) behindCache)
        .setViews((int) views)
        .setRated((int) rated)
        .setPopularityMicros(popularityMicros)
        .setOrders((int) orders)
        .setTriggerAtMs(triggerAtMs)
        .setNetworks(networks.save())
        .setReturningIds(returning.save())
        .setProducts(products.save())
        .addAllSamples(samples);
  }

  /** Page requests, whatever their cookie. */
  public long pages() {
    return pages;
  }

  public long withoutCookie() {
    return withoutCookie;
  }

  /** Networks that the requests without a cookie came from. */
  public double networks() {
    return networks.count();
  }

  /** Networks of returning visitors and purchasers, however often each asked. */
  public double returningVisitors() {
    return returning.count();
  }

  /** Share of returning visitors among them and the networks of those without a cookie. */
  public double returningShare() {
    double all = returningVisitors() + networks();
    return all == 0 ? 0 : returningVisitors() / all;
  }

  /** Share of the pages that one route has, at most: routes are told apart by three bits. */
  public double mainRouteShare() {
    return pages == 0 ? 0 : (double) Arrays.stream(routes).max().orElse(0) / pages;
  }

  /** Whether the doors see assets, by most of these requests. */
  public boolean assetsVisible() {
    return 2 * assetsHidden < pages;
  }

  /** Whether the door saw what a cache in front did not have, and no more, of most of them. */
  public boolean isBehindCache() {
    return behindCache > 0 && 2 * behindCache >= pages;
  }

  /** Newcomers whose first seconds are told: by assets, or by a return where those are hidden. */
  public long newcomers() {
    return assetsVisible() ? young : mature;
  }

  /** How many of {@link #newcomers} went on as people do. */
  public long followed() {
    return assetsVisible() ? youngWithAsset : matureBack;
  }

  /** Share of {@link #newcomers} that went on as people do; 0 for nobody. */
  public double followShare() {
    return newcomers() == 0 ? 0 : (double) followed() / newcomers();
  }

  /** Views of products without a cookie. */
  public long views() {
    return views;
  }

  /** How many of {@link #views} were measured by popularity. */
  public long rated() {
    return rated;
  }

  /** Sum over {@link #rated} views of ln((1 / N) / p), in nats. */
  public double popularity() {
    return popularityMicros / MICROS;
  }

  /** The different products of {@link #views}. */
  public Distinct products() {
    return products;
  }

  /** Orders of visitors whose first page was the cohort's. */
  public long orders() {
    return orders;
  }

  /** Some of the requests without a cookie, in words: the first of the first part. */
  public List<String> samples() {
    return List.copyOf(samples);
  }

  /** Broker's append time of the newest event that was counted. */
  public long triggerAtMs() {
    return triggerAtMs;
  }
}
