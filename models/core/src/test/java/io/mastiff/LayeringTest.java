package io.mastiff;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** The ground floor depends on no sibling, and its packages not on each other in circles. */
@AnalyzeClasses(packages = "io.mastiff", importOptions = DoNotIncludeTests.class)
class LayeringTest {
  @ArchTest
  static final ArchRule KNOWS_NO_SIBLING_AND_NO_FRAMEWORK =
      noClasses()
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "io.mastiff.edge..",
              "io.mastiff.stream..",
              "io.mastiff.data..",
              "io.mastiff.training..",
              "org.apache.kafka..",
              "smile..",
              "jakarta..",
              "io.netty..");

  @ArchTest
  static final ArchRule EVENTS_KNOW_NO_FEATURES =
      noClasses()
          .that()
          .resideInAPackage("io.mastiff.event..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("io.mastiff.feature..", "io.mastiff.classifier..");

  @ArchTest
  static final ArchRule FREE_OF_CYCLES =
      slices().matching("io.mastiff.(*)..").should().beFreeOfCycles();
}
