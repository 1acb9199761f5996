package io.mastiff.feature;

import static io.mastiff.feature.SessionFeature.*;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mastiff.event.Agent;
import io.mastiff.event.NetworkKind;
import io.mastiff.event.PageType;
import io.mastiff.event.RequestEvent;
import io.mastiff.feature.state.BaselineState;
import io.mastiff.feature.state.SoftwareBaseline;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class LikenessTest {
  private static final long NOON = 12 * 3_600_000L + 1_700_006_400_000L / 86_400_000 * 86_400_000;
  private static final long HOST_TO_LANGUAGE = 0b11_1111;

  private static RequestEvent.Builder chrome() {
    return Events.page(PageType.PRODUCT, NOON)
        .setAgent(Agent.AGENT_CHROME)
        .setAgentMajor(147)
        .setHeaderBits(HOST_TO_LANGUAGE)
        .setShape(11)
        .setHints(21)
        .setJa4("t13d1516h2_8daaf6152771_d8a2da3f94cd")
        .setLanguage("de");
  }

  /** Four hundred buyers with Chrome, three in four of them with its latest version, at noon. */
  private static BaselineLearner buyers() {
    BaselineLearner learner = new BaselineLearner();
    for (int i = 0; i < 400; i++) {
      learner.addSoftware(List.of(chrome().setAgentMajor(i % 4 == 0 ? 146 : 147).build()));
    }
    return learner;
  }

  private static double[] measured(Baseline baseline, RequestEvent... pages) {
    SessionAccumulator session = new SessionAccumulator(baseline);
    for (RequestEvent page : pages) {
      session.add(page);
    }
    return SessionAccumulator.restore(session.save(), baseline).vector();
  }

  private static double of(double[] x, SessionFeature feature) {
    return x[feature.ordinal()];
  }

  @Test
  void softwareLikeBuyersIsNoSurprise() {
    double[] x = measured(Baseline.of(buyers().state()), chrome().build());

    for (SessionFeature f :
        List.of(TLS_SURPRISE, ORDER_SURPRISE, HINTS_SURPRISE, LANGUAGE_SURPRISE)) {
      assertEquals(0, of(x, f), 0.02, f.name());
    }
    assertEquals(0, of(x, FIELDS_ABSENT));
    assertEquals(0, of(x, FIELDS_EXTRA));
    assertEquals(0, of(x, VERSION_LAG));
    assertTrue(of(x, HOUR_SURPRISE) < -2);
  }

  @Test
  void whatBuyersSoftwareDoesNotSayIsASurprise() {
    RequestEvent odd =
        chrome()
            .setShape(12)
            .setHints(22)
            .setJa4("t13d3112h2_e8f1e7e78f70_b26ce05bbdd6")
            .setLanguage("vi")
            .setAgentMajor(146)
            .setHeaderBits(HOST_TO_LANGUAGE & ~0b10_0000 | 1L << 24)
            .setDecidedAtMs(NOON + 12 * 3_600_000L)
            .build();
    double[] x = measured(Baseline.of(buyers().state()), odd);

    for (SessionFeature f :
        List.of(TLS_SURPRISE, ORDER_SURPRISE, HINTS_SURPRISE, LANGUAGE_SURPRISE)) {
      assertTrue(of(x, f) > 4, f + " " + of(x, f));
    }
    assertEquals(1, of(x, FIELDS_ABSENT));
    assertEquals(1, of(x, FIELDS_EXTRA));
    assertEquals(0.75, of(x, VERSION_LAG), 1e-6);
    assertTrue(of(x, HOUR_SURPRISE) > 2);
  }

  @Test
  void versionsBetweenAndBeyondThoseOfBuyersLagByWhatIsNewer() {
    Baseline baseline = Baseline.of(buyers().state());

    assertEquals(0, of(measured(baseline, chrome().setAgentMajor(150).build()), VERSION_LAG));
    assertEquals(1, of(measured(baseline, chrome().setAgentMajor(90).build()), VERSION_LAG), 1e-6);
  }

  @Test
  void withoutBuyersOrWithFewAllIsMissing() {
    BaselineLearner few = new BaselineLearner();
    few.addSoftware(List.of(chrome().build()));

    for (Baseline baseline : List.of(Baseline.NONE, Baseline.of(few.state()))) {
      double[] x = measured(baseline, chrome().build());
      for (SessionFeature f : List.of(ORDER_SURPRISE, FIELDS_EXTRA, VERSION_LAG, HOUR_SURPRISE)) {
        assertEquals(f.missing(), of(x, f), f.name());
      }
    }
  }

  @Test
  void softwareThatNoBuyerHasIsMissingNotSurprising() {
    RequestEvent other = chrome().setAgent(Agent.AGENT_FIREFOX).build();
    double[] x = measured(Baseline.of(buyers().state()), other);

    assertEquals(ORDER_SURPRISE.missing(), of(x, ORDER_SURPRISE));
    assertEquals(FIELDS_ABSENT.missing(), of(x, FIELDS_ABSENT));
    assertEquals(VERSION_LAG.missing(), of(x, VERSION_LAG));
  }

  @Test
  void aFifthOfPoisonedBuyersLeavesTheirShapeRareAndOthersUsual() {
    BaselineLearner learner = buyers();
    for (int i = 0; i < 100; i++) {
      RequestEvent poison = chrome().setShape(99).build();
      learner.addSoftware(List.of(poison, poison, poison, poison));
    }
    Baseline baseline = Baseline.of(learner.state());

    assertEquals(
        Math.log(5), of(measured(baseline, chrome().setShape(99).build()), ORDER_SURPRISE), 0.05);
    assertEquals(Math.log(1.25), of(measured(baseline, chrome().build()), ORDER_SURPRISE), 0.05);
  }

  @Test
  void aBuyerWhoSaysManyThingsWeighsNoMoreThanAnother() {
    BaselineLearner learner = buyers();
    List<RequestEvent> changing =
        IntStream.range(0, 2_000)
            .mapToObj(
                i ->
                    chrome()
                        .setShape(1_000 + i)
                        .setHints(1_000 + i)
                        .setLanguage("l" + i)
                        .setAgentMajor(200 + i)
                        .setDecidedAtMs(NOON + i * 3_600_000L)
                        .build())
            .toList();
    learner.addSoftware(changing);
    double[] x = measured(Baseline.of(learner.state()), chrome().build());

    for (SessionFeature f :
        List.of(ORDER_SURPRISE, HINTS_SURPRISE, LANGUAGE_SURPRISE, VERSION_LAG)) {
      assertEquals(0, of(x, f), 0.02, f.name());
    }
    assertTrue(of(x, HOUR_SURPRISE) < -2);
  }

  @Test
  void whatIsOldIsForgotten() {
    BaselineLearner learner = buyers();
    learner.age(0.05);

    double[] x = measured(Baseline.of(learner.state()), chrome().build());
    assertEquals(ORDER_SURPRISE.missing(), of(x, ORDER_SURPRISE));
  }

  @Test
  void networksCountByTheirKind() {
    RequestEvent rented = chrome().setNetworkKind(NetworkKind.NETWORK_HOSTING).build();
    RequestEvent home = chrome().setNetworkKind(NetworkKind.NETWORK_ORDINARY).build();
    RequestEvent hidden = chrome().setNetworkKind(NetworkKind.NETWORK_ANONYMOUS).build();

    assertEquals(0.5, of(measured(Baseline.NONE, rented, home), HOSTING_SHARE));
    assertEquals(0.6, of(measured(Baseline.NONE, hidden), HOSTING_SHARE));
    assertEquals(
        HOSTING_SHARE.missing(), of(measured(Baseline.NONE, chrome().build()), HOSTING_SHARE));
  }

  @Test
  void aBaselineWhoseNumbersDoNotFitIsRefused() {
    BaselineState sound = buyers().state();
    List<SoftwareBaseline> broken =
        List.of(
            sound.getSoftware().toBuilder().addKeys(1).build(),
            sound.getSoftware().toBuilder().setCounts(0, Float.NaN).build(),
            sound.getSoftware().toBuilder().setCounts(0, -1).build(),
            sound.getSoftware().toBuilder().addHours(1).build(),
            sound.getSoftware().toBuilder().addFields(1).build(),
            sound.getSoftware().toBuilder().setVersions(0, 17 << 16).build(),
            sound.getSoftware().toBuilder().setVersions(0, -1).build());

    for (SoftwareBaseline each : broken) {
      BaselineState state = sound.toBuilder().setSoftware(each).build();
      assertThrows(IllegalArgumentException.class, () -> Baseline.of(state));
    }
  }
}
