package io.mastiff.data;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** The simulator and the features do not know each other: neither is fitted to the other. */
@AnalyzeClasses(
    packages = {"io.mastiff.data", "io.mastiff.feature", "io.mastiff.classifier"},
    importOptions = DoNotIncludeTests.class)
class StrangersTest {
  @ArchTest
  static final ArchRule THE_SIMULATOR_KNOWS_NO_FEATURES =
      noClasses()
          .that()
          .resideInAPackage("io.mastiff.data.simulate..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("io.mastiff.feature..", "io.mastiff.classifier..");

  @ArchTest
  static final ArchRule THE_FEATURES_KNOW_NO_SIMULATOR =
      noClasses()
          .that()
          .resideInAnyPackage("io.mastiff.feature..", "io.mastiff.classifier..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("io.mastiff.data..");
}
