package io.mastiff.broker;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** The broker module knows topics and Kafka, nothing of what runs over them. */
@AnalyzeClasses(packages = "io.mastiff.broker", importOptions = DoNotIncludeTests.class)
class LayeringTest {
  @ArchTest
  static final ArchRule KNOWS_TOPICS_ONLY =
      noClasses()
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "io.mastiff.edge..",
              "io.mastiff.stream..",
              "io.mastiff.data..",
              "io.mastiff.feature..",
              "io.mastiff.classifier..",
              "smile..",
              "jakarta..");
}
