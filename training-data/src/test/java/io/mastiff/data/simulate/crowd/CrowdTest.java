package io.mastiff.data.simulate.crowd;

import static org.assertj.core.api.Assertions.assertThat;

import io.mastiff.data.simulate.family.Families;
import io.mastiff.data.simulate.family.Family;
import io.mastiff.data.simulate.visit.HeaderLines;
import io.mastiff.data.simulate.visit.Player;
import io.mastiff.data.simulate.visit.Request;
import io.mastiff.data.simulate.visit.Visit;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class CrowdTest {
  private static final Crowd CROWD = crowd(5, Arrivals.Shape.DIURNAL);
  private static final List<Visit> VISITS =
      LongStream.range(0, 4).boxed().flatMap(block -> CROWD.block(block).stream()).toList();

  private static Crowd crowd(long seed, Arrivals.Shape shape) {
    return new Crowd(seed, 4_000, Families.shipped(), 0, shape);
  }

  private static List<Visit> people() {
    return VISITS.stream().filter(v -> v.family().equals("shopper")).toList();
  }

  private static long pages(Visit visit) {
    return visit.requests().stream().filter(r -> r.kind() != Request.Kind.ASSET).count();
  }

  @Test
  void theSameSeedGivesTheSameRequests() {
    List<Visit> again = crowd(5, Arrivals.Shape.DIURNAL).block(2);
    List<Visit> other = crowd(6, Arrivals.Shape.DIURNAL).block(2);

    for (int i = 0; i < again.size(); i++) {
      assertThat(again.get(i).requests()).isEqualTo(VISITS.get(2_000 + i).requests());
    }
    assertThat(other.get(0).requests()).isNotEqualTo(again.get(0).requests());
  }

  @Test
  void daysDiffer() {
    Set<String> firsts = new HashSet<>();
    for (long block = 0; block < 4; block++) {
      CROWD.block(block).stream().limit(20).forEach(v -> firsts.add(gaps(v)));
    }
    assertThat(firsts).hasSizeGreaterThan(75);
  }

  private static String gaps(Visit visit) {
    long first = visit.requests().get(0).atMs();
    return visit.requests().stream()
            .map(r -> r.atMs() - first + "")
            .collect(Collectors.joining(","))
        + visit.requests().get(0).target()
        + first % 86_400_000;
  }

  @Test
  void everyShippedFamilyPlays() {
    Set<String> played = VISITS.stream().map(Visit::family).collect(Collectors.toSet());

    assertThat(played).contains("shopper");
    for (Family family : Families.shipped().all()) {
      List<Visit> its = VISITS.stream().filter(v -> v.family().equals(family.name())).toList();
      assertThat(its).as(family.name()).isNotEmpty();
      assertThat(its).allSatisfy(v -> assertThat(v.requests()).isNotEmpty());
    }
  }

  @Test
  void threeInFourArePeopleAndSomeOfThemComeAgain() {
    assertThat(people()).hasSize(3_000);
    assertThat(people().stream().map(v -> v.visitor().client()).distinct().count())
        .isBetween(1_950L, 2_050L);
  }

  @Test
  void timesNeverGoBackWithinAVisitAndNoneIsBeforeItsDay() {
    for (Visit visit : VISITS) {
      long before = CROWD.startMs(visit.index() / Crowd.BLOCK);
      for (Request request : visit.requests()) {
        assertThat(request.atMs()).isGreaterThanOrEqualTo(before);
        before = request.atMs();
      }
    }
  }

  @Test
  void threeInFivePeopleSeeOnePageAndOthersMany() {
    List<Visit> alone = people();
    double single =
        alone.stream()
            .collect(
                Collectors.groupingBy(
                    visit -> visit.index() / Crowd.BLOCK,
                    Collectors.averagingDouble(visit -> pages(visit) == 1 ? 1 : 0)))
            .values()
            .stream()
            .max(Double::compare)
            .orElse(0.0);
    double mean =
        alone.stream().filter(v -> pages(v) > 1).mapToLong(CrowdTest::pages).average().orElse(0);

    assertThat(single).as("on a day without a sale").isBetween(0.55, 0.68);
    assertThat(mean).isBetween(10.0, 19.0);
  }

  @Test
  void peopleHaveAllTheirHardships() {
    List<Request> all = people().stream().flatMap(v -> v.requests().stream()).toList();

    assertThat(all).anyMatch(r -> r.kind() == Request.Kind.PREFETCH);
    assertThat(all).anyMatch(r -> r.kind() == Request.Kind.API);
    assertThat(all).anyMatch(r -> r.kind() == Request.Kind.ASSET && r.status() == 304);
    assertThat(all).anyMatch(r -> r.kind() == Request.Kind.PAGE && r.status() == 404);
    assertThat(all).anyMatch(r -> r.target().equals("/order/confirmed"));
    assertThat(people()).anyMatch(v -> !v.visitor().keepsCookies());
    assertThat(people()).anyMatch(v -> v.agreesAfter() < 0).anyMatch(v -> v.agreesAfter() > 0);
    assertThat(people())
        .anyMatch(v -> v.requests().stream().map(Request::address).distinct().count() > 1);
    assertThat(people())
        .anyMatch(v -> v.requests().stream().noneMatch(r -> r.kind() == Request.Kind.ASSET));
    assertThat(people().stream().map(v -> v.visitor().outfit().userAgent()).distinct().count())
        .isGreaterThan(40);
    assertThat(people().stream().map(v -> v.visitor().address()).distinct().count())
        .as("addresses are shared")
        .isLessThan(1_900);
  }

  @Test
  void headerFieldsAreFilledInTheirOrder() {
    for (Visit visit : VISITS) {
      for (Request request : visit.requests().subList(0, 1)) {
        List<String> values = new ArrayList<>();
        HeaderLines.of(
            visit.visitor().outfit(),
            request,
            Player.HOST,
            "a=b",
            (n, v) -> values.add(n + ": " + v));
        assertThat(values).anyMatch(line -> line.equalsIgnoreCase("host: " + Player.HOST));
        assertThat(values)
            .noneMatch(line -> line.contains("{version}") || line.contains("{language}"));
      }
    }
  }

  @Test
  void aSaleBringsItsCrowdWithinMinutes() {
    assertThat(mostInTenMinutes(crowd(5, Arrivals.Shape.SALE)))
        .isGreaterThan(4 * mostInTenMinutes(CROWD));
    assertThat(mostInTenMinutes(CROWD))
        .isGreaterThan(mostInTenMinutes(crowd(5, Arrivals.Shape.FLAT)));
  }

  private static long mostInTenMinutes(Crowd crowd) {
    return crowd.block(1).stream()
        .filter(v -> v.family().equals("shopper"))
        .collect(
            Collectors.groupingBy(v -> v.requests().get(0).atMs() / 600_000, Collectors.counting()))
        .values()
        .stream()
        .mapToLong(Long::longValue)
        .max()
        .orElse(0);
  }
}
