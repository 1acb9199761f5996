package io.mastiff.stream;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import io.mastiff.event.Action;
import io.mastiff.event.AssetKind;
import io.mastiff.event.BlocklistEntry;
import io.mastiff.event.EntryKey;
import io.mastiff.event.PageType;
import io.mastiff.event.Reason;
import io.mastiff.event.RequestEvent;
import io.mastiff.event.Sight;
import io.mastiff.event.Source;
import io.mastiff.event.Verdict;
import io.mastiff.feature.state.CohortBatch;
import io.mastiff.feature.state.CohortPartial;
import java.time.Instant;
import java.util.List;
import java.util.SplittableRandom;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.streams.TestInputTopic;
import org.junit.jupiter.api.Test;

class CohortsTest extends StreamTest {
  private static final long FLEET = 0xf1ee7L;
  private static final long BROWSER = 0xb0L;
  private static final int BLIND = Sight.everything() & ~Sight.ASSETS.bit();
  private static final String ON_PRODUCTS = ",route=/p/{product},cookie=none";

  private final SplittableRandom random = new SplittableRandom(4);
  private int people;

  private static String net(int i) {
    return "198." + i / 250 % 250 + "." + i % 250 + ".0/24";
  }

  /** One newcomer: a page without a cookie, for which one is issued. */
  private void newcomer(int i, long shape, long atMs, int sight) {
    send(page(net(i), shape, atMs).setCookieIssued("c" + shape + "x" + i).setSight(sight));
  }

  private void returns(int i, long shape, long atMs, PageType type) {
    RequestEvent.Builder event =
        returned(page(net(i), shape, atMs), "c" + shape + "x" + i, atMs - 500);
    send(event.setPageType(type).setAssetKind(AssetKind.IMAGE));
  }

  /** Something that happens twenty times a second, with the clock going on beside it. */
  private void each50Ms(long fromMs, long untilMs, java.util.function.LongConsumer what) {
    for (long ms = fromMs; ms < untilMs; ms += 50) {
      what.accept(ms);
      if (ms % 250 == 0) {
        tick();
      }
    }
    tick();
  }

  private List<BlocklistEntry> cohortEntries() {
    return entries().stream().filter(entry -> entry.getSource() == Source.COHORT).toList();
  }

  @Test
  void aFleetOfOneRequestPerAddressIsListedWithinSeconds() {
    each50Ms(0, 8_000, ms -> newcomer((int) ms / 50, FLEET, T + ms, Sight.everything()));

    List<BlocklistEntry> listed = cohortEntries();
    assertThat(listed).hasSize(1);
    BlocklistEntry entry = listed.get(0);
    assertThat(entry.getKey()).isEqualTo("cohort:shape=00000000000f1ee7" + ON_PRODUCTS);
    assertThat(entry.getAction()).isEqualTo(Action.BLOCK);
    assertThat(entry.getTriggerAtMs() - T).isLessThan(8_000);
    assertThat(entry.getReasonsList())
        .extracting(Reason::getName)
        .startsWith("cohort_pages", "cohort_follow")
        .endsWith("cohort_returning", "cohort_sample", "cohort_sample");
    assertThat(entry.getReasons(1).getText())
        .matches("0 of \\d+ newcomers loaded what their page names; of people at least 50% do");
  }

  @Test
  void aFleetThatReturnsItsCookieWithoutLoadingAssetsIsListedToo() {
    each50Ms(
        0,
        9_000,
        ms -> {
          int i = (int) ms / 50;
          newcomer(i, FLEET, T + ms, Sight.everything());
          if (i >= 20) {
            returns(i - 20, FLEET, T + ms + 5, PageType.PRODUCT);
          }
        });

    assertThat(cohortEntries()).hasSize(1);
  }

  @Test
  void whereAssetsAreHiddenTheComebackDecidesBesideTheOthersOnTheRoute() {
    each50Ms(0, 60_000, ms -> newcomer((int) ms / 50, FLEET, T + ms, BLIND));
    assertThat(cohortEntries()).as("nobody is beside it to compare with").isEmpty();

    long later = 3_600_000;
    each50Ms(later, later + 60_000, this::personBehindCache);
    assertThat(cohortEntries()).as("people").isEmpty();
    each50Ms(
        later + 60_000,
        later + 200_000,
        ms -> {
          personBehindCache(ms);
          newcomer((int) (ms / 50 % 100_000), FLEET, T + ms, BLIND);
        });

    assertThat(cohortEntries())
        .extracting(BlocklistEntry::getKey)
        .contains("cohort:shape=00000000000f1ee7" + ON_PRODUCTS)
        .doesNotContain("cohort:shape=00000000000000b0" + ON_PRODUCTS);
  }

  private void personWithAssets(long ms) {
    if (ms % 200 == 0) {
      int i = 20_000 + people++;
      newcomer(i, BROWSER, T + ms + 5, Sight.everything());
      returns(i, BROWSER, T + ms + 25, PageType.ASSET);
    }
  }

  private void personBehindCache(long ms) {
    if (ms % 250 == 0) {
      int i = people++;
      newcomer(i, BROWSER, T + ms, BLIND);
      if (i > 20 && i % 2 == 0) {
        send(
            returned(page(net(i - 20), BROWSER, T + ms + 5), "c" + BROWSER + "x" + (i - 20), T + ms)
                .setPageType(PageType.CART)
                .setSight(BLIND));
      }
    }
  }

  /** A flood in a real browser's shape must not shut its people out. */
  @Test
  void aCohortWithSomePeopleInItIsChallengedNotBlocked() {
    each50Ms(
        0,
        14_000,
        ms -> {
          int i = (int) ms / 50;
          newcomer(i, BROWSER, T + ms, Sight.everything());
          if (i % 8 == 0) {
            returns(i, BROWSER, T + ms + 20, PageType.ASSET);
          }
        });

    assertThat(cohortEntries())
        .isNotEmpty()
        .allMatch(entry -> entry.getAction() == Action.CHALLENGE)
        .allMatch(entry -> entry.getKey().endsWith("cookie=none"));
  }

  @Test
  void newcomersWhoLoadThePagesAssetsAreABrowserNotAFleet() {
    each50Ms(
        0,
        30_000,
        ms -> {
          newcomer((int) ms / 50, BROWSER, T + ms, Sight.everything());
          returns((int) ms / 50, BROWSER, T + ms + 20, PageType.ASSET);
        });

    assertThat(cohortEntries()).isEmpty();
  }

  /** A browser that keeps no cookie asks for assets without one. */
  @Test
  void peopleWhoKeepNoCookiesAreNoFleet() {
    each50Ms(
        0,
        30_000,
        ms -> {
          int i = (int) ms / 50;
          newcomer(i, BROWSER, T + ms, Sight.everything());
          send(
              page(net(i), BROWSER, T + ms + 20)
                  .setPageType(PageType.ASSET)
                  .setAssetKind(AssetKind.IMAGE)
                  .setShape(0x51));
        });

    assertThat(cohortEntries()).isEmpty();
  }

  /** An app has no assets, no referer and no cookies by nature; previews of links neither. */
  @Test
  void appsAndDeclaredCrawlersAreNoFleet() {
    each50Ms(
        0,
        30_000,
        ms -> {
          int i = (int) ms / 50;
          send(
              page(net(i), 0xa99, T + ms)
                  .setCookieIssued("a" + i)
                  .setPageType(PageType.API)
                  .setProduct("")
                  .setRoute("/api/price/{product}"));
          send(
              page(net(i), 0x11, T + ms)
                  .setCookieIssued("w" + i)
                  .setCrawler("whatsapp")
                  .setCrawlerState(1));
        });

    assertThat(cohortEntries()).isEmpty();
  }

  @Test
  void returningVisitorsInsideKeepABrowserFromBeingBlocked() {
    each50Ms(
        0,
        14_000,
        ms -> {
          int i = (int) ms / 50;
          newcomer(i, BROWSER, T + ms, Sight.everything());
          if (i % 20 == 0) {
            send(
                returned(
                    page("192.0." + i + ".0/24", BROWSER, T + ms + 5),
                    "old" + i,
                    T - 3_600_000L * 24));
          }
        });

    assertThat(cohortEntries()).allMatch(entry -> entry.getAction() == Action.CHALLENGE);
  }

  /** Who orders began with a page that the entry would have denied. */
  @Test
  void anOrderThatBeganInTheCohortKeepsItFromBeingBlocked() {
    newcomer(1, FLEET, T, Sight.everything());
    returns(1, FLEET, T + 900, PageType.ORDER_CONFIRMED);
    each50Ms(20_000, 34_000, ms -> newcomer((int) ms / 50, FLEET, T + ms, Sight.everything()));

    assertThat(cohortEntries())
        .isNotEmpty()
        .allMatch(entry -> entry.getAction() == Action.CHALLENGE);
  }

  @Test
  void manyPagesFromFewNetworksAreNoFleet() {
    each50Ms(
        0,
        12_000,
        ms -> send(page(net((int) ms / 50 % 24), FLEET, T + ms).setCookieIssued("k" + ms)));

    assertThat(cohortEntries()).isEmpty();
  }

  @Test
  void aBrowserPopulationThatAFleetHidesBesideStaysFree() {
    each50Ms(
        0,
        12_000,
        ms -> {
          int i = (int) ms / 50;
          newcomer(i, FLEET, T + ms, Sight.everything());
          newcomer(i + 5_000, BROWSER, T + ms + 5, Sight.everything());
          returns(i + 5_000, BROWSER, T + ms + 25, PageType.ASSET);
        });

    assertThat(cohortEntries())
        .extracting(BlocklistEntry::getKey)
        .containsExactly("cohort:shape=00000000000f1ee7" + ON_PRODUCTS);
  }

  /** Too few of each shape to be told alone; together they are a campaign. */
  @Test
  void aFleetOfTwelveShapesIsAnnouncedAndItsShapesAreListed() {
    each50Ms(0, 620_000, this::personWithAssets);
    each50Ms(
        620_000,
        640_000,
        ms -> {
          int i = (int) ms / 50;
          newcomer(i, FLEET + i % 12, T + ms, Sight.everything());
          personWithAssets(ms);
        });

    List<BlocklistEntry> listed = cohortEntries();
    assertThat(listed)
        .hasSize(12)
        .allMatch(entry -> entry.getAction() == Action.BLOCK)
        .noneMatch(entry -> entry.getKey().contains(EntryKey.hex(BROWSER)));
    List<Verdict> campaigns =
        verdicts().stream().filter(verdict -> verdict.getVerdict().equals("campaign")).toList();
    assertThat(campaigns)
        .extracting(Verdict::getSubject)
        .contains("template=/p/{product}", "entry=/p/{product},country=unknown");
    assertThat(campaigns.get(0).getAtMs()).isLessThan(listed.get(0).getCreatedAtMs() + 1);
  }

  /**
   * Another order of headers in each request: no shape can be listed, and the rest stays bounded.
   */
  @Test
  void whereEachRequestHasAnotherShapeTheRouteIsChallenged() {
    each50Ms(
        0, 20_000, ms -> newcomer((int) ms / 50, random.nextLong(), T + ms, Sight.everything()));

    assertThat(cohortEntries())
        .extracting(BlocklistEntry::getKey, BlocklistEntry::getAction)
        .containsExactly(
            org.assertj.core.api.Assertions.tuple(
                "cohort:route=/p/{product},cookie=none", Action.CHALLENGE));
  }

  @Test
  void aShapeThatGoesThroughTheWholeShopIsListedOnAllItsRoutes() {
    String[] routes = {"/p/{product}", "/c/{category}", "/search", "/", "/brands/{b}", "/new"};
    each50Ms(
        0,
        15_000,
        ms -> {
          int i = (int) ms / 50;
          send(
              page(net(i), FLEET, T + ms)
                  .setCookieIssued("r" + i)
                  .setRoute(routes[i % routes.length]));
        });

    assertThat(cohortEntries())
        .extracting(BlocklistEntry::getKey)
        .contains("cohort:shape=00000000000f1ee7,cookie=none");
  }

  @Test
  void anEntryWhoseFleetGoesOnLastsOnAndLonger() {
    each50Ms(0, 650_000, ms -> newcomer((int) ms / 50, FLEET, T + ms, Sight.everything()));

    List<BlocklistEntry> listed = cohortEntries();
    assertThat(listed).hasSizeGreaterThanOrEqualTo(2);
    long first = listed.get(0).getExpiresAtMs() - listed.get(0).getCreatedAtMs();
    long second = listed.get(1).getExpiresAtMs() - listed.get(1).getCreatedAtMs();
    assertThat(second).isEqualTo(2 * first);
    assertThat(listed.get(1).getReasons(0).getText()).contains("goes on");
    assertThat(listed.get(1).getCreatedAtMs()).isLessThan(listed.get(0).getExpiresAtMs());
  }

  /** A template with a comma and a name cannot be part of an entry's key; an empty one neither. */
  @Test
  void aFleetOnARouteThatNoEntryCanNameIsCountedAndStopsNothing() {
    each50Ms(
        0,
        10_000,
        ms -> {
          int i = (int) ms / 50;
          String route = i % 2 == 0 ? "/artikel,id={id}" : "";
          send(page(net(i), FLEET, T + ms).setRoute(route).setCookieIssued("r" + i));
        });

    assertThat(cohortEntries()).allMatch(entry -> !entry.getKey().contains("route="));
    assertThat(counters.events()).isEqualTo(200);
  }

  private static byte[] batch(String cohort, long second) {
    CohortPartial.Builder part =
        CohortPartial.newBuilder().setShop("default").setCohort(cohort).setSecond(second);
    return CohortBatch.newBuilder().setFormat(1).addParts(part).build().toByteArray();
  }

  /** Of another version, garbage, too large, from another day, or with names that are keys. */
  @Test
  void partsThatCannotBeReadAreCountedAndStopNothing() {
    TestInputTopic<byte[], byte[]> batches =
        driver.createInputTopic(
            ScoringTopology.cohortPartials(topics).name(),
            new ByteArraySerializer(),
            new ByteArraySerializer());
    CohortPartial.Builder old =
        CohortPartial.newBuilder()
            .setFormat(1)
            .setCohort("shape=1,route=/")
            .setNetworks(ByteString.copyFrom(new byte[256]));
    byte[] wrong = CohortBatch.newBuilder().setFormat(1).addParts(old).build().toByteArray();
    List<byte[]> hostile =
        List.of(
            wrong,
            new byte[] {1, 2, 3},
            new byte[0],
            new byte[5 << 20],
            batch("site", T / 1000 + 86_400),
            batch("site", -10),
            batch("~campaign", T / 1000),
            batch("shape=1\u0001x", T / 1000));
    for (byte[] bytes : hostile) {
      batches.pipeInput(new byte[] {1}, bytes, Instant.ofEpochMilli(T));
    }

    assertThat(counters.deadLetters()).isEqualTo(hostile.size());
    each50Ms(0, 8_000, ms -> newcomer((int) ms / 50, FLEET, T + ms, Sight.everything()));
    assertThat(cohortEntries()).hasSize(1);
  }

  @Test
  void strangersCannotMakeTheStateGrow() {
    for (int i = 0; i < 40_000; i++) {
      send(page(net(i), random.nextLong(), T + i / 10));
    }
    tick();

    long kept =
        driver
            .<String, io.mastiff.feature.state.CohortWindow>getKeyValueStore(Stores.WINDOWS)
            .approximateNumEntries();
    assertThat(kept).isLessThanOrEqualTo(30_000 + 15_000 + 2_000 + 2_000 + 64);
    assertThat(counters.refused()).isGreaterThan(0);
    assertThat(counters.events()).isEqualTo(40_000);
  }
}
