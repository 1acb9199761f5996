package io.mastiff.edge.crawler;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.mastiff.edge.Decision;
import io.mastiff.edge.DecisionEngine;
import io.mastiff.edge.Requests;
import io.mastiff.edge.ResponseFacts;
import io.mastiff.edge.crawler.dns.ResolverDns;
import io.mastiff.edge.crawler.dns.ReverseDns;
import io.mastiff.edge.crawler.signature.KeyDirectory;
import io.mastiff.edge.crawler.signature.Signatures;
import io.mastiff.edge.policy.CrawlerPolicy;
import io.mastiff.edge.policy.Policy;
import io.mastiff.edge.policy.PolicyException;
import io.mastiff.edge.service.DoorServices;
import io.mastiff.event.Action;
import io.mastiff.event.IpAddress;
import io.mastiff.event.Mode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CrawlersTest {
  private static final String GOOGLEBOT =
      "Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)";

  private static DecisionEngine engine(ReverseDns dns, CrawlerCatalogue catalogue) {
    Signatures signatures = new Signatures(KeyDirectory.none());
    return DecisionEngine.builder()
        .policy(Policy.DEFAULT.withMode(Mode.ENFORCE, 100).toBuilder().holdOut(0).build())
        .crawlers(catalogue, new CrawlerVerifier(dns, Runnable::run, signatures), signatures)
        .build();
  }

  private static Decision googlebot(DecisionEngine engine, String address, String target) {
    Decision decision = engine.decide(Requests.as(GOOGLEBOT, address, target));
    engine.released(decision, ResponseFacts.UNSEEN);
    return decision;
  }

  private static CrawlerState state(Decision decision) {
    return decision.sighting().crawler();
  }

  @Test
  void everyShippedFileIsInTheIndexAndHasItsOwnName() {
    List<Crawler> all = CrawlerReader.shipped().all();
    assertThat(all).hasSizeGreaterThan(30);
    assertThat(all.stream().map(Crawler::name)).doesNotHaveDuplicates();
    for (Crawler crawler : all) {
      for (String agent : crawler.agents()) {
        assertThat(CrawlerReader.shipped().named("mozilla/5.0 (compatible; " + agent + ")"))
            .as(agent)
            .isEqualTo(crawler);
      }
    }
  }

  @Test
  void googlebotIsVerifiedByRangeAndByNameAgainstARealServer() throws Exception {
    try (DnsServer server =
        DnsServer.start()
            .name("66.249.90.77", "rate-limited-proxy-1.googlebot.com")
            .name("192.0.2.66", "host.googlebot.com.evil.example")
            .lie("192.0.2.99", "crawl-1.googlebot.com", "66.249.66.1")) {
      DecisionEngine engine =
          engine(ResolverDns.of(List.of("127.0.0.1:" + server.port())), CrawlerReader.shipped());

      assertThat(state(googlebot(engine, "66.249.66.1", "/p/1"))).isEqualTo(CrawlerState.VERIFIED);
      googlebot(engine, "66.249.100.77", "/p/1");
      googlebot(engine, "192.0.2.66", "/p/1");
      googlebot(engine, "192.0.2.99", "/p/1");
      assertThat(state(googlebot(engine, "192.0.2.66", "/p/2")))
          .as("another's domain that starts like Google's")
          .isEqualTo(CrawlerState.FAKE);
      assertThat(state(googlebot(engine, "192.0.2.99", "/p/2")))
          .as("a name that does not lead back")
          .isEqualTo(CrawlerState.FAKE);
      assertThat(server.asked()).isPositive();
    }
  }

  @Test
  void aNameThatLeadsBackVerifies() throws Exception {
    try (DnsServer server =
        DnsServer.start().name("198.51.100.5", "crawl-198-51-100-5.googlebot.com")) {
      DecisionEngine engine =
          engine(ResolverDns.of(List.of("127.0.0.1:" + server.port())), CrawlerReader.shipped());
      assertThat(state(googlebot(engine, "198.51.100.5", "/p/1"))).isEqualTo(CrawlerState.PENDING);
      assertThat(state(googlebot(engine, "198.51.100.5", "/p/1"))).isEqualTo(CrawlerState.VERIFIED);
    }
  }

  private static Policy asking(DnsServer server) {
    return Policy.DEFAULT.toBuilder()
        .mode(Mode.ENFORCE, 100)
        .crawlers(
            new CrawlerPolicy(
                "", true, List.of("127.0.0.1:" + server.port()), List.of(), Action.BLOCK, Map.of()))
        .build();
  }

  @Test
  void anotherNameServerIsAskedAsSoonAsThePolicyNamesIt() throws Exception {
    try (DnsServer wrong = DnsServer.start();
        DnsServer right =
            DnsServer.start().name("198.51.100.5", "crawl-198-51-100-5.googlebot.com");
        DoorServices services = DoorServices.open(asking(wrong))) {
      DecisionEngine engine = services.into(DecisionEngine.builder()).policy(asking(wrong)).build();
      await()
          .atMost(10, TimeUnit.SECONDS)
          .until(() -> state(googlebot(engine, "198.51.100.5", "/p/1")) == CrawlerState.FAKE);

      engine.use(asking(right), services.take(asking(right)));
      await()
          .atMost(10, TimeUnit.SECONDS)
          .until(() -> state(googlebot(engine, "198.51.100.5", "/p/1")) == CrawlerState.VERIFIED);
    }
  }

  private static long threads() {
    return Thread.getAllStackTraces().keySet().stream()
        .map(Thread::getName)
        .filter(name -> name.startsWith("mastiff-ask") || name.startsWith("dnsjava"))
        .count();
  }

  @Test
  void aHundredChangesOfTheNameServerLeaveNoThread() throws Exception {
    try (DnsServer one = DnsServer.start();
        DnsServer other = DnsServer.start()) {
      DoorServices services = DoorServices.open(asking(one));
      DecisionEngine engine = services.into(DecisionEngine.builder()).policy(asking(one)).build();
      for (int i = 1; i <= 100; i++) {
        Policy next = asking(i % 2 == 0 ? one : other);
        engine.use(next, services.take(next));
        googlebot(engine, "198.51.100." + i, "/p/1");
      }
      await().atMost(20, TimeUnit.SECONDS).until(() -> one.asked() == 50 && other.asked() == 50);
      assertThat(threads()).as("two that ask, and the library's").isBetween(2L, 4L);

      services.close();
      await().atMost(10, TimeUnit.SECONDS).until(() -> threads() == 0);
    }
  }

  @Test
  void aServerThatDoesNotAnswerLeavesTheCrawlerPendingAndServed() {
    DecisionEngine engine = engine((address, domains) -> ReverseDns.Answer.UNKNOWN, shipped());
    googlebot(engine, "192.0.2.1", "/p/1");
    Decision decision = googlebot(engine, "192.0.2.1", "/p/1");
    assertThat(state(decision)).isEqualTo(CrawlerState.PENDING);
    assertThat(decision.denies()).isFalse();
  }

  @Test
  void aFakeIsTurnedAwayWithoutA403AndNeverFromRobotsTxt() {
    DecisionEngine engine = engine((address, domains) -> ReverseDns.Answer.NO, shipped());
    googlebot(engine, "192.0.2.1", "/p/1");
    Decision decision = googlebot(engine, "192.0.2.1", "/p/1");
    assertThat(decision.rule()).isEqualTo("crawler.fake");
    assertThat(decision.denies()).isTrue();
    assertThat(decision.status()).isEqualTo(429);
    assertThat(engine.answer(decision).headers()).containsKey("Retry-After");
    assertThat(googlebot(engine, "192.0.2.1", "/robots.txt").denies()).isFalse();
  }

  @Test
  void aVerifiedCrawlerHasABudget() {
    DecisionEngine engine = engine(ReverseDns.none(), shipped());
    int served = 0;
    Decision last = null;
    for (int i = 0; i < 400; i++) {
      last = googlebot(engine, "66.249.66.1", "/p/" + i);
      served += last.denies() ? 0 : 1;
    }
    assertThat(served).isBetween(200, 260);
    assertThat(last.rule()).isEqualTo("crawler.budget");
    assertThat(last.action()).isEqualTo(Action.THROTTLE);
  }

  @Test
  void theOperatorsFolderReplacesAndRefreshes(@TempDir Path folder)
      throws IOException, PolicyException {
    Files.writeString(
        folder.resolve("acmebot.yaml"),
        "name: acmebot\noperator: Acme\nagents: [acmebot]\npurpose: monitoring\n");
    Files.writeString(folder.resolve("acmebot.ranges"), "# ours\n192.0.2.0/24\n");
    Files.writeString(
        folder.resolve("gptbot.ranges"), "{\"prefixes\": [{\"ipv4Prefix\": \"198.51.100.0/24\"}]}");
    CrawlerCatalogue catalogue = CrawlerReader.withFolder(folder);
    assertThat(catalogue.named("acmebot/1.0").ranges().contains(IpAddress.v4(0xc0000201L)))
        .isTrue();
    DecisionEngine engine = engine(ReverseDns.none(), catalogue);
    Decision outside = engine.decide(Requests.as("GPTBot/1.2", "203.0.113.9", "/p/1"));
    assertThat(state(outside)).as("its ranges are complete now").isEqualTo(CrawlerState.FAKE);
  }

  @Test
  void badFilesNameFileFieldAndReason(@TempDir Path folder) throws IOException {
    Files.writeString(folder.resolve("x.yaml"), "name: X Y\nagents: []\ncolour: red\n");
    assertThatThrownBy(() -> CrawlerReader.withFolder(folder))
        .isInstanceOf(PolicyException.class)
        .hasMessageContaining("x.yaml")
        .hasMessageContaining("colour")
        .hasMessageContaining("operator")
        .hasMessageContaining("agents");
    Files.delete(folder.resolve("x.yaml"));
    Files.writeString(folder.resolve("googlebot.ranges"), "66.249.64.0/99\n");
    assertThatThrownBy(() -> CrawlerReader.withFolder(folder))
        .hasMessageContaining("66.249.64.0/99");
  }

  private static CrawlerCatalogue shipped() {
    return CrawlerReader.shipped();
  }
}
