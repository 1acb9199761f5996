package io.mastiff.edge.sidecar;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** The sidecar is lean: no Kafka, no servlet, no training library. */
@AnalyzeClasses(packages = "io.mastiff.edge.sidecar", importOptions = DoNotIncludeTests.class)
class LayeringTest {
  @ArchTest
  static final ArchRule LEAN =
      noClasses()
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "org.apache.kafka..",
              "jakarta..",
              "smile..",
              "io.mastiff.stream..",
              "io.mastiff.data..",
              "io.mastiff.training..",
              "io.mastiff.edge.kafka..");
}
