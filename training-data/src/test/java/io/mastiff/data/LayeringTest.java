package io.mastiff.data;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** Training data knows the ground floor only. */
@AnalyzeClasses(packages = "io.mastiff.data", importOptions = DoNotIncludeTests.class)
class LayeringTest {
  @ArchTest
  static final ArchRule KNOWS_THE_GROUND_FLOOR_ONLY =
      noClasses()
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "io.mastiff.edge..",
              "io.mastiff.stream..",
              "io.mastiff.training..",
              "org.apache.kafka..",
              "smile..",
              "jakarta..",
              "io.netty..");
}
