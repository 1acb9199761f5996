package io.mastiff.data.simulate.family;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FamiliesTest {
  private static final FamilyReader READER = new FamilyReader(Browsers.library());
  private static final String GOOD =
      """
      name: newcomer
      label: bot
      software:
        - browser: chrome-windows
          drop: [Accept-Language]
          before: {User-Agent: Connection}
          last: [sec-ch-ua]
          set: {X-Own: "1"}
          replace: {"Google Chrome": "Chromium"}
          versions: ["101"]
      visit: {pages: 3, pause: 0.5}
      walk: {order: sitemap}
      """;

  @Test
  void allAdversariesAndWelcomeProgramsShip() {
    List<String> ids = Families.shipped().all().stream().map(Family::id).toList();

    assertThat(ids)
        .contains(IntStream.rangeClosed(1, 17).mapToObj(i -> "A" + i).toArray(String[]::new));
    assertThat(ids).contains("B1", "B2", "B3", "B4", "B5", "B6");
    assertThat(Families.shipped().all())
        .allSatisfy(
            family ->
                assertThat(family.label() == Family.Label.BOT)
                    .isEqualTo(family.id().startsWith("A")));
  }

  @Test
  void theIndexNamesEveryFile() throws Exception {
    Path folder =
        Path.of(Families.class.getResource("/io/mastiff/data/simulate/families/INDEX").toURI())
            .getParent();
    try (Stream<Path> files = Files.list(folder)) {
      assertThat(Families.resource("families/INDEX").lines())
          .containsExactlyInAnyOrderElementsOf(
              files
                  .map(file -> file.getFileName().toString())
                  .filter(name -> name.endsWith(".yaml"))
                  .toList());
    }
  }

  @Test
  void allMistakesAreToldAtOnce() {
    String bad =
        """
        name: Not Good
        label: friend
        share: many
        colour: red
        software:
          - browser: netscape
          - page: "no header field"
        network: {among: [300.1.1.1/8]}
        visit:
          pages: {distribution: log-normal, median: 5}
          pause: {distribution: uniform, min: 9, max: 2}
        walk: {order: zigzag, part: 2}
        """;
    FamilyException e =
        catchThrowableOfType(FamilyException.class, () -> READER.parse("bad.yaml", bad));

    assertThat(e.problems())
        .extracting(Problem::path)
        .containsExactlyInAnyOrder(
            "name",
            "label",
            "share",
            "colour",
            "software[0].browser",
            "software[1].page",
            "network.among",
            "visit.pages.sigma",
            "visit.pause.min",
            "walk.order",
            "walk.part");
    assertThat(e.getMessage()).startsWith("bad.yaml: ").doesNotContain("\n");
    assertThat(e.problems().toString())
        .contains("found: \"friend\"")
        .contains("one of [bot, human, other]");
  }

  @Test
  void whatIsNoMapOrNoYamlIsOneMistake() {
    for (String text :
        List.of(GOOD.replace("sitemap", "paths"), "- a\n- b\n", "name: [", "just text", "")) {
      FamilyException e =
          catchThrowableOfType(FamilyException.class, () -> READER.parse("odd.yaml", text));
      assertThat(e).as(text).isNotNull();
      assertThat(e.getMessage().lines()).hasSize(1);
    }
  }

  @Test
  void softwareDiffersFromItsBrowserAsTheFileSays() throws Exception {
    Manner manner = READER.parse("good.yaml", GOOD).manners().get(0);
    Outfit outfit =
        Kit.any(new SplittableRandom(1), manner.software()).outfit(new SplittableRandom(1), "de");
    List<String> names = outfit.page().stream().map(Kit.Field::name).toList();

    assertThat(names).doesNotContain("Accept-Language").endsWith("X-Own", "sec-ch-ua");
    assertThat(names.indexOf("User-Agent")).isEqualTo(names.indexOf("Connection") - 1);
    assertThat(outfit.userAgent()).contains("Chrome/101.0.0.0");
    assertThat(outfit.page().toString()).doesNotContain("Google Chrome").doesNotContain("{");
  }

  @Test
  void theExampleInTheGuideIsAFamily() throws Exception {
    String guide = Files.readString(Path.of("../docs/operations/analyst.md"));
    int from = guide.indexOf("name: night-reader");
    Family family = READER.parse("guide", guide.substring(from, guide.indexOf("```", from)));

    assertThat(family.manners().get(0).software()).hasSizeGreaterThan(4);
  }

  @Test
  void everyFieldIsInTheGuide() throws Exception {
    String guide = Files.readString(Path.of("../docs/operations/analyst.md"));
    FamilyException e =
        catchThrowableOfType(
            FamilyException.class,
            () ->
                READER.parse(
                    "f",
                    GOOD.replace("walk: {", "walk: {x: 1, ").replace("visit: {", "visit: {x: 1, ")
                        + "x: 1\nnetwork: {x: 1}\nassets: {x: 1}\nclient: {x: 1}\n"));

    assertThat(e.problems()).hasSize(6);
    for (Problem problem : e.problems()) {
      String of = problem.path().replaceAll("x$", "");
      String known = problem.reason().replaceAll(".*\\[|\\]", "");
      for (String field : known.split(", ")) {
        boolean isMap = of.isEmpty() && guide.contains("`" + field + ".");
        assertThat(isMap || guide.contains("`" + of + field + "`")).as(of + field).isTrue();
      }
    }
  }

  @Test
  void aVariantIsLaidOverItsFamily() throws Exception {
    Family family =
        READER.parse(
            "v.yaml",
            GOOD
                + """
                variants:
                  - weight: 3
                  - walk: {order: watch, watched: 7}
                    visit: {pause: {distribution: exponential, mean: 4}}
                """);

    assertThat(family.manners()).hasSize(2);
    assertThat(family.manners().get(0).walk().order()).isEqualTo(Walk.Order.SITEMAP);
    assertThat(family.manners().get(0).weight()).isEqualTo(3);
    assertThat(family.manners().get(1).walk().order()).isEqualTo(Walk.Order.WATCH);
    assertThat(family.manners().get(1).pause().kind()).isEqualTo(Draw.Kind.EXPONENTIAL);
    assertThat(family.manners().get(1).pages()).isEqualTo(Draw.fixed(3));
  }

  @Test
  void aFolderAddsAndReplaces(@TempDir Path folder) throws Exception {
    int shipped = Families.shipped().all().size();
    Files.writeString(folder.resolve("a.yaml"), GOOD);
    Files.writeString(folder.resolve("b.yaml"), GOOD.replace("newcomer", "naive-loop"));
    Files.writeString(folder.resolve("notes.txt"), "no family");
    List<Family> all = Families.shipped().with(folder).all();

    assertThat(all).hasSize(shipped + 1);
    assertThat(all)
        .filteredOn(f -> f.name().equals("naive-loop"))
        .singleElement()
        .satisfies(f -> assertThat(f.manners().get(0).pages()).isEqualTo(Draw.fixed(3)));
  }

  @Test
  void mistakesOfAllFilesOfAFolderAreToldAtOnce(@TempDir Path folder) throws Exception {
    Files.writeString(folder.resolve("a.yaml"), GOOD.replace("bot", "cat"));
    Files.writeString(folder.resolve("b.yaml"), GOOD.replace("sitemap", "dog"));
    FamilyException e =
        catchThrowableOfType(FamilyException.class, () -> Families.shipped().with(folder));

    assertThat(e.problems())
        .extracting(Problem::path)
        .containsExactly("a.yaml: label", "b.yaml: walk.order");
  }
}
