package io.mastiff.standalone.simulate;

import static org.assertj.core.api.Assertions.assertThat;

import io.mastiff.data.accesslog.CombinedParser;
import io.mastiff.data.simulate.crowd.Arrivals;
import io.mastiff.data.simulate.crowd.Crowd;
import io.mastiff.data.simulate.family.Families;
import io.mastiff.event.Sight;
import io.mastiff.feature.DatasetRow;
import io.mastiff.feature.FeatureSchema;
import io.mastiff.standalone.Main;
import io.mastiff.standalone.Said;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SimulateTest {
  private static final String NEWCOMER =
      """
      name: newcomer
      label: bot
      share: 40
      client: {sessions: 4}
      software:
        - name: unseen
          page: |
            Host: *
            User-Agent: unseen/1.0
      network: {addresses: residential}
      visit: {pages: {distribution: uniform, min: 2, max: 9}, pause: 0.3}
      walk: {order: random, missing: 0.5}
      """;

  @TempDir Path folder;

  private String run(int expected, String... arguments) {
    List<String> all = new ArrayList<>(List.of("data", "simulate"));
    all.addAll(Arrays.asList(arguments));
    Said said = Said.by(all.toArray());
    assertThat(said.code()).as(said.err()).isEqualTo(expected);
    return said.err();
  }

  private Path simulate(String name, String... options) {
    Path out = folder.resolve(name);
    List<String> all = new ArrayList<>(List.of("-o", out.toString()));
    all.addAll(Arrays.asList(options));
    run(0, all.toArray(String[]::new));
    return out;
  }

  private static List<DatasetRow> rows(long block, Families families) {
    Crowd crowd = new Crowd(9, 8_000, families, 1_000, Arrivals.Shape.DIURNAL);
    return new DayRows(crowd, block, Splits.DEFAULT).rows();
  }

  @Test
  void theSameSeedGivesTheSameBytes() throws Exception {
    Path one = simulate("one", "--sessions", "2500", "--seed", "3");
    Path two = simulate("two", "--sessions", "2500", "--seed", "3");
    Path other = simulate("other", "--sessions", "2500", "--seed", "4");

    assertThat(two.resolve("part-00001.parquet"))
        .hasSameBinaryContentAs(one.resolve("part-00001.parquet"));
    assertThat(two.resolve("dataset.json"))
        .hasSameBinaryContentAs(one.resolve("dataset.json"))
        .content()
        .contains("\"fitted\"", "\"invented\"", "\"mixed-fleet\"");
    assertThat(Files.readAllBytes(other.resolve("part-00001.parquet")))
        .isNotEqualTo(Files.readAllBytes(one.resolve("part-00001.parquet")));
  }

  @Test
  void aFamilyOfAFileIsInTheDataset() throws Exception {
    Path added = Files.createDirectory(folder.resolve("families"));
    Files.writeString(added.resolve("newcomer.yaml"), NEWCOMER);
    List<DatasetRow> rows = rows(0, Families.shipped().with(added));
    List<DatasetRow> its =
        rows.stream().filter(r -> r.family().equals("newcomer") && r.last()).toList();

    assertThat(its).hasSizeGreaterThan(40).allMatch(DatasetRow::bot);
    assertThat(its.stream().map(DatasetRow::client).distinct().count())
        .as("four sessions a client")
        .isBetween(its.size() / 4L, its.size() / 4L + 2);
    assertThat(rows(0, Families.shipped())).noneMatch(r -> r.family().equals("newcomer"));
  }

  @Test
  void mistakesInFamilyFilesAreOneLine() throws Exception {
    Path added = Files.createDirectory(folder.resolve("families"));
    Files.writeString(
        added.resolve("n.yaml"), NEWCOMER.replace("bot", "cat").replace("random", "dog"));
    Path out = folder.resolve("out");
    String told = run(2, "-o", out.toString(), "--families", added.toString());

    assertThat(told.lines()).hasSize(1);
    assertThat(told).contains("n.yaml: label: one of", "n.yaml: walk.order: one of", "\"cat\"");
    assertThat(out).doesNotExist();
    assertThat(run(2, "-o", out.toString(), "--families", folder.resolve("no").toString()))
        .contains("no such folder");
    assertThat(run(2, "-o", folder.toString())).contains("is there already");
    assertThat(run(2, "-o", out.toString(), "--shop-products", "3")).contains("20 to");
  }

  @Test
  void aClientLiesInOneSplitAndWelcomeProgramsInNone() {
    Map<String, String> splits = new HashMap<>();
    for (long block = 0; block < 3; block++) {
      for (DatasetRow row : rows(block, Families.shipped())) {
        String before = splits.put(row.client(), row.split());
        assertThat(before == null || before.equals(row.split())).isTrue();
        assertThat(row.split().equals("other")).isEqualTo(isWelcome(row.family()));
      }
    }
    assertThat(splits.values()).contains("train", "calibrate", "test");
  }

  private static boolean isWelcome(String family) {
    return Set.of(
            "search-crawler",
            "uptime-monitor",
            "feed-partner",
            "link-unfurler",
            "accessibility-checker",
            "shopping-agent")
        .contains(family);
  }

  @Test
  void thousandsOfPeopleAreThereToTestAndToCalibrateOn() {
    List<String> splits =
        Stream.iterate(0, i -> i + 1)
            .limit(175_000)
            .map(i -> Splits.DEFAULT.of("h" + i / 1000 + "-" + i))
            .toList();
    Map<String, Long> counts =
        splits.stream().collect(Collectors.groupingBy(s -> s, Collectors.counting()));

    double sessionsAClient = 262_500 / 175_000.0;
    assertThat(counts.get("test") * sessionsAClient).isGreaterThan(170_000);
    assertThat(counts.get("calibrate") * sessionsAClient).isGreaterThan(60_000);
  }

  @Test
  void everySessionHasItsPrefixesAndOneWhole() {
    Map<String, List<DatasetRow>> sessions =
        rows(1, Families.shipped()).stream().collect(Collectors.groupingBy(DatasetRow::session));

    assertThat(sessions).hasSizeGreaterThan(980);
    sessions.forEach(
        (key, rows) -> {
          assertThat(rows.stream().filter(DatasetRow::last)).hasSize(1);
          assertThat(rows.get(rows.size() - 1).last()).isTrue();
          rows.stream()
              .filter(r -> !r.last())
              .forEach(r -> assertThat(FeatureSchema.isPrefix(r.pages())).isTrue());
          assertThat(rows.get(0).pages()).isEqualTo(1);
        });
  }

  @Test
  void doorsStandInAllKindsOfPlaces() {
    SplittableRandom random = new SplittableRandom(1);
    List<DoorKind> doors = Stream.generate(() -> DoorKind.any(random)).limit(200).toList();

    assertThat(doors).anyMatch(d -> !d.showsAssets()).anyMatch(DoorKind::log);
    assertThat(doors.stream().map(d -> d.policy().cookie().when()).distinct()).hasSize(3);
    assertThat(doors)
        .filteredOn(DoorKind::log)
        .noneMatch(d -> Sight.HEADER_ORDER.in(d.policy().sight()));
  }

  @Test
  void aLogIsInTheOrderOfTimeAndNamesItsSessions() throws Exception {
    Path out = simulate("log", "--sessions", "1500", "--as", "log", "--shop-products", "40");
    List<String> labels = Files.readAllLines(out.resolve("labels.csv"));
    CombinedParser parser = new CombinedParser();
    long before = 0;
    Set<String> users = new java.util.HashSet<>();
    for (String text : Files.readAllLines(out.resolve("access.log"))) {
      var line = parser.parse(text).orElseThrow(() -> new AssertionError(text));
      assertThat(line.atMs()).isGreaterThanOrEqualTo(before);
      before = line.atMs();
      users.add(line.user());
    }

    assertThat(labels.get(0)).isEqualTo("key,label,split");
    assertThat(labels).hasSizeBetween(1_300, 1_500);
    assertThat(users).hasSize(1_500);
    assertThat(labels.stream().skip(1).map(l -> l.substring(0, l.indexOf(','))).toList())
        .doesNotHaveDuplicates()
        .isSubsetOf(users);
    assertThat(run(2, "-o", out.toString(), "--as", "log")).contains("is there already");
    assertThat(Files.list(folder)).as("no half folder").hasSize(1);
  }

  @Test
  void aSimulatedLogIsImportedWithItsLabelsAndSplits() throws Exception {
    Path out =
        simulate(
            "log",
            "--sessions",
            "400",
            "--as",
            "log",
            "--shop-products",
            "40",
            "--splits",
            "40/50/10");
    List<String> labels = Files.readAllLines(out.resolve("labels.csv"));
    int code =
        Main.run(
            "data",
            "import",
            out.resolve("access.log").toString(),
            "-o",
            folder.resolve("imported").toString(),
            "--labels",
            out.resolve("labels.csv").toString(),
            "--session-field",
            "user");

    assertThat(code).isZero();
    assertThat(labels.stream().filter(l -> l.endsWith(",calibrate")).count())
        .isGreaterThan(labels.stream().filter(l -> l.endsWith(",test")).count() * 2);
    assertThat(run(2, "-o", folder.resolve("no").toString(), "--as", "log", "--splits", "1/2"))
        .contains("three numbers that make 100");
  }
}
