package io.mastiff.stream;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** The stream knows the contract and Kafka; no door, no server, no training library. */
@AnalyzeClasses(packages = "io.mastiff.stream", importOptions = DoNotIncludeTests.class)
class LayeringTest {
  @ArchTest
  static final ArchRule KNOWS_NO_DOOR =
      noClasses()
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "io.mastiff.edge..",
              "io.mastiff.data..",
              "io.mastiff.training..",
              "io.mastiff.broker..",
              "smile..",
              "jakarta..",
              "io.netty..");
}
